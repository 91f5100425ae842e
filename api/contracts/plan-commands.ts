import { z } from 'zod';
import {
  CANCELLING_REASONS,
  CONSENT_ITEMS,
  SERVICES,
  TRANSFER_KINDS,
  TRANSFER_PACKAGES,
  TURN_KINDS,
} from '../../domain/codes.js';
import { ANSWER_WAYS, CONSENT_ANSWERS } from '../../domain/commands.js';
import { civilDate, distinct, familyRole, line, partId, personId, side, text, unitId } from './common.js';
import { happened } from './road-commands.js';

/* Plans, turns of the road, transitions. See `commands.ts`. */

/** Causes of absence, clarified with the guardian (POL 26 §). */
export const recordCauses = z.strictObject({
  type: z.literal('record-causes'),
  ...happened,
  causes: text,
  withGuardian: z.boolean(),
});

/** A turn of the road: removal, exclusion, hospital school. It brings its own duties (POL 36 §). */
export const recordTurn = z
  .strictObject({
    type: z.literal('record-turn'),
    ...happened,
    kind: z.enum(TURN_KINDS),
    from: civilDate,
    until: civilDate.exactOptional(),
  })
  .refine(({ from, until }) => until === undefined || until >= from, {
    error: 'before-from',
    path: ['until'],
  });

/** Refusals: `unknown-turn`. */
export const endTurn = z.strictObject({ type: z.literal('end-turn'), ...happened, turnId: partId });

/** Student welfare that must be arranged with or after a removal. */
export const planSupport = z.strictObject({ type: z.literal('plan-support'), ...happened, what: text });

const returnStep = z.strictObject({ on: civilDate, what: text, ownerId: personId, side });

/** The stepwise plan for the return to school: each step with its day and owner. */
export const planReturn = z.strictObject({
  type: z.literal('plan-return'),
  ...happened,
  steps: z.array(returnStep).min(1, { error: 'too-few' }).max(20, { error: 'too-many' }),
});

/** Refusals: `unknown-step`. */
export const completeReturnStep = z.strictObject({
  type: z.literal('complete-return-step'),
  ...happened,
  stepId: partId,
  note: text.exactOptional(),
});

/** What else was tried comes before a change of service. */
export const changeService = z.strictObject({
  type: z.literal('change-service'),
  ...happened,
  to: z.enum(SERVICES),
  tried: text,
});

/** The learner moves on. `toUnitId` for a school of this installation, `receiver` for any other. */
export const planTransfer = z.strictObject({
  type: z.literal('plan-transfer'),
  ...happened,
  kind: z.enum(TRANSFER_KINDS),
  movesOn: civilDate,
  toUnitId: unitId.exactOptional(),
  receiver: line.exactOptional(),
});

/**
 * Student welfare data go by consent only, item by item (OHL 23 §). Refusals: `unknown-transfer`, `already-sent`,
 * `not-in-this-role`, `close-person-without-say`.
 */
export const recordTransferConsent = z.strictObject({
  type: z.literal('record-transfer-consent'),
  ...happened,
  transferId: partId,
  answer: z.enum(CONSENT_ANSWERS),
  items: distinct(z.enum(CONSENT_ITEMS), { max: CONSENT_ITEMS.length }).default([]),
  by: personId,
  byRole: familyRole,
  way: z.enum(ANSWER_WAYS),
});

/** What teaching needs goes by law (POL 40 §), the rest by consent. Refusals: `transfer-consent-missing`, `already-sent`. */
export const sendPackage = z.strictObject({
  type: z.literal('send-package'),
  ...happened,
  transferId: partId,
  package: z.enum(TRANSFER_PACKAGES),
});

/** The receiver has taken over: no closing before. */
export const confirmTransfer = z.strictObject({
  type: z.literal('confirm-transfer'),
  ...happened,
  transferId: partId,
});

/**
 * A transfer is called off: no more is sent by it, and closing does not wait for it. `not-taken-over` only while the receiver
 * is awaited. Refusals: `unknown-transfer`, `not-expected`, `teaching-data-owed`.
 */
export const cancelTransfer = z.strictObject({
  type: z.literal('cancel-transfer'),
  ...happened,
  transferId: partId,
  reason: z.enum(CANCELLING_REASONS),
});
