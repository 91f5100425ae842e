import { z } from 'zod';
import { PAUSE_REASONS } from '../../domain/codes.js';
import { civilDate, partId, text } from './common.js';
import { happened } from './road-commands.js';

/* Clocks in the hands of people. See `commands.ts`. */

/** A duty rests, with a reason; what is left of it is kept. Refusals: `law-cannot-pause`, `not-running`. */
export const pauseDuty = z.strictObject({
  type: z.literal('pause-duty'),
  ...happened,
  dutyId: partId,
  reason: z.enum(PAUSE_REASONS),
});

/** It goes on with exactly what was left. Refusals: `not-paused`. */
export const resumeDuty = z.strictObject({ type: z.literal('resume-duty'), ...happened, dutyId: partId });

/**
 * A day set by hand, with who and why: it is not recounted any more. What the law wants without delay gets none. Refusals:
 * `beyond-the-law`, `date-not-movable`.
 */
export const setDueDate = z.strictObject({
  type: z.literal('set-due-date'),
  ...happened,
  dutyId: partId,
  dueOn: civilDate,
  reason: text,
});
