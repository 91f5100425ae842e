import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sources } from './registry.js';

const provenance = {
  force: z.literal('local'),
  basis: z.string().min(1).max(80),
  source: z.string().refine((key) => Object.hasOwn(sources(), key), 'no such source'),
  checkedOn: z.iso.date(),
  note: z.string().min(1).max(300),
};
const number = (unit: 'day' | 'times' | 'minute') =>
  z.strictObject({ value: z.int().min(1).max(366), unit: z.literal(unit), ...provenance });
const level = z.enum(['none', 'code']);
const shape = z.strictObject({
  linkDays: number('day'),
  codeTries: number('times'),
  codesSent: number('times'),
  pageMinutes: number('minute'),
  secondFactor: z.strictObject({ members: level, outsiders: level, ...provenance }),
});

let loaded: z.infer<typeof shape> | null = null;

/**
 * What is decided locally about questions that go out by link, with what it rests on: days, tries, and whether a code
 * is needed besides the link. A wrong file throws, and nothing starts with it.
 */
export function consentPolicy(): z.infer<typeof shape> {
  loaded ??= shape.parse(JSON.parse(readFileSync(new URL('consent.json', import.meta.url), 'utf8')));
  return loaded;
}
