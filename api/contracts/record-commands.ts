import { z } from 'zod';
import { REPORT_PARTS, SHARED_TASKS, SITUATION_PARTS } from '../../domain/codes.js';
import { TELLING_WAYS } from '../../domain/commands.js';
import { distinct, partId, personId, reference, side, text } from './common.js';
import { happened } from './road-commands.js';

/* The student welfare report (OHL 20 §), and what two employers share. See `commands.ts`. */

/**
 * An entry of the report: its text where the report lives here, a reference where it lives in Wilma, never both.
 * Refusals: `report-lives-in-wilma`, `report-lives-here`.
 */
export const writeEntry = z
  .strictObject({
    type: z.literal('write-entry'),
    ...happened,
    part: z.enum(REPORT_PARTS),
    text: text.exactOptional(),
    reference: reference.exactOptional(),
    meetingId: partId.exactOptional(),
  })
  .refine((entry) => entry.text !== undefined || entry.reference !== undefined, {
    error: 'missing',
    path: ['text'],
  })
  .refine((entry) => entry.text === undefined || entry.reference === undefined, {
    error: 'not-both',
    path: ['reference'],
  });

/** A correction is an entry of its own; the original stays. Refusals: `unknown-entry`. */
export const correctEntry = z.strictObject({
  type: z.literal('correct-entry'),
  ...happened,
  entryId: partId,
  text,
});

/** Publication is per recipient; never to a guardian who is prohibited (OHL 18 § 2). */
export const publishEntries = z.strictObject({
  type: z.literal('publish-entries'),
  ...happened,
  entryIds: distinct(partId, { min: 1, max: 100 }),
  toIds: distinct(personId, { min: 1, max: 20 }),
});

/** The responsible people of school and county have spoken. */
export const contactOtherSide = z.strictObject({
  type: z.literal('contact-other-side'),
  ...happened,
  way: z.enum(TELLING_WAYS),
});

/** Each part or task stands once. */
function each<T extends z.ZodType>(row: T, key: (value: z.output<T>) => string, max: number) {
  return z
    .array(row)
    .min(1, { error: 'too-few' })
    .max(max, { error: 'too-many' })
    .refine((rows) => new Set(rows.map(key)).size === rows.length, { error: 'twice' });
}

/** The shared situation picture, part by part. */
export const shareSituation = z.strictObject({
  type: z.literal('share-situation'),
  ...happened,
  parts: each(
    z.strictObject({ part: z.enum(SITUATION_PARTS), text }),
    ({ part }) => part,
    SITUATION_PARTS.length,
  ),
});

/** Who does what in the network: one person a task. */
export const divideResponsibilities = z.strictObject({
  type: z.literal('divide-responsibilities'),
  ...happened,
  tasks: each(
    z.strictObject({ task: z.enum(SHARED_TASKS), side, personId }),
    ({ task }) => task,
    SHARED_TASKS.length,
  ),
});
