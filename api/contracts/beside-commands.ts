import { z } from 'zod';
import { HANDOVER_REFUSALS, REASSIGN_REASONS, VOID_REASONS } from '../../domain/commands.js';
import { civilDate, personId, side, text, unitId } from './common.js';
import { happened } from './road-commands.js';

/* Commands beside the road: who answers for the case, and mistakes. See `commands.ts`. */

const correctedFact = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('requested-on'), value: civilDate }),
  z.strictObject({ name: z.literal('urgent'), value: z.boolean() }),
  z.strictObject({ name: z.literal('school'), value: unitId }),
]);

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

/**
 * Exactly one fact a command; old and new dates both stay in the log. A school of another education provider is reached
 * by `plan-transfer`, not by a correction. Refusals: `fact-unchanged`, `other-provider`,
 * `happened-before-request` (a time was offered earlier), `note-missing` (the limit has passed).
 */
export const correctFact = z.strictObject({
  type: z.literal('correct-fact'),
  ...happened,
  fact: correctedFact,
  note: text.exactOptional(),
});

/**
 * Opened on the wrong learner, or twice: access and mails end at once. Refusals: `review-open`, `report-owed` (twice,
 * and somebody owes a report in this one), `continuation-missing` (the wrong learner, and `note` does not say how it
 * goes on for the right one), `responsible-voids` (twice, and the caller does not see what is owed).
 */
export const voidCase = z.strictObject({
  type: z.literal('void-case'),
  ...happened,
  reason: z.enum(VOID_REASONS),
  note: text.exactOptional(),
});
