import { z } from 'zod';
import {
  ASK_CHANNELS,
  CONSENT_ITEMS,
  EXTERNAL_ORGANISATIONS,
  REJECTED_TOPICS,
  SPOKEN_LANGUAGES,
} from '../../domain/codes.js';
import {
  ANSWER_WAYS,
  CLOSING_REASONS,
  CONSENT_ANSWERS,
  DECLINE_REASONS,
  DISCUSSION_OUTCOMES,
  JOIN_GROUNDS,
  LATENESS_REASONS,
  MEETING_KINDS,
  REQUEST_SOURCES,
  TELLING_WAYS,
  TOLD_PARTIES,
  TOPICS,
} from '../../domain/commands.js';
import {
  civilDate,
  distinct,
  familyRole,
  line,
  minuteOfDay,
  partId,
  personId,
  side,
  staffRole,
  text,
  unitId,
} from './common.js';

/* Commands along the road of a case, from the concern to closing. See `commands.ts`. */

/** The day the act took place; default today where the school is. */
export const happened = { happenedOn: civilDate.exactOptional() };

const staffMember = z.strictObject({ personId, role: staffRole, side });

/**
 * Staff by id, or somebody from outside student welfare by organisation and name, who takes part by itemised written
 * consent only (OHL 19 §). `side` of an outsider is the side that asks.
 */
const member = z
  .strictObject({
    personId: personId.exactOptional(),
    role: staffRole,
    side,
    external: z.strictObject({ organisation: z.enum(EXTERNAL_ORGANISATIONS), name: line }).exactOptional(),
  })
  .refine((it) => it.personId !== undefined || it.external !== undefined, {
    error: 'missing',
    path: ['personId'],
  })
  .refine((it) => it.personId === undefined || it.external === undefined, {
    error: 'not-both',
    path: ['external'],
  });

const items = distinct(z.enum(CONSENT_ITEMS), { max: CONSENT_ITEMS.length });

const told = distinct(z.enum(TOLD_PARTIES), { max: TOLD_PARTIES.length });

const meetingEnd = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('next'), on: civilDate }),
  z.strictObject({ kind: z.literal('close'), reason: z.enum(CLOSING_REASONS), told }),
]);

/**
 * `monitorId`: who follows it up; default: the responsible person. A member of staff who is responsible for the case or
 * a member of its group: others are refused, `consent-missing`.
 */
const plannedAction = z.strictObject({
  ...{ ownerId: personId, side, what: text, dueOn: civilDate },
  monitorId: personId.exactOptional(),
});

/**
 * `POST /api/v1/cases`. `happenedOn` is the day the request came (OHL 15 §: the clock counts from it).
 * `schoolId` defaults to the learner's school. Who is missing in `responsible` is filled from the employer: the
 * sender for the own side, else the coordinator. The county is always party; the school when its staff sends the
 * concern, or when it is named here. A learner's own request to the county stays secret from the school.
 * A day before the learner's birth, or more than five years ago, is 422 `too-long-ago`.
 * Refusals: `happened-in-future`, `responsible-missing`, `school-must-not-know`, `not-allowed`, `topic-not-for-group`.
 */
export const raiseConcern = z
  .strictObject({
    type: z.literal('raise-concern').default('raise-concern'),
    ...happened,
    learnerId: personId,
    schoolId: unitId.exactOptional(),
    source: z.enum(REQUEST_SOURCES),
    urgent: z.boolean().default(false),
    /** A topic that is no case of student welfare is refused with `topic-not-for-group`: the answer says why. */
    topic: z.enum([...TOPICS, ...REJECTED_TOPICS]),
    description: text.exactOptional(),
    discussedWith: distinct(z.enum(['learner', 'guardian']), { max: 2 }).default([]),
    responsible: z
      .strictObject({ school: personId.exactOptional(), county: personId.exactOptional() })
      .default({}),
  })
  .meta({ id: 'RaiseConcern' });

/** A time for the discussion is offered (OHL 15 §). `latenessReason` when it lies after the limit. */
export const offerDiscussion = z.strictObject({
  type: z.literal('offer-discussion'),
  ...happened,
  withId: personId,
  on: civilDate,
  minute: minuteOfDay,
  told: z.enum(TELLING_WAYS),
  /** The day on which the learner agreed to what somebody else asked for; the limit counts from the request. */
  agreedOn: civilDate.exactOptional(),
  latenessReason: z.enum(LATENESS_REASONS).exactOptional(),
});

/** What became of the offered discussion. */
export const recordDiscussion = z.strictObject({
  type: z.literal('record-discussion'),
  ...happened,
  outcome: z.enum(DISCUSSION_OUTCOMES),
});

/** No opportunity is arranged (OHL 15 §); never for a learner's own request. */
export const declineDiscussion = z.strictObject({
  type: z.literal('decline-discussion'),
  ...happened,
  reason: z.enum(DECLINE_REASONS),
});

