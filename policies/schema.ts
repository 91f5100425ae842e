import type { z } from 'zod';
import { EXPECTATIONS, RULE_IDS, RULE_KINDS, type Ladder, type RuleId } from '../domain/rules.js';
import { addDays, type CivilDate } from '../domain/time/civil-date.js';
import { validateYears } from './calendar-faults.js';
import { fault, type Fault } from './fault-codes.js';
import { unknownQuestions, unknownSources, type Sources } from './references.js';
import { onlyOnce, readShape, type Read, type Readable } from './read-shape.js';
import {
  baseShape,
  calendarShape,
  holidaysShape,
  ladderNamed,
  policyShape,
  type BaseFile,
  type CalendarFile,
  type HolidaysFile,
  type PolicyFile,
  type PolicyVersion,
} from './shapes.js';

export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What a file reads as, and every fault of its form and of what it says, each once. */
export interface Judged<T> extends Read<T> {
  /** The file, when it has no fault at all. */
  readonly sound: T | null;
}

/** Reads the form and judges whatever of it can be read, so that one round names every fault. */
function judged<T>(
  shape: z.ZodType<T>,
  json: unknown,
  judge: (file: Readable<T>, read: Read<T>) => readonly Fault[],
): Judged<T> {
  const read = readShape(shape, json);
  const further = read.readable === null ? [] : judge(read.readable, read);
  const faults = onlyOnce([...read.faults, ...further]);
  return { ...read, faults, sound: faults.length === 0 ? read.value : null };
}

function validated<T>({ sound, faults }: Judged<T>): Validated<T> {
  return sound === null ? { ok: false, faults } : { ok: true, value: sound };
}

interface Effective {
  readonly validFrom?: CivilDate;
  readonly validUntil?: CivilDate | null;
}

/** Versions follow each other day by day; the last one has no end, because a case never stands without a policy. */
function timeline(versions: readonly (Effective | undefined)[] = []): Fault[] {
  return versions.flatMap((version, index): Fault[] => {
    const at = (field: string) => `versions.${index}.${field}`;
    const [until, from] = [version?.validUntil, version?.validFrom];
    if (until === undefined) return [];
    if (until !== null && from !== undefined && until < from)
      return [fault(at('validUntil'), 'ends-before-it-begins')];
    if (index === versions.length - 1)
      return until === null ? [] : [fault(at('validUntil'), 'gap-at-the-end')];
    const next = versions[index + 1]?.validFrom;
    if (until === null) return [fault(at('validUntil'), 'overlap-with-next')];
    if (next === undefined) return [];
    if (until >= next) return [fault(at('validUntil'), 'overlap-with-next')];
    return addDays(until, 1) === next ? [] : [fault(at('validUntil'), 'gap-before-next')];
  });
}

type ReadableLadder = Readable<Ladder>;

/** Place of a rung: its way of timing, and when; null when that cannot be read. */
function rankOf(rung: NonNullable<ReadableLadder['rungs']>[number]): readonly [number, number] | null {
  const at = rung?.at;
  if (at?.from === 'armed') return [0, 0];
  if (at?.from === 'office') return at.hours === undefined ? null : [1, at.hours];
  return at?.from !== 'due' || at.days === undefined ? null : [2, at.days];
}

/** Within one way of timing, rungs must be climbed upwards: at the start, then by office hours, then around the due day. */
function rungsInOrder(rungs: ReadableLadder['rungs'] = []): boolean {
  const ranks = rungs.flatMap((rung) => {
    const rank = rankOf(rung);
    return rank === null ? [] : [rank];
  });
  return ranks.every((a, index) => {
    const b = ranks[index + 1];
    return b === undefined || a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  });
}

function climbsTo(ladder: ReadableLadder, holder: Ladder['repeat']['to']): boolean {
  return ladder.repeat?.to === holder || (ladder.rungs ?? []).some((rung) => rung?.to === holder);
}

/**
 * Duties whose last day something else hangs on: an offer of responsibility ends with it (without a length at once,
 * before anybody could answer), and the receipt for a request to talk says it.
 */
const NEED_LENGTH: readonly RuleId[] = ['L-HANDOVER', 'T-OHL15-7', 'T-OHL15-urgent'];

/** Duties whose day people agree on: a length would say a day that nobody agreed. */
const AGREED: readonly RuleId[] = ['L-FOLLOW', 'L-ACTION', 'L-STEP'];

type Limits = Readable<Partial<Record<RuleId, { readonly limit: { readonly value: number | null } }>>>;

function withoutLength(rules: Limits = {}, path: string): Fault[] {
  return NEED_LENGTH.filter((id) => rules[id]?.limit?.value === null).map((id) =>
    fault(`${path}.rules.${id}.limit.value`, 'no-length'),
  );
}

type ReadableVersion = Readable<PolicyVersion>;

/** A policy id must always mean the same numbers, and a new law must not be missed. */
function lawChanges({ validFrom, validUntil }: ReadableVersion, base: BaseFile, path: string): Fault[] {
  if (validFrom === undefined || validUntil === undefined) return [];
  const change = base.versions.find(
    ({ validFrom: on }) => on > validFrom && (validUntil === null || on <= validUntil),
  );
  return change ? [fault(`${path}.validUntil`, 'law-changes', change.validFrom)] : [];
}

