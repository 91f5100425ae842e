import { z } from 'zod';
import {
  ANSWER_WAYS,
  CLOSING_REASONS,
  CONSENT_ANSWERS,
  DECLINE_REASONS,
  DISCUSSION_OUTCOMES,
  HANDOVER_REFUSALS,
  JOIN_GROUNDS,
  LATENESS_REASONS,
  MEETING_KINDS,
  OUTSIDE_CHANNELS,
  REASSIGN_REASONS,
  REQUEST_SOURCES,
  TELLING_WAYS,
  TOLD_OF_REPORT,
  TOLD_PARTIES,
  TOPICS,
  VOID_REASONS,
  type CommandType,
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

/*
 * One strict schema per command, in the shape a client sends it: `{type, happenedOn?, ...}`. Free text comes as plain
 * text and is sealed by the API; what only the service may give (references, fall-backs, rule sets) is not here.
 * `happenedOn` is the day the act took place, default today where the school is; clocks count from it.
 */

/** Commands a client may send. Rule sets are adopted by the service alone. */
export type ClientCommandType = Exclude<CommandType, 'adopt-rules'>;

const happened = { happenedOn: civilDate.exactOptional() };

const member = z.strictObject({ personId, role: staffRole, side });

const told = distinct(z.enum(TOLD_PARTIES), { max: TOLD_PARTIES.length });

const meetingEnd = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('next'), on: civilDate }),
  z.strictObject({ kind: z.literal('close'), reason: z.enum(CLOSING_REASONS), told }),
]);

const plannedAction = z.strictObject({ ownerId: personId, side, what: text, dueOn: civilDate });

const outsideDetails = z.strictObject({
  measuresTried: text.exactOptional(),
  homeCooperation: text.exactOptional(),
  acknowledgedOn: civilDate.exactOptional(),
  followUpOn: civilDate.exactOptional(),
  followedUpOn: civilDate.exactOptional(),
  responsibleId: personId.exactOptional(),
});

const correctedFact = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('requested-on'), value: civilDate }),
  z.strictObject({ name: z.literal('urgent'), value: z.boolean() }),
  z.strictObject({ name: z.literal('school'), value: unitId }),
]);

/**
 * `POST /api/v1/cases`. `happenedOn` is the day the request came (OHL 15 §: the clock counts from it).
 * `schoolId` defaults to the learner's school. Who is missing in `responsible` is filled from the employer: the
 * sender for the own side, else the coordinator. The county is always party; the school when its staff sends the
 * concern, or when it is named here. A learner's own request to the county stays secret from the school.
 * Refusals: `happened-in-future`, `responsible-missing`, `school-must-not-know`, `not-allowed`.
 */
export const raiseConcern = z
  .strictObject({
    type: z.literal('raise-concern').default('raise-concern'),
    ...happened,
    learnerId: personId,
    schoolId: unitId.exactOptional(),
    source: z.enum(REQUEST_SOURCES),
    urgent: z.boolean().default(false),
    topic: z.enum(TOPICS),
    description: text.exactOptional(),
    discussedWith: distinct(z.enum(['learner', 'guardian']), { max: 2 }).default([]),
    responsible: z.strictObject({ school: personId.exactOptional(), county: personId.exactOptional() }).default({}),
  })
  .meta({ id: 'RaiseConcern' });

/** A time for the discussion is offered (OHL 15 §). `latenessReason` when it lies after the limit. */
const offerDiscussion = z.strictObject({
  type: z.literal('offer-discussion'),
  ...happened,
  withId: personId,
  on: civilDate,
  minute: minuteOfDay,
  told: z.enum(TELLING_WAYS),
  latenessReason: z.enum(LATENESS_REASONS).exactOptional(),
});

/** What became of the offered discussion. */
const recordDiscussion = z.strictObject({
  type: z.literal('record-discussion'),
  ...happened,
  outcome: z.enum(DISCUSSION_OUTCOMES),
});

/** No opportunity is arranged (OHL 15 §); never for a learner's own request. */
const declineDiscussion = z.strictObject({
  type: z.literal('decline-discussion'),
  ...happened,
  reason: z.enum(DECLINE_REASONS),
});

const explainLateness = z.strictObject({
  type: z.literal('explain-lateness'),
  ...happened,
  dutyId: partId,
  reason: z.enum(LATENESS_REASONS),
  note: text.exactOptional(),
});

/** The other employer joins a case that was secret from it, on a named ground (OHL 22 §, LSL 25 §). */
const joinSide = z.strictObject({
  type: z.literal('join-side'),
  ...happened,
  side,
  responsibleId: personId,
  ground: z.enum(JOIN_GROUNDS),
});

const proposeGroup = z.strictObject({
  type: z.literal('propose-group'),
  ...happened,
  purpose: text.exactOptional(),
  members: z.array(member).min(1, { error: 'too-few' }).max(20, { error: 'too-many' }),
});

const requestConsent = z.strictObject({
  type: z.literal('request-consent'),
  ...happened,
  memberIds: distinct(partId, { min: 1, max: 20 }),
  askedOf: distinct(personId, { min: 1, max: 10 }),
  told: z.enum(TELLING_WAYS),
});

/** `limits`: what the consent leaves out, when it is given partly (OHL 19 §). */
const recordConsent = z.strictObject({
  type: z.literal('record-consent'),
  ...happened,
  memberId: partId,
  answer: z.enum(CONSENT_ANSWERS),
  by: personId,
  byRole: familyRole,
  way: z.enum(ANSWER_WAYS),
  limits: text.exactOptional(),
});

