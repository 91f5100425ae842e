import { z } from 'zod';
import {
  CAPACITIES,
  CONSENT_ITEMS,
  CONSENT_SOURCES,
  CONTACT_CHANNELS,
  DISCLOSURE_ASKERS,
  DISCLOSURE_GROUNDS,
  DISCLOSURE_WAYS,
  EXTERNAL_ORGANISATIONS,
  PROHIBITION_SCOPES,
  REPORT_PARTS,
  RESPONSES,
  SHARED_TASKS,
  SITUATION_PARTS,
  TRANSFER_KINDS,
  TRANSFER_PACKAGES,
  TURN_KINDS,
} from '../../domain/codes.js';
import type { NoPart } from '../../domain/annex.js';
import { CONSENT_ANSWERS } from '../../domain/commands.js';
import type { OutsideAct } from '../../domain/state.js';
import { date, dutyKind, id, listOf, partId, ruleId, side, staffRole } from './common.js';
import { dutyStatus } from './duties.js';
import { author } from './events.js';

/* Sections of a case besides the straight road. Each is absent for those who may not see it; see `cases.ts`. */

/** Words that stand in a sealed row: absent without the right to read texts, and when they were erased. */
const words = z.string().optional();

/** An entry of the student welfare report. A correction is an entry of its own and names what it corrects. */
export const reportEntry = z.strictObject({
  id: partId,
  part: z.enum(REPORT_PARTS),
  on: date,
  by: author,
  text: words,
  /** Where the report lives in Wilma: the reference there. */
  reference: z.string().nullable(),
  meetingId: partId.nullable(),
  corrects: partId.nullable(),
  publishedTo: z.array(id),
});
export type ReportEntryAnswer = z.infer<typeof reportEntry>;

/** The report (OHL 20 §), oldest entry first. `missing`: what the law asks for and nobody has written yet. */
export const report = z.strictObject({
  home: z.enum(['rinnalla', 'wilma']),
  entries: z.array(reportEntry),
  missing: z.array(z.enum(REPORT_PARTS)),
});
export type ReportAnswer = z.infer<typeof report>;

const transfer = z.strictObject({
  id: partId,
  kind: z.enum(TRANSFER_KINDS),
  movesOn: date,
  toUnitId: id.nullable(),
  /** Name of the receiving school, when it is one of this installation. */
  toUnitName: z.string().optional(),
  teachingSentOn: date.nullable(),
  /** Where the answers leave it now; null before the first. `items`: what everybody who decides agreed to. */
  consent: z.enum(['requested', ...CONSENT_ANSWERS, 'conflict']).nullable(),
  items: z.array(z.enum(CONSENT_ITEMS)),
  welfareSentOn: date.nullable(),
  acceptedOn: date.nullable(),
  /** Absent: it was not called off. */
  cancelledOn: date.optional(),
});

/** Plans, turns of the road, transitions, and what the two employers share. */
export const plans = z.strictObject({
  turns: z.array(
    z.strictObject({
      id: partId,
      kind: z.enum(TURN_KINDS),
      from: date,
      until: date.nullable(),
      endedOn: date.nullable(),
    }),
  ),
  returnSteps: z.array(
    z.strictObject({ id: partId, on: date, ownerId: id, what: words, doneOn: date.nullable() }),
  ),
  transfers: z.array(transfer),
  contactWays: z.array(
    z.strictObject({
      personId: id,
      channels: z.array(z.enum(CONTACT_CHANNELS)),
      never: z.array(z.enum(CONTACT_CHANNELS)),
      on: date,
    }),
  ),
  situation: z.array(z.strictObject({ part: z.enum(SITUATION_PARTS), text: words, on: date })),
  division: z.array(z.strictObject({ task: z.enum(SHARED_TASKS), side, personId: id })),
});
export type PlansAnswer = z.infer<typeof plans>;

const NO_PARTS = [
  'guardian-prohibited',
  'guardian-has-no-position',
  'not-a-guardian',
] as const satisfies readonly NoPart[];

