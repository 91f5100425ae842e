import { createHash } from 'node:crypto';
import type { UnitId } from '../domain/ids.js';
import {
  RULE_IDS,
  type Calendar,
  type CompactRule,
  type Ladder,
  type RuleId,
  type Rules,
} from '../domain/rules.js';
import { dayNumber } from '../domain/time/civil-date.js';
import { numbers } from './numbers.js';
import { schoolDayRanges } from './school-days.js';
import { toldThrough } from './school-year-end.js';
import {
  ladderNamed,
  type BaseVersion,
  type CalendarFile,
  type HolidaysFile,
  type Level,
  type PolicyVersion,
} from './shapes.js';
import { zoneRows } from './zone-rows.js';

/** A rule set is kept in the state of every run: bytes of JSON it may have. */
export const MAX_RULES_BYTES = 8 * 1024;

/** The rule set does not fit into a run's state: the policy must say less (fewer years of calendar, fewer ladders). */
export class RulesTooLarge extends Error {
  override readonly name = 'RulesTooLarge';
  constructor(bytes: number) {
    super(`a rule set has ${bytes} bytes, at most ${MAX_RULES_BYTES} are allowed`);
  }
}

/** A ladder is missing: the files were not validated. */
export class IncompletePolicy extends Error {
  override readonly name = 'IncompletePolicy';
}

/** What a rule set is made of: one version of each file, chosen by date. */
export interface CompileInput {
  readonly policy: PolicyVersion & { readonly name: string };
  readonly base: BaseVersion;
  readonly calendar: CalendarFile;
  readonly holidays: HolidaysFile;
  readonly schoolId: UnitId;
  readonly level: Level;
  readonly zone: 'Europe/Helsinki';
}

/** The same text for the same content, whatever order its keys were written in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${entries.join(',')}}`;
}

/** First 32 hex digits of the SHA-256 of the canonical JSON. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

/**
 * What the id tells already, and what is as usual, is left out: every run keeps its rule set. A rule that a policy of
 * an earlier release does not know yet is left out as well (`ruleOf` in domain/rules.ts says what holds then).
 */
function compactRule({ policy, base }: CompileInput, id: RuleId): CompactRule | null {
  const local = policy.rules[id];
  const law = base.rules[id];
  const rule = law ?? local;
  const ladder = local?.ladder ?? policy.lawLadders[id];
  if (rule === undefined || ladder === undefined) return null;
  if (ladderNamed(policy, ladder) === undefined) throw new IncompletePolicy(`the ladder of ${id} is missing`);
  const { unit, value, uncertain } = rule.limit;
  return {
    ...(unit === null || unit === 'weekday' ? {} : { unit }),
    ...(value === null ? {} : { length: value }),
    ladder,
    ...(uncertain === undefined ? {} : { uncertain: true }),
    ...(law?.onlyUnder === undefined
      ? {}
      : { adultUnder: law.onlyUnder.value - numbers().ageOfMajority.value }),
  };
}

function dutiesOf(input: CompileInput): Rules['duties'] {
  const duties: Partial<Record<RuleId, CompactRule>> = {};
  for (const id of RULE_IDS) {
    const rule = compactRule(input, id);
    if (rule !== null) duties[id] = rule;
  }
  return duties;
}

/** A value for every rule. */
export function perRule<T>(make: (id: RuleId) => T): Record<RuleId, T> {
  // `fromEntries` forgets its keys; RULE_IDS names all of them.
  return Object.fromEntries(RULE_IDS.map((id) => [id, make(id)])) as Record<RuleId, T>;
}

function calendarOf({ calendar, holidays, level, zone }: CompileInput): Calendar {
  return {
    zone: zoneRows(zone, 2025, 2035),
    holidays: holidays.holidays.map((it) => dayNumber(it.date)),
    eves: holidays.eves.map((it) => dayNumber(it.date)),
    schoolDays: schoolDayRanges(calendar, level, holidays),
    publishedUntil: dayNumber(toldThrough(calendar.publishedUntil)),
  };
}

/**
 * The rule set of a school and level: numbers, ladders and day ranges, without texts and sources, named by the hash of
 * its content. The same input gives the same bytes. Throws `RulesTooLarge` beyond 8 KB of JSON and `IncompletePolicy`
 * when a ladder is missing.
 */
export function compileRules(input: CompileInput): Rules {
  const { policy } = input;
  const ladders: Record<string, Ladder> = {};
  for (const [name, { rungs, repeat }] of Object.entries(policy.ladders)) ladders[name] = { rungs, repeat };
  const content: Omit<Rules, 'id'> = {
    policy: `${policy.name}@${policy.validFrom}`,
    schoolId: input.schoolId,
    calendar: calendarOf(input),
    mailMinute: policy.mailMinute.value,
    office: { from: policy.office.from.value, to: policy.office.to.value },
    duties: dutiesOf(input),
    ladders,
    ...(policy.reportHome ? { reportHome: policy.reportHome.value } : {}),
  };
  const rules: Rules = { id: contentHash(content), ...content };
  const bytes = Buffer.byteLength(JSON.stringify(rules));
  if (bytes > MAX_RULES_BYTES) throw new RulesTooLarge(bytes);
  return rules;
}
