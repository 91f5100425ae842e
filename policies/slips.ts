import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Rules } from '../domain/rules.js';
import type { SlipRules } from '../domain/slips/slip.js';
import { sources } from './registry.js';

const number = z.strictObject({
  value: z.int().min(1).max(366),
  unit: z.literal('day'),
  force: z.literal('local'),
  basis: z.string().min(1).max(80),
  source: z.string().refine((key) => Object.hasOwn(sources(), key), 'no such source'),
  checkedOn: z.iso.date(),
  note: z.string().min(1).max(300),
});
const shape = z.strictObject({ keepWords: number, longestWait: number });

let loaded: z.infer<typeof shape> | null = null;

/** The numbers of slips with what they rest on. A wrong file throws, and nothing starts with it. */
export function slipNumbers(): z.infer<typeof shape> {
  loaded ??= shape.parse(JSON.parse(readFileSync(new URL('slips.json', import.meta.url), 'utf8')));
  return loaded;
}

/** What a slip of a school is decided with: the school's rule set and the local numbers of slips. */
export function slipRules(rules: Rules): SlipRules {
  const { keepWords, longestWait } = slipNumbers();
  return { rules, keepDays: keepWords.value, longestWait: longestWait.value };
}