export const explainLateness = z.strictObject({
  type: z.literal('explain-lateness'),
  ...happened,
  dutyId: partId,
  reason: z.enum(LATENESS_REASONS),
  note: text.exactOptional(),
});

/** The other employer joins a case that was secret from it, on a named ground (OHL 22 §, LSL 25 §). */
export const joinSide = z.strictObject({
  type: z.literal('join-side'),
  ...happened,
  side,
  responsibleId: personId,
  ground: z.enum(JOIN_GROUNDS),
});

export const proposeGroup = z.strictObject({
  type: z.literal('propose-group'),
  ...happened,
  purpose: text.exactOptional(),
  members: z.array(member).min(1, { error: 'too-few' }).max(20, { error: 'too-many' }),
});

export const requestConsent = z.strictObject({
  type: z.literal('request-consent'),
  ...happened,
  memberIds: distinct(partId, { min: 1, max: 20 }),
  askedOf: distinct(personId, { min: 1, max: 10 }),
  told: z.enum(TELLING_WAYS),
  /** What may be told to these members, item by item; needed for somebody from outside (`items-missing`). */
  items: items.exactOptional(),
  /**
   * How the question goes out. By e-mail or text message each person gets a link of their own; into Wilma, a letter or
   * by phone it goes by hand, and the command says that it went. Left out: it was asked by word of mouth.
   * Refusals: `capacity-not-assessed`, `learner-decides`, `goes-by-hand`, `channel-not-wanted`; fields: `no-e-mail`,
   * `no-phone`, `no-text-gateway`, `unknown-language`, `code-needed`, `same-channel`.
   */
  channel: z.enum(ASK_CHANNELS).exactOptional(),
  /** Language of the page at first; default: the person's own. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, { error: 'unknown-language' })
    .exactOptional(),
  /** A code besides the link: told by staff, or sent to the number that is known. Default: what policy asks for. */
  secondFactor: z.enum(['none', 'staff-code', 'text-code']).exactOptional(),
});

/**
 * `limits`: what the consent leaves out, when it is given partly (OHL 19 §). `items`: what was agreed to; `validUntil`:
 * the last day on which it holds; `explainedIn`, `withInterpreter`: how staff explained what was asked (HL 26 §).
 * Refusals: `written-consent-needed`, `valid-until-passed`, `guardian-prohibited`,
 * `not-in-this-role`, `close-person-without-say`.
 */
export const recordConsent = z.strictObject({
  type: z.literal('record-consent'),
  ...happened,
  memberId: partId,
  answer: z.enum(CONSENT_ANSWERS),
  by: personId,
  byRole: familyRole,
  way: z.enum(ANSWER_WAYS),
  limits: text.exactOptional(),
  items: items.exactOptional(),
  validUntil: civilDate.exactOptional(),
  explainedIn: z.enum(SPOKEN_LANGUAGES).exactOptional(),
  withInterpreter: z.boolean().exactOptional(),
});

export const callMeeting = z.strictObject({
  type: z.literal('call-meeting'),
  ...happened,
  kind: z.enum(MEETING_KINDS),
  on: civilDate,
  minute: minuteOfDay,
  place: text.exactOptional(),
  invitedStaff: z.array(staffMember).max(20, { error: 'too-many' }),
  invitedFamily: z
    .array(z.strictObject({ personId, role: familyRole }))
    .max(10, { error: 'too-many' })
    .default([]),
  /** Network meeting: who invites, by name (`inviter-missing`). */
  inviterId: personId.exactOptional(),
});

export const cancelMeeting = z.strictObject({
  type: z.literal('cancel-meeting'),
  ...happened,
  meetingId: partId,
  reason: z.enum(LATENESS_REASONS),
});

/** A meeting ends with a next date or with closing, nothing else. */
export const recordMeeting = z.strictObject({
  type: z.literal('record-meeting'),
  ...happened,
  meetingId: partId,
  attended: distinct(personId, { max: 40 }),
  responsible: z.strictObject({ personId, side }).exactOptional(),
  summary: text.exactOptional(),
  actions: z.array(plannedAction).max(30, { error: 'too-many' }).default([]),
  end: meetingEnd,
});

export const completeAction = z.strictObject({
  type: z.literal('complete-action'),
  ...happened,
  actionId: partId,
  note: text.exactOptional(),
});

/**
 * A case ends (OHL 20 §). `moved` and `studies-ended` end what the law asks only where the learner leaves by the directory,
 * or a transfer is planned; when the case goes on it is owed again. Refusals: `undelivered-duties`, `meeting-not-recorded`,
 * `transfer-not-accepted`, `guardian-prohibited` (told: guardian, and none may be told).
 */
export const closeCase = z.strictObject({
  type: z.literal('close-case'),
  ...happened,
  reason: z.enum(CLOSING_REASONS),
  told,
});

export const reopenCase = z.strictObject({ type: z.literal('reopen-case'), ...happened, reason: text });
