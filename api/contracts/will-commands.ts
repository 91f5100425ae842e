import { z } from 'zod';
import {
  CAPACITIES,
  CONTACT_CHANNELS,
  LAWFUL_BASES,
  UNREACHED_REASONS,
  UNTOLD_GROUNDS,
  LIFTING_REASONS,
  PROHIBITION_SCOPES,
} from '../../domain/codes.js';
import { ANSWER_WAYS, TELLING_WAYS } from '../../domain/commands.js';
import { distinct, familyRole, partId, personId, text } from './common.js';
import { happened } from './road-commands.js';

/* Telling, agreeing, forbidding: the will of the learner and of the guardians. See `commands.ts`. */

const way = z.enum(TELLING_WAYS);

/** The learner is told that the services were contacted without them (OHL 16 §). Refusals: `nothing-to-tell`. */
export const tellLearner = z.strictObject({ type: z.literal('tell-learner'), ...happened, way });

/** A guardian is told; without `guardianId` the guardians as a whole. Refusals: `guardian-prohibited`, `nothing-to-tell`. */
export const tellGuardian = z.strictObject({
  type: z.literal('tell-guardian'),
  ...happened,
  guardianId: personId.exactOptional(),
  way,
});

/**
 * A guardian is not told because of a report to the police or to child protection; without `guardianId` none is. Refusals:
 * `unknown-act` where nothing was reported, `nothing-to-tell`.
 */
export const leaveGuardianUntold = z.strictObject({
  type: z.literal('leave-guardian-untold'),
  ...happened,
  guardianId: personId.exactOptional(),
  ground: z.enum(UNTOLD_GROUNDS),
});

/**
 * A consent is taken back: access, invitations and reminders end at once (OHL 19 §). Refusals: `consent-not-standing`,
 * `not-in-this-role`, `close-person-without-say`.
 */
export const withdrawConsent = z.strictObject({
  type: z.literal('withdraw-consent'),
  ...happened,
  memberIds: distinct(partId, { min: 1, max: 20 }),
  by: personId,
  byRole: familyRole,
  way: z.enum(ANSWER_WAYS),
});

/** What is still lawful after a consent was taken back. Refusals: `no-basis-open`. */
export const assessBasis = z.strictObject({
  type: z.literal('assess-basis'),
  ...happened,
  basis: z.enum(LAWFUL_BASES),
  note: text.exactOptional(),
});

/** Guardians who differ: how it was settled. Refusals: `no-conflict`. */
export const settleConflict = z.strictObject({
  type: z.literal('settle-conflict'),
  ...happened,
  outcome: z.enum(['agreed', 'no-agreement', 'learner-decides']),
  note: text.exactOptional(),
});

/**
 * One of several guardians was asked and does not answer, and waiting would harm: the answer of another is enough (LHL 5 §). An
 * answer that comes later counts. Refusals: `only-guardian`, `answer-not-awaited`, `not-a-guardian`, `learner-decides`.
 */
export const goOnWithoutGuardian = z.strictObject({
  type: z.literal('go-on-without-guardian'),
  ...happened,
  guardianId: personId,
  reason: z.enum(UNREACHED_REASONS),
});

/** Who decides on consent in this matter, by age and development (OHL 18 §). */
export const noteCapacity = z.strictObject({
  type: z.literal('note-capacity'),
  ...happened,
  capacity: z.enum(CAPACITIES),
  grounds: text,
});

/** A minor forbids a guardian, as assessed by a professional of student welfare (OHL 18 § 2). */
export const prohibitGuardian = z.strictObject({
  type: z.literal('prohibit-guardian'),
  ...happened,
  guardianId: personId,
  scope: z.enum(PROHIBITION_SCOPES),
  grounds: text,
});

/** Refusals: `unknown-prohibition`, `assessor-not-entitled`. */
export const liftProhibition = z.strictObject({
  type: z.literal('lift-prohibition'),
  ...happened,
  prohibitionId: partId,
  reason: z.enum(LIFTING_REASONS),
});

/** The prohibition was looked at again and stands. */
export const confirmProhibition = z.strictObject({
  type: z.literal('confirm-prohibition'),
  ...happened,
  prohibitionId: partId,
});

const channels = distinct(z.enum(CONTACT_CHANNELS), { max: CONTACT_CHANNELS.length });

/** How a person of the family wants to be reached, and how never. */
export const agreeContactWays = z.strictObject({
  type: z.literal('agree-contact-ways'),
  ...happened,
  personId,
  channels,
  never: channels.default([]),
  note: text.exactOptional(),
});

/** An invitation that must not go out by itself was given by hand. */
export const inviteByHand = z.strictObject({
  type: z.literal('invite-by-hand'),
  ...happened,
  meetingId: partId,
  way,
});
