import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { files } from './files.js';

const known = z.string().refine((key) => Object.hasOwn(files().sources, key), 'no such source');
const number = {
  value: z.int().min(1).max(366),
  basis: z.string().min(1).max(80),
  source: known,
  checkedOn: z.iso.date(),
  /** From knowledge: nobody has checked it against the statute yet. */
  unverified: z.literal(true).optional(),
  note: z.string().min(1).max(300),
};
const shape = z.strictObject({
  ageOfMajority: z.strictObject({ ...number, unit: z.literal('year'), force: z.literal('law') }),
  recordedLateAfter: z.strictObject({ ...number, unit: z.literal('weekday'), force: z.literal('local') }),
  calendarWarning: z.strictObject({ ...number, unit: z.literal('day'), force: z.literal('local') }),
  requestAge: z.strictObject({ ...number, unit: z.literal('year'), force: z.literal('local') }),
  statisticsFloor: z.strictObject({ ...number, unit: z.literal('learner'), force: z.literal('local') }),
});
export type Numbers = z.infer<typeof shape>;

let loaded: Numbers | null = null;

/** Numbers that belong to no duty, with what they rest on. A wrong file throws, and nothing starts with it. */
export function numbers(): Numbers {
  loaded ??= shape.parse(JSON.parse(readFileSync(new URL('numbers.json', import.meta.url), 'utf8')));
  return loaded;
}
