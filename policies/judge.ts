import type { CivilDate } from '../domain/time/civil-date.js';
import { asId, type UnitId } from '../domain/ids.js';
import { againstPublishedCalendars, followed } from './calendar-succession.js';
import { calendarChanges, type CalendarChanges } from './changes.js';
import { compileRules, contentHash, MAX_RULES_BYTES, RulesTooLarge } from './compile.js';
import { fault, type Fault } from './fault-codes.js';
import { holidays, lawInForce, nationalBase, sources, type NamedPolicyVersion } from './registry.js';
import { onlyOnce, type Readable } from './read-shape.js';
import { readCalendar, readPolicy, type Validated } from './schema.js';
import { LEVELS, type BaseFile, type CalendarFile, type PolicyFile, type PolicyVersion } from './shapes.js';

/** What a draft is judged against. */
export interface Circumstances {
  /** The policy or calendar it says to be a version of. */
  readonly name: string;
  readonly today: CivilDate;
  /** Somebody has said that dates of running cases may move, and why. */
  readonly mayMoveDates: boolean;
}

/** A version without the day it ends on: that is known only when the next one begins. */
function numbersOf({ validUntil: _end, ...version }: Readable<PolicyVersion>): unknown {
  return version;
}

function same(a: Readable<PolicyVersion>, b: PolicyVersion): boolean {
  return contentHash(numbersOf(a)) === contentHash(numbersOf(b));
}

/** `isBroken`: a published version with a fault of its form has changed, and that fault says where. */
function againstPublished(
  { versions = [] }: Readable<PolicyFile>,
  published: readonly NamedPolicyVersion[],
  isBroken: (path: string) => boolean,
): Fault[] {
  const faults: Fault[] = [];
  const [oldest, newest] = [published.at(0)?.validFrom, published.at(-1)?.validFrom];
  const fresh = versions.flatMap((version, index) => {
    const path = `versions.${index}`;
    // Which version this is, nobody can tell; the last one is the one that is meant.
    if (version?.validFrom === undefined) return index === versions.length - 1 ? [path] : [];
    const kept = published.find((it) => it.validFrom === version.validFrom);
    if (kept) {
      const { name: _name, sample: _sample, ...bare } = kept;
      if (!isBroken(path) && !same(version, bare)) faults.push(fault(path, 'published-never-changes'));
      return [];
    }
    // The last of a file is the one that is meant: it may be put between two, and holds until the later one begins.
    const after = index === versions.length - 1 ? oldest : newest;
    if (after !== undefined && version.validFrom < after)
      faults.push(fault(`${path}.validFrom`, 'overlap-with-published', after));
    return [path];
  });
  const isClear = versions.every((version) => version?.validFrom !== undefined);
  if (
    fresh.length === 0 &&
    faults.length === 0 &&
    isClear &&
    !versions.some((_, index) => isBroken(`versions.${index}`))
  )
    faults.push(fault('versions', 'nothing-new'));
  for (const path of fresh.slice(0, -1)) faults.push(fault(path, 'one-version-at-a-time'));
  return faults;
}

/** Every calendar of the release is as long as one may be: a rule set that fits beside them fits. */
function tooLarge(version: NamedPolicyVersion, calendar: CalendarFile | undefined): Fault[] {
  if (calendar === undefined) return [];
  try {
    for (const level of LEVELS) {
      compileRules({
        policy: version,
        base: lawInForce(version.validFrom),
        calendar,
        holidays: holidays(),
        schoolId: asId<UnitId>('00000000-0000-4000-8000-000000000000'),
        level,
        zone: 'Europe/Helsinki',
      });
    }
  } catch (failure) {
    if (failure instanceof RulesTooLarge) return [fault('', 'rule-set-too-large', MAX_RULES_BYTES)];
    throw failure;
  }
  return [];
}

/** Nobody has looked at a source on a day that is still to come. */
function checkedTooEarly(value: unknown, today: CivilDate, path: readonly string[] = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Fault[] => {
    const here = [...path, key];
    if (key !== 'checkedOn' || typeof inner !== 'string') return checkedTooEarly(inner, today, here);
    return inner > today ? [fault(here.join('.'), 'checked-in-the-future', inner)] : [];
  });
}

function knownSources(): ReadonlySet<string> {
  return new Set(Object.keys(sources()));
}

/**
 * Judges a draft of a policy: its form, its numbers, what it follows, and whether it would move dates silently.
 *
 * @param published versions of this policy in the order of their days
 * @param calendar a calendar it is used with, to know that the rule set is small enough
 * @param base the law; that of the release
 */
