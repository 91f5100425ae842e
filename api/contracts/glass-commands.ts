import { z } from 'zod';
import { GLASS_FINDINGS, GLASS_REASONS } from '../../domain/codes.js';
import { partId, text } from './common.js';
import { happened } from './road-commands.js';

/* Opening a case in an emergency, and looking at it afterwards. See `commands.ts`. */

/** Why a case is opened in an emergency: a code, and words that the review reads. */
export const glassReason = z
  .strictObject({ reasonCode: z.enum(GLASS_REASONS), reason: text })
  .meta({ id: 'BreakGlass' });

/**
 * For minutes that policy sets, with a review that follows. How long and who reviews, the service says.
 * Refusals: `already-seen`; 429 `too-many` beyond what policy lets a person do in a day, 409 `no-reviewer`.
 */
export const breakGlass = z.strictObject({
  type: z.literal('break-glass'),
  ...happened,
  ...glassReason.shape,
});

/** What the review found. Refusals: `unknown-glass`, `same-person`. */
export const reviewGlass = z.strictObject({
  type: z.literal('review-glass'),
  ...happened,
  glassId: partId,
  finding: z.enum(GLASS_FINDINGS),
  note: text,
});