/** Who decides, whom the learner has forbidden, and which guardian has no part in the case and why. */
export const family = z.strictObject({
  /** The 18th birthday; null: not known. */
  adultOn: date.nullable(),
  isAdult: z.boolean(),
  prePrimary: z.boolean(),
  addressProtected: z.boolean(),
  /** Contact data must not reach the other party: invitations are given by hand. */
  byHand: z.boolean(),
  capacity: z.enum(CAPACITIES).nullable(),
  guardians: z.array(
    z.strictObject({
      personId: id,
      position: z.enum(['guardian', 'parent-not-guardian']),
      livesApart: z.boolean(),
      addressProtected: z.boolean(),
      /** Null: takes part. */
      noPart: z.enum(NO_PARTS).nullable(),
      /** An answer is waited for, and the case could go on without it (LHL 5 §): `go-on-without-guardian`. */
      dispensable: z.boolean(),
    }),
  ),
  prohibitions: z.array(
    z.strictObject({
      id: partId,
      guardianId: id,
      scope: z.enum(PROHIBITION_SCOPES),
      /** Who assessed it, with position. */
      by: author,
      on: date,
      liftedOn: date.nullable(),
    }),
  ),
});
export type FamilyAnswer = z.infer<typeof family>;

/** Why something was given where the act itself says so, and nobody has to write it. */
export const DISCLOSURE_REASONS = ['advice', 'teaching', 'welfare-continuity'] as const;

/** What was given to whom, why, and on what ground (OHL 20 §). */
export const disclosure = z
  .strictObject({
    id: partId,
    ground: z.enum(DISCLOSURE_GROUNDS),
    on: date,
    by: author,
    /** In words or, of a package, the name of the receiving school. */
    recipient: words,
    /** Of advice: the profession that was asked. */
    recipientRole: staffRole.optional(),
    what: words,
    /** Of a transfer: which package went. */
    package: z.enum(TRANSFER_PACKAGES).optional(),
    reason: words,
    /** Instead of `reason`, where the act itself says why. */
    reasonCode: z.enum(DISCLOSURE_REASONS).optional(),
    /** Who asked for it, as far as it was said; the name for those who may read texts. */
    requestedBy: z.strictObject({ who: z.enum(DISCLOSURE_ASKERS), name: words }).optional(),
    /** The itemised consent it rests on: the member or the transfer it was given for. */
    consent: z.strictObject({ of: z.enum(CONSENT_SOURCES), id: partId }).optional(),
    /** Of an entry made by hand; an act towards the outside brings its own. */
    way: z.enum(DISCLOSURE_WAYS).optional(),
  })
  .meta({ id: 'Disclosure' });
export type DisclosureAnswer = z.infer<typeof disclosure>;

/** `GET /api/v1/cases/{id}/disclosures`, oldest first. */
export const disclosureList = listOf(disclosure).meta({ id: 'DisclosureList' });
export type DisclosureList = z.infer<typeof disclosureList>;

export const adviceEntry = z.strictObject({
  id: partId,
  role: staffRole,
  askedOn: date,
  answeredOn: date.nullable(),
});

/**
 * What the other side owes, seen from here: never a lateness of ours. `expectedOn` null: without delay, its age is
 * shown. `response`: what became of it, as far as we were told.
 */
export const expectation = z.strictObject({
  dutyId: partId,
  kind: dutyKind,
  rule: ruleId,
  basis: z.string(),
  expectedOn: date.nullable(),
  status: dutyStatus,
  /** The expected day has passed without word. */
  passed: z.boolean(),
  response: z.enum(RESPONSES).nullable(),
  respondedOn: date.nullable(),
});
export type ExpectationAnswer = z.infer<typeof expectation>;

const ACT_KINDS = [
  'contact-social-services',
  'report-child-welfare',
  'report-to-police',
  'report-unborn-child',
] as const satisfies readonly OutsideAct['kind'][];
export const actKind = z.enum(ACT_KINDS);

/** An act towards the outside, with what it made the other side owe. */
export const outsideAct = z.strictObject({
  id: partId,
  kind: actKind,
  on: date,
  by: id.nullable(),
  /** Who else made it. */
  togetherWith: z.array(id).optional(),
  side,
  /** A contact without consent of which nobody has said yet on what ground: `complete-outside-act` says it. */
  groundOpen: z.literal(true).optional(),
  has: z.strictObject({
    measuresTried: z.boolean(),
    homeCooperation: z.boolean(),
    acknowledgedOn: date.nullable(),
    followUpOn: date.nullable(),
    followedUpOn: date.nullable(),
  }),
  expectations: z.array(expectation),
});
export type OutsideActAnswer = z.infer<typeof outsideAct>;

/** A member from outside student welfare. */
export const external = z.strictObject({ organisation: z.enum(EXTERNAL_ORGANISATIONS), name: words });
export const consentItem = z.enum(CONSENT_ITEMS);