const callMeeting = z.strictObject({
  type: z.literal('call-meeting'),
  ...happened,
  kind: z.enum(MEETING_KINDS),
  on: civilDate,
  minute: minuteOfDay,
  place: text.exactOptional(),
  invitedStaff: z.array(member).max(20, { error: 'too-many' }),
  invitedFamily: z
    .array(z.strictObject({ personId, role: familyRole }))
    .max(10, { error: 'too-many' })
    .default([]),
});

const cancelMeeting = z.strictObject({
  type: z.literal('cancel-meeting'),
  ...happened,
  meetingId: partId,
  reason: z.enum(LATENESS_REASONS),
});

/** A meeting ends with a next date or with closing, nothing else. */
const recordMeeting = z.strictObject({
  type: z.literal('record-meeting'),
  ...happened,
  meetingId: partId,
  attended: distinct(personId, { max: 40 }),
  responsible: z.strictObject({ personId, side }).exactOptional(),
  summary: text.exactOptional(),
  actions: z.array(plannedAction).max(30, { error: 'too-many' }).default([]),
  end: meetingEnd,
});

const completeAction = z.strictObject({
  type: z.literal('complete-action'),
  ...happened,
  actionId: partId,
  note: text.exactOptional(),
});

const closeCase = z.strictObject({
  type: z.literal('close-case'),
  ...happened,
  reason: z.enum(CLOSING_REASONS),
  told,
});

const reopenCase = z.strictObject({ type: z.literal('reopen-case'), ...happened, reason: text });

/** A contact made together, outside Rinnalla (LSL 25 a §, SHL 35 §): recorded, never sent. */
const contactSocialServices = z.strictObject({
  type: z.literal('contact-social-services'),
  ...happened,
  addressee: line,
  channel: z.enum(OUTSIDE_CHANNELS),
  reason: text,
  jointly: z.enum(['learner', 'guardian', 'both', 'no-consent-ground']),
  details: outsideDetails.exactOptional(),
});

/** A child welfare report made outside Rinnalla (LSL 25 §): recorded, never sent; needs nobody's approval. */
const reportChildWelfare = z.strictObject({
  type: z.literal('report-child-welfare'),
  ...happened,
  addressee: line,
  channel: z.enum(OUTSIDE_CHANNELS),
  reason: text,
  told: z.enum(TOLD_OF_REPORT),
  details: outsideDetails.exactOptional(),
});

const completeOutsideAct = z.strictObject({
  type: z.literal('complete-outside-act'),
  ...happened,
  actId: partId,
  details: outsideDetails,
});

const offerHandover = z.strictObject({
  type: z.literal('offer-handover'),
  ...happened,
  side,
  toId: personId,
  reason: text.exactOptional(),
});

const acceptHandover = z.strictObject({ type: z.literal('accept-handover'), ...happened, side });

const refuseHandover = z.strictObject({
  type: z.literal('refuse-handover'),
  ...happened,
  side,
  reason: z.enum(HANDOVER_REFUSALS),
});

const reassign = z.strictObject({
  type: z.literal('reassign'),
  ...happened,
  side,
  toId: personId,
  reason: z.enum(REASSIGN_REASONS),
});

/** Exactly one fact a command; old and new dates both stay in the log. */
const correctFact = z.strictObject({
  type: z.literal('correct-fact'),
  ...happened,
  fact: correctedFact,
  note: text.exactOptional(),
});

const voidCase = z.strictObject({
  type: z.literal('void-case'),
  ...happened,
  reason: z.enum(VOID_REASONS),
  note: text.exactOptional(),
});

/** Every command a client may send. The type check fails when the domain has one more. */
export const commandSchemas = {
  'raise-concern': raiseConcern,
  'offer-discussion': offerDiscussion,
  'record-discussion': recordDiscussion,
  'decline-discussion': declineDiscussion,
  'explain-lateness': explainLateness,
  'join-side': joinSide,
  'propose-group': proposeGroup,
  'request-consent': requestConsent,
  'record-consent': recordConsent,
  'call-meeting': callMeeting,
  'cancel-meeting': cancelMeeting,
  'record-meeting': recordMeeting,
  'complete-action': completeAction,
  'close-case': closeCase,
  'reopen-case': reopenCase,
  'contact-social-services': contactSocialServices,
  'report-child-welfare': reportChildWelfare,
  'complete-outside-act': completeOutsideAct,
  'offer-handover': offerHandover,
  'accept-handover': acceptHandover,
  'refuse-handover': refuseHandover,
  reassign,
  'correct-fact': correctFact,
  'void-case': voidCase,
} satisfies { [T in ClientCommandType]: z.ZodType<{ type: T }> };

/** `POST /api/v1/cases/{id}/commands`: one command on a case that exists. */
export const caseCommand = z
  .discriminatedUnion('type', [
    offerDiscussion,
    recordDiscussion,
    declineDiscussion,
    explainLateness,
    joinSide,
    proposeGroup,
    requestConsent,
    recordConsent,
    callMeeting,
    cancelMeeting,
    recordMeeting,
    completeAction,
    closeCase,
    reopenCase,
    contactSocialServices,
    reportChildWelfare,
    completeOutsideAct,
    offerHandover,
    acceptHandover,
    refuseHandover,
    reassign,
    correctFact,
    voidCase,
  ])
  .meta({ id: 'CaseCommand' });

/** What a client writes: dates and ids as strings. */
export type CaseCommandInput = z.input<typeof caseCommand>;
export type RaiseConcernInput = z.input<typeof raiseConcern>;
export type CommandInput = CaseCommandInput | RaiseConcernInput;
/** What the API works with after parsing. */
export type CaseCommandRequest = z.output<typeof caseCommand>;
export type RaiseConcernRequest = z.output<typeof raiseConcern>;
export type CommandRequest = CaseCommandRequest | RaiseConcernRequest;