export function judgePolicy(
  content: unknown,
  published: readonly NamedPolicyVersion[],
  at: Circumstances,
  calendar?: CalendarFile,
  base: BaseFile = nationalBase(),
): Validated<NamedPolicyVersion> {
  const {
    sound,
    readable,
    faults: found,
    isBroken,
  } = readPolicy(content, {
    ...{ sources: knownSources(), base },
    published: new Set(published.map((it) => it.validFrom)),
  });
  if (readable?.versions === undefined) return { ok: false, faults: found };
  const { name, versions } = readable;
  const last = versions.length - 1;
  const version = versions[last];
  const from = version?.validFrom;
  const named = sound === null ? null : lastOf(sound);
  const faults = [
    ...found,
    ...(name === undefined || name === at.name ? [] : [fault('name', 'other-name', at.name)]),
    ...againstPublished(readable, published, isBroken),
    // Of a file with faults nobody knows yet how large it will be.
    ...(named === null ? [] : tooLarge(named, calendar)),
    ...checkedTooEarly(version, at.today, ['versions', String(last)]),
  ];
  // The first version of a name moves nothing: no case is under it yet.
  if (published.length > 0 && from !== undefined && from < at.today && !at.mayMoveDates) {
    faults.push(fault(`versions.${last}.validFrom`, 'moves-dates-silently', from));
  }
  if (named !== null && faults.length === 0) return { ok: true, value: named };
  return { ok: false, faults: onlyOnce(faults) };
}

/** The version a file is about: its last one, with the file's name. */
function lastOf({ name, sample, versions }: PolicyFile): NamedPolicyVersion | null {
  const version = versions.at(-1);
  return version === undefined ? null : { ...version, name, ...(sample === undefined ? {} : { sample }) };
}

/**
 * Judges a draft of a school calendar.
 *
 * @param published versions of this calendar in the order of their days
 * @param runningSince the day on which the oldest limit began that still counts by this calendar; null: none counts
 * @param policies those it is used with, to know that the rule sets are small enough
 */
export function judgeCalendar(
  content: unknown,
  published: readonly CalendarFile[],
  at: Circumstances,
  runningSince: CivilDate | null,
  policies: readonly NamedPolicyVersion[] = [],
): Validated<CalendarFile> {
  const read = readCalendar(content, { sources: knownSources(), holidays: holidays() });
  const { readable, sound: calendar } = read;
  if (readable === null) return { ok: false, faults: read.faults };
  const { name, validFrom } = readable;
  const faults = [...read.faults];
  if (name !== undefined && name !== at.name) faults.push(fault('name', 'other-name', at.name));
  faults.push(...checkedTooEarly(readable, at.today));
  if (!at.mayMoveDates && published.length > 0 && validFrom !== undefined && validFrom < at.today)
    faults.push(fault('validFrom', 'moves-dates-silently', validFrom));
  // Which days it tells otherwise than before is known when they are right: a mistyped day would be said twice.
  if (calendar === null) return { ok: false, faults: onlyOnce(faults) };
  const before = followed(published, calendar.validFrom);
  if (before && contentHash(before) === contentHash(calendar)) faults.push(fault('', 'nothing-new'));
  faults.push(
    ...againstPublishedCalendars(calendar, published, { today: at.today, runningSince }),
    ...policies.flatMap((policy) => tooLarge(policy, calendar)).slice(0, 1),
  );
  if (!at.mayMoveDates) {
    const moved = movedDay(calendarChanges(before, calendar, holidays()), at.today, runningSince);
    if (moved !== null) faults.push(fault('years', 'moves-dates-silently', moved));
  }
  return faults.length === 0 ? { ok: true, value: calendar } : { ok: false, faults: onlyOnce(faults) };
}

/** The latest day that a limit has already counted, or passed over, and that is now told otherwise; null: none. */
export function movedDay(
  changes: CalendarChanges,
  today: CivilDate,
  runningSince: CivilDate | null,
): CivilDate | null {
  if (runningSince === null) return null;
  return changes.days.findLast(({ date }) => date > runningSince && date < today)?.date ?? null;
}

/**
 * Whether running cases have to be moved to a published version: it tells a day otherwise that a running limit counts
 * or will count, or a school year nobody knew, so that a date that was provisional is not any more.
 *
 * @param runningSince as in `judgeCalendar`; null: what a running case begins from now on counts from tomorrow
 */
export function asksForRollOut(
  changes: CalendarChanges,
  today: CivilDate,
  runningSince: CivilDate | null,
): boolean {
  const from = runningSince ?? today;
  return changes.newYears.length > 0 || changes.days.some(({ date }) => date > from);
}
