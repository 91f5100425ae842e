import { z } from 'zod';
import { RULE_IDS, type CountingUnit, type DutyKind, type Force } from '../../domain/rules.js';
import { DUTY_KINDS } from '../../domain/rules.js';
import { asId, type CaseId, type CommandId, type PersonId, type UnitId } from '../../domain/ids.js';
import { SIDES, STAFF_ROLES, type FamilyRole } from '../../domain/people.js';
import { STAGES, type CaseStatus } from '../../domain/state.js';
import { parseDate, tryParseDate } from '../../domain/time/civil-date.js';
import { emptyIfBlank } from './blank.js';

/*
 * Building blocks of the HTTP contracts. They are used by the API (to parse), by the browser (types, form checks) and
 * for OpenAPI. Requests parse into the value types of the domain; answers are what JSON can carry.
 */

/** Longest free text, in characters. */
export const TEXT_MAX = 4000;
/** Longest single line: a place, an addressee, a search. */
export const LINE_MAX = 200;

/** The largest number a row of a log can have. */
export const SEQ_MAX = 2 ** 31 - 1;

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as answers carry it: a lower-case UUID. */
export const id = z.string().regex(UUID_FORM, { error: 'not-an-id' }).meta({ format: 'uuid' });

/** Ids as requests carry them; parsed into the branded ids of the domain. */
export const caseId = id.transform((value) => asId<CaseId>(value));
export const personId = id.transform((value) => asId<PersonId>(value));
export const unitId = id.transform((value) => asId<UnitId>(value));
export const commandKey = id.transform((value) => asId<CommandId>(value));

/** Id of a thing inside one case (a member, a meeting, an action, an act, a duty): opaque. */
export const partId = z.string().regex(/^[A-Za-z0-9:._/-]{1,80}$/, { error: 'not-an-id' });

/** A reference to something kept in another system: a number or code, no words. */
export const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/, { error: 'not-an-id' });

/** The human reference of a case. */
export const caseRef = z.string().regex(/^R-\d{4}-\d{6,}$/, { error: 'not-an-id' });

/** A day that exists, `YYYY-MM-DD`; parsed into the domain's civil date. */
export const civilDate = z
  .string()
  .refine((value) => tryParseDate(value) !== null, { error: 'not-a-date' })
  .meta({ format: 'date', example: '2026-11-23' })
  .transform(parseDate);

/** A day in an answer. */
export const date = z.string().meta({ format: 'date', example: '2026-11-23' });

/** An instant in an answer: RFC 3339 in UTC. */
export const instant = z.string().meta({ format: 'date-time', example: '2026-11-23T06:00:00.000Z' });

/** Minute of the local day, 0–1439 (600 is 10.00). */
export const minuteOfDay = z.int().min(0).max(1439);

// Control characters say nothing to a reader and PostgreSQL cannot keep all of them; a line break and a tab may stay.
const LINE_CONTROL = /\p{Cc}/u;
const CONTROL = /(?![\t\n])\p{Cc}/u;

/**
 * Without the signs that turn the direction of what stands beside them (embeddings, overrides, isolates): nobody types
 * them, and with one a name can be made to read as another. Marks that writing from right to left needs stay.
 */
export function withoutTurns(value: string): string {
  return value.replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, '');
}

function isWhole(value: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value);
}

/** Whether PostgreSQL can keep a piece of JSON: no half of a character and no NUL, in names neither. Walks without recursion. */
function isKeepable(value: unknown): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const it = left.pop();
    if (typeof it === 'string' && (it.includes('\0') || !isWhole(it))) return false;
    if (typeof it === 'object' && it !== null) left.push(...Object.keys(it), ...Object.values(it));
  }
  return true;
}

/** An object that is kept as it comes and read by those who know its form. */
export const content = z.record(z.string(), z.unknown()).refine(isKeepable, { error: 'control-character' });

/** Free text of a person: trimmed, NFC, 1–4000 characters of which one can be seen, no control characters but line break and tab. */
export const text = z
  .string()
  .overwrite((value) => withoutTurns(value.replaceAll('\r\n', '\n')))
  .normalize('NFC')
  .trim()
  .overwrite(emptyIfBlank)
  .min(1, { error: 'empty' })
  .max(TEXT_MAX, { error: 'too-long' })
  .refine((value) => !CONTROL.test(value) && isWhole(value), { error: 'control-character' });

/** One line of text: trimmed, NFC, 1–200 characters of which one can be seen. */
export const line = z
  .string()
  .overwrite(withoutTurns)
  .normalize('NFC')
  .trim()
  .overwrite(emptyIfBlank)
  .min(1, { error: 'empty' })
  .max(LINE_MAX, { error: 'too-long' })
  .refine((value) => !LINE_CONTROL.test(value) && isWhole(value), { error: 'control-character' });

/** A list in which nothing stands twice. */
export function distinct<T extends z.ZodType>(item: T, limits: { min?: number; max: number }) {
  return z
    .array(item)
    .min(limits.min ?? 0, { error: 'too-few' })
    .max(limits.max, { error: 'too-many' })
    .refine((values) => new Set(values).size === values.length, { error: 'twice' });
}

export const side = z.enum(SIDES);
export const staffRole = z.enum(STAFF_ROLES);
const FAMILY_ROLES = ['learner', 'guardian', 'close_person'] as const satisfies readonly FamilyRole[];
export const familyRole = z.enum(FAMILY_ROLES);
export const stage = z.enum(STAGES);
const CASE_STATUSES = ['open', 'closed', 'aftercare', 'void'] as const satisfies readonly CaseStatus[];
export const caseStatus = z.enum(CASE_STATUSES);
export const dutyKind = z.enum(DUTY_KINDS) satisfies z.ZodType<DutyKind>;
export const ruleId = z.enum(RULE_IDS);
const FORCES = ['law', 'local'] as const satisfies readonly Force[];
export const force = z.enum(FORCES);
const UNITS = ['institution-day', 'weekday', 'day', 'month'] as const satisfies readonly CountingUnit[];
export const countingUnit = z.enum(UNITS);
export const language = z.enum(['fi', 'sv', 'en']);

/**
 * An RFC 9457 problem document. `code` is stable and what programs go by; `source` is the legal or policy source of a
 * refusal; `errors` name fields, never their values.
 */
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    source: z.string().optional(),
    errors: z.array(z.strictObject({ path: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

/** A page of a list: `next` is the cursor of the following page, absent on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().optional() });
}

/** A whole list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item) });
}
