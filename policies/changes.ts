import { RULE_IDS, type RuleId } from '../domain/rules.js';
import { fromDayNumber, type CivilDate, type DayNumber } from '../domain/time/civil-date.js';
import { canonicalJson } from './compile.js';
import type { NamedPolicyVersion } from './registry.js';
import { workingDays } from './school-days.js';
import { toldThrough } from './school-year-end.js';
import {
  ladderNamed,
  LEVELS,
  type BaseVersion,
  type CalendarFile,
  type HolidaysFile,
  type PolicyVersion,
} from './shapes.js';

/** A provider's version and the law that holds when it begins. */
export interface PolicyUnderLaw {
  readonly policy: NamedPolicyVersion;
  readonly base: BaseVersion;
}

type Limit = NonNullable<PolicyVersion['rules'][RuleId]>['limit'];

/** A number as people compare it. `value` null: agreed by people; `unit` null as well: without delay. */
export interface RuleShown {
  readonly value: number | null;
  readonly unit: Limit['unit'];
  readonly basis: string;
  readonly source: string;
  readonly ladder: string;
}
export type LadderShown = Pick<PolicyVersion['ladders'][string], 'rungs' | 'repeat'>;
/** Minutes of the local day. */
export interface HoursShown {
  readonly mail: number;
  readonly from: number;
  readonly to: number;
}

interface Changed<T> {
  /** Null: it was not there. */
  readonly before: T | null;
  /** Null: it is gone. */
  readonly after: T | null;
}

/** What a version of a policy changes; only what differs is in it. */
export interface PolicyChanges {
  readonly rules: readonly (Changed<RuleShown> & { readonly id: RuleId })[];
  readonly ladders: readonly (Changed<LadderShown> & { readonly id: string })[];
  readonly hours: Changed<HoursShown> | null;
}

/** A day of a calendar that was told otherwise before. */
export interface DayChange {
  readonly date: CivilDate;
  readonly schoolDay: boolean;
}

/** What a version of a calendar changes. Days that no calendar told before are in `newYears` only. */
export interface CalendarChanges {
  readonly days: readonly DayChange[];
  /** School years that were not told before, or not as far. */
  readonly newYears: readonly string[];
  readonly publishedUntil: Changed<CivilDate>;
}

function differs(a: unknown, b: unknown): boolean {
  return canonicalJson(a) !== canonicalJson(b);
}

function ruleShown(it: PolicyUnderLaw | null, id: RuleId): RuleShown | null {
  const local = it?.policy.rules[id];
  const limit: Pick<Limit, 'value' | 'unit' | 'basis' | 'source'> | undefined =
    it?.base.rules[id]?.limit ?? local?.limit;
  const ladder = local?.ladder ?? it?.policy.lawLadders[id];
  if (limit === undefined || ladder === undefined) return null;
  const { value, unit, basis, source } = limit;
  return { value, unit, basis, source, ladder };
}

function ladderShown(it: PolicyUnderLaw | null, id: string): LadderShown | null {
  const found = it && ladderNamed(it.policy, id);
  return found ? { rungs: found.rungs, repeat: found.repeat } : null;
}

function hoursShown(it: PolicyUnderLaw | null): HoursShown | null {
  if (it === null) return null;
  const { mailMinute, office } = it.policy;
  return { mail: mailMinute.value, from: office.from.value, to: office.to.value };
}

/** What changes between two versions of a policy; `before` null: there was none. */
export function policyChanges(before: PolicyUnderLaw | null, after: PolicyUnderLaw): PolicyChanges {
  const ladders = [
    ...new Set([before, after].flatMap((it) => Object.keys(it?.policy.ladders ?? {}))),
  ].toSorted();
  const hours = { before: hoursShown(before), after: hoursShown(after) };
  return {
    rules: RULE_IDS.map((id) => ({ id, before: ruleShown(before, id), after: ruleShown(after, id) })).filter(
      (it) => differs(it.before, it.after),
    ),
    ladders: ladders
      .map((id) => ({ id, before: ladderShown(before, id), after: ladderShown(after, id) }))
      .filter((it) => differs(it.before, it.after)),
    hours: differs(hours.before, hours.after) ? hours : null,
  };
}

/** School days of any level, by level, so that a level's own last day counts as a change too. */
function schoolDays(calendar: CalendarFile, holidays: HolidaysFile): Map<DayNumber, string> {
  const days = new Map<DayNumber, string>();
  for (const level of LEVELS) {
    for (const year of calendar.years) {
      for (const day of workingDays(year, level, holidays)) days.set(day, `${days.get(day) ?? ''} ${level}`);
    }
  }
  return days;
}

/** Of each school year that a calendar tells about the last day it tells: 31 July, or less when it is told in part. */
export function toldOf(calendar: CalendarFile): ReadonlyMap<string, CivilDate> {
  return new Map(
    calendar.years.flatMap(({ schoolYear, terms }) => {
      const end = terms.at(-1)?.to;
      return end === undefined ? [] : [[schoolYear, toldThrough(end)]];
    }),
  );
}

/** Whether a day lies in what a calendar tells of one of its school years, which begin in August. */
export function told(calendar: CalendarFile): (day: DayNumber) => boolean {
  const years = [...toldOf(calendar)].map(([name, until]) => ({ from: `${name.slice(0, 4)}-08-01`, until }));
  return (day) => {
    const date = fromDayNumber(day);
    return years.some(({ from, until }) => from <= date && date <= until);
  };
}

/** What changes between two versions of a school calendar; `before` null: there was none. */
export function calendarChanges(
  before: CalendarFile | null,
  after: CalendarFile,
  holidays: HolidaysFile,
): CalendarChanges {
  const publishedUntil = { before: before?.publishedUntil ?? null, after: after.publishedUntil };
  const known = before === null ? null : toldOf(before);
  const newYears = [...toldOf(after)].flatMap(([year, until]) =>
    until > (known?.get(year) ?? '') ? [year] : [],
  );
  if (before === null) return { days: [], newYears, publishedUntil };
  const [old, fresh] = [schoolDays(before, holidays), schoolDays(after, holidays)];
  const toldBefore = told(before);
  const days = [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((day) => toldBefore(day) && old.get(day) !== fresh.get(day))
    .toSorted((a, b) => a - b)
    .map((day) => ({ date: fromDayNumber(day), schoolDay: fresh.has(day) }));
  return { days, newYears, publishedUntil };
}
