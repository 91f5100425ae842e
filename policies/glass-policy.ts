import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sources } from './registry.js';

const number = (unit: 'minute' | 'times') =>
  z.strictObject({
    value: z.int().min(1).max(1440),
    unit: z.literal(unit),
    force: z.literal('local'),
    basis: z.string().min(1).max(80),
    source: z.string().refine((key) => Object.hasOwn(sources(), key), 'no such source'),
    checkedOn: z.iso.date(),
    note: z.string().min(1).max(300),
  });
const shape = z.strictObject({ minutes: number('minute'), perDay: number('times') });

let loaded: z.infer<typeof shape> | null = null;

/**
 * What is decided locally about opening a case in an emergency: for how long, and how often a person may. A wrong file
 * throws, and nothing starts with it. By when it is reviewed is a rule like any other (`L-GLASS`).
 */
export function glassPolicy(): z.infer<typeof shape> {
  loaded ??= shape.parse(JSON.parse(readFileSync(new URL('glass.json', import.meta.url), 'utf8')));
  return loaded;
}
