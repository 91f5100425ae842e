import { z } from 'zod';
import {
  HANDOVER_REFUSALS,
  OUTSIDE_CHANNELS,
  REASSIGN_REASONS,
  TOLD_OF_REPORT,
  VOID_REASONS,
} from '../../domain/commands.js';
import { civilDate, line, partId, personId, side, text, unitId } from './common.js';
import { happened } from './road-commands.js';

/* Commands beside the road: acts towards the outside, who answers for the case, mistakes. See `commands.ts`. */

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

/** A contact made together, outside Rinnalla (LSL 25 a §, SHL 35 §): recorded, never sent. */
export const contactSocialServices = z.strictObject({
  type: z.literal('contact-social-services'),
  ...happened,
  addressee: line,
  channel: z.enum(OUTSIDE_CHANNELS),
  reason: text,
  jointly: z.enum(['learner', 'guardian', 'both', 'no-consent-ground']),
  details: outsideDetails.exactOptional(),
});

/** A child welfare report made outside Rinnalla (LSL 25 §): recorded, never sent; needs nobody's approval. */
export const reportChildWelfare = z.strictObject({
  type: z.literal('report-child-welfare'),
  ...happened,
  addressee: line,
  channel: z.enum(OUTSIDE_CHANNELS),
  reason: text,
  told: z.enum(TOLD_OF_REPORT),
  details: outsideDetails.exactOptional(),
});

export const completeOutsideAct = z.strictObject({
  type: z.literal('complete-outside-act'),
  ...happened,
  actId: partId,
  details: outsideDetails,
});

export const offerHandover = z.strictObject({
  type: z.literal('offer-handover'),
  ...happened,
  side,
  toId: personId,
  reason: text.exactOptional(),
});

export const acceptHandover = z.strictObject({ type: z.literal('accept-handover'), ...happened, side });

export const refuseHandover = z.strictObject({
  type: z.literal('refuse-handover'),
  ...happened,
  side,
  reason: z.enum(HANDOVER_REFUSALS),
});

export const reassign = z.strictObject({
  type: z.literal('reassign'),
  ...happened,
  side,
  toId: personId,
  reason: z.enum(REASSIGN_REASONS),
});

/** Exactly one fact a command; old and new dates both stay in the log. */
export const correctFact = z.strictObject({
  type: z.literal('correct-fact'),
  ...happened,
  fact: correctedFact,
  note: text.exactOptional(),
});

export const voidCase = z.strictObject({
  type: z.literal('void-case'),
  ...happened,
  reason: z.enum(VOID_REASONS),
  note: text.exactOptional(),
});