/** What is wrong with the ladder of a rule: it is missing, leads nowhere, or climbs where it must not. */
function ladderFaults(
  id: RuleId,
  version: ReadableVersion,
  path: string,
  isBroken: Read<never>['isBroken'],
): Fault[] {
  const at = `${path}.rules.${id}`;
  const ladder = version.rules?.[id]?.ladder ?? version.lawLadders?.[id];
  if (ladder === undefined)
    return isBroken(at) || isBroken(`${path}.lawLadders.${id}`) ? [] : [fault(at, 'rule-missing')];
  const climbed = ladderNamed(version, ladder);
  if (!climbed) return isBroken(`${path}.ladders.${ladder}`) ? [] : [fault(at, 'no-such-ladder', ladder)];
  const climbsTooHigh = EXPECTATIONS.has(RULE_KINDS[id]) && climbsTo(climbed, 'supervisor');
  return climbsTooHigh ? [fault(`${path}.lawLadders.${id}`, 'expectation-climbs')] : [];
}

function judgeVersion(
  version: ReadableVersion,
  base: BaseFile,
  path: string,
  isBroken: Read<never>['isBroken'],
): Fault[] {
  const { rules, office } = version;
  const faults = withoutLength(rules, path);
  for (const id of AGREED)
    if (typeof rules?.[id]?.limit?.value === 'number')
      faults.push(fault(`${path}.rules.${id}.limit.value`, 'people-agree'));
  const law = new Set(base.versions.flatMap((it) => Object.keys(it.rules)));
  for (const id of RULE_IDS) {
    if (law.has(id) && rules?.[id]) faults.push(fault(`${path}.rules.${id}`, 'law-has-this-number'));
    if (!law.has(id) && version.lawLadders?.[id] !== undefined) {
      faults.push(fault(`${path}.lawLadders.${id}`, 'law-has-no-such-rule'));
    }
    faults.push(...ladderFaults(id, version, path, isBroken));
  }
  for (const [name, ladder] of Object.entries(version.ladders ?? {})) {
    if (!rungsInOrder(ladder?.rungs))
      faults.push(fault(`${path}.ladders.${name}.rungs`, 'rungs-out-of-order'));
  }
  const [opens, closes] = [office?.from?.value, office?.to?.value];
  if (opens !== undefined && closes !== undefined && closes <= opens) {
    faults.push(fault(`${path}.office.to`, 'closes-before-it-opens'));
  }
  return faults;
}

/** Reads the national base. */
export function validateBase(json: unknown, sources: Sources): Validated<BaseFile> {
  return validated(
    judged(baseShape, json, (base) => [
      ...unknownSources(base, sources),
      ...unknownQuestions(base),
      ...timeline(base.versions),
      ...(base.versions ?? []).flatMap((it, index) => withoutLength(it?.rules, `versions.${index}`)),
    ]),
  );
}

/** What a policy is judged against. */
export interface KnownToPolicy {
  readonly sources: Sources;
  readonly base: BaseFile;
  /** Days on which published versions begin: the law may have changed since, and they stay as they are. */
  readonly published?: ReadonlySet<CivilDate>;
}

/** Reads a provider's policy with its faults, against the national base: every rule in exactly one of the two. */
export function readPolicy(json: unknown, known: KnownToPolicy): Judged<PolicyFile> {
  return judged(policyShape, json, (policy, { isBroken }) => [
    ...unknownSources(policy, known.sources),
    ...unknownQuestions(policy),
    ...timeline(policy.versions),
    ...(policy.versions ?? []).flatMap((version, index) => {
      if (version === undefined) return [];
      const path = `versions.${index}`;
      const faults = judgeVersion(version, known.base, path, isBroken);
      return version.validFrom !== undefined && known.published?.has(version.validFrom)
        ? faults
        : [...faults, ...lawChanges(version, known.base, path)];
    }),
  ]);
}

/** Reads a provider's policy and judges it against the national base. */
export function validatePolicy(json: unknown, known: KnownToPolicy): Validated<PolicyFile> {
  return validated(readPolicy(json, known));
}

/** Reads the list of public holidays and eves: ascending, each once, inside the years it claims. */
export function validateHolidays(json: unknown, sources: Sources): Validated<HolidaysFile> {
  return validated(
    judged(holidaysShape, json, (file) => [
      ...unknownSources(file, sources),
      ...unknownQuestions(file),
      ...(['holidays', 'eves'] as const).flatMap((list) => daysInOrder(file, list)),
    ]),
  );
}

function daysInOrder(file: Readable<HolidaysFile>, list: 'holidays' | 'eves'): Fault[] {
  const [first, last] = [file.years?.from, file.years?.until];
  const days = file[list] ?? [];
  return days.flatMap((named, index): Fault[] => {
    const date = named?.date;
    if (date === undefined) return [];
    const path = `${list}.${index}.date`;
    const previous = days[index - 1]?.date;
    if (previous !== undefined && previous >= date) return [fault(path, 'not-ascending')];
    const year = Number(date.slice(0, 4));
    const isOutside = (first !== undefined && year < first) || (last !== undefined && year > last);
    return isOutside ? [fault(path, 'outside-the-years')] : [];
  });
}

/** What a school calendar is judged against. */
export interface KnownToCalendar {
  readonly sources: Sources;
  readonly holidays: HolidaysFile;
}

/** Reads a school calendar with its faults, against the public holidays. */
export function readCalendar(json: unknown, known: KnownToCalendar): Judged<CalendarFile> {
  return judged(calendarShape, json, (calendar, { isBroken }) => [
    ...unknownSources(calendar, known.sources),
    ...validateYears(calendar, known.holidays, isBroken),
  ]);
}

/** Reads a school calendar and judges it against the public holidays. */
export function validateCalendar(json: unknown, known: KnownToCalendar): Validated<CalendarFile> {
  return validated(readCalendar(json, known));
}
