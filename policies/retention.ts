import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  ARCHIVE_DECISIONS,
  REGISTERS,
  RETENTION_STARTS,
  type Register,
  type RetentionRule,
} from '../domain/retention.js';
import { sources } from './registry.js';

const years = { years: z.int().min(1).max(150), from: z.enum(RETENTION_STARTS) };
const period = z.strictObject({ ...years, otherwise: z.strictObject(years).exactOptional() });
const provenance = {
  force: z.enum(['law', 'local']),
  basis: z.string().min(1).max(100),
  source: z.string().refine((key) => Object.hasOwn(sources(), key), 'no such source'),
  checkedOn: z.iso.date(),
  /** From knowledge or second hand: nobody has checked it against the statute or the decision yet. */
  unverified: z.literal(true).exactOptional(),
  note: z.string().min(1).max(300),
};
const rule = { period: period.nullable(), archive: z.enum(ARCHIVE_DECISIONS), ...provenance };

/**
 * What becomes of a record class when the period of its case has ended. `erased`: all of it. `reduced`: what could tell
 * of words. `stays`: nothing takes it away yet. `slip`, `directory`: it has a time of its own.
 */
const classRule = z.strictObject({
  ends: z.enum(['erased', 'reduced', 'stays', 'slip', 'directory']),
  holds: z.string().min(1).max(120),
});

const shape = z.strictObject({
  registers: z.strictObject({
    'student-welfare-register': z.strictObject(rule),
    'curator-client-register': z.strictObject(rule),
    'patient-register': z.strictObject(rule),
  } satisfies Record<Register, unknown>),
  /** What a controller decided for a register of its own, in place of the general rule; never another period than a law gives. */
  decided: z.array(
    z.strictObject({
      controllerId: z.uuid(),
      register: z.enum(REGISTERS),
      ...rule,
      force: z.literal('local'),
    }),
  ),
  accessLog: z.strictObject({ period, ...provenance }),
  classes: z.record(z.string(), classRule),
});

/** How long what is kept, by whom, with what it rests on. */
export type RetentionPolicy = z.infer<typeof shape>;
export type RegisterRule = RetentionPolicy['registers'][Register];

function nameOf({ register, controllerId }: RetentionPolicy['decided'][number]): string {
  return `${register} of ${controllerId}`;
}

/** The policy of a file's content. Throws for a wrong one, and for a decision against a period that a law gives. */
export function parseRetention(content: unknown): RetentionPolicy {
  const policy = shape.parse(content);
  const names = policy.decided.map(nameOf);
  if (new Set(names).size < names.length) throw new Error('retention: one decision for a register, not two');
  for (const made of policy.decided) {
    const general = policy.registers[made.register];
    if (general.force === 'law' && !isDeepStrictEqual(made.period, general.period))
      throw new Error(`retention: a law gives the period of ${nameOf(made)}, no decision changes it`);
  }
  return policy;
}

let loaded: RetentionPolicy | null = null;

/** The retention policy of this installation. A wrong file throws, and nothing is erased by it. */
export function retentionPolicy(): RetentionPolicy {
  loaded ??= parseRetention(JSON.parse(readFileSync(new URL('retention.json', import.meta.url), 'utf8')));
  return loaded;
}

/** The rule of a register at a controller: its own decision, else the general one. */
export function registerRule(
  policy: RetentionPolicy,
  register: Register,
  controllerId: string,
): RegisterRule & RetentionRule {
  const own = policy.decided.find((it) => it.register === register && it.controllerId === controllerId);
  return own ?? policy.registers[register];
}
