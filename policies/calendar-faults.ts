import { addDays, dayNumber, weekdayOf, type CivilDate } from '../domain/time/civil-date.js';
import { fault, type Fault, type FaultCode } from './fault-codes.js';
import type { Read, Readable } from './read-shape.js';
import { within, workingDays, type Span, type YearDays } from './school-days.js';
import { endsInSpring } from './school-year-end.js';
import { LEVELS, type CalendarFile, type HolidaysFile, type SchoolYear } from './shapes.js';

/* A calendar may have faults of its form: then whatever can be read of it is judged, and nothing that only follows
   from a fault is said. */

type Complain = (where: string, code: FaultCode, detail?: string | number) => void;
type ReadableYear = Readable<SchoolYear>;
type IsBroken = Read<never>['isBroken'];

/** One school year while it is judged. */
interface Judging {
  readonly year: ReadableYear;
  readonly holidays: HolidaysFile;
  readonly complain: Complain;
  /** As in `Read`, by the path inside the year. */
  readonly isBroken: IsBroken;
  /** The terms when each of them can be read and runs forwards: only then it is known which days lie outside. */
  readonly terms: readonly Span[] | null;
}

function isSaturday(date: CivilDate): boolean {
  return weekdayOf(dayNumber(date)) === 6;
}

/** All of a list when each element can be read. */
function whole<T, U>(list: readonly (T | undefined)[] | undefined, read: (it: T) => U | null): U[] | null {
  const all: U[] = [];
  for (const it of list ?? [undefined]) {
    const one = it === undefined ? null : read(it);
    if (one === null) return null;
    all.push(one);
  }
  return all;
}

function spanOf({ from, to }: Partial<Span>): Span | null {
  return from === undefined || to === undefined ? null : { from, to };
}

function dayOf(date: CivilDate): CivilDate {
  return date;
}

/** Whether every span can be read and ends no earlier than it begins. */
function runsForwards(spans: readonly Span[] | null): spans is readonly Span[] {
  return spans !== null && spans.every((span) => span.from <= span.to);
}

/** Spans must run forwards, in order, and not share a day. */
function checkSpans(spans: readonly (Partial<Span> | undefined)[], where: string, complain: Complain): void {
  spans.forEach((span, index) => {
    const [from, to] = [span?.from, span?.to];
    const next = spans[index + 1]?.from;
    if (to === undefined) return;
    if (from !== undefined && to < from) complain(`${where}.${index}.to`, 'ends-before-it-begins');
    if (next !== undefined && next <= to) complain(`${where}.${index}.to`, 'spans-overlap');
  });
}

/** A term begins and ends with a school day: a weekday that is no holiday, or a Saturday that is listed. */
function checkTermEnds({ year, isBroken, complain }: Judging, holidays: ReadonlySet<CivilDate>): void {
  (year.terms ?? []).forEach((term, index) => {
    for (const end of ['from', 'to'] as const) {
      const date = term?.[end];
      if (date === undefined) continue;
      const where = `terms.${index}.${end}`;
      const isListed = year.saturdays?.includes(date) ?? false;
      if (holidays.has(date)) complain(where, 'term-day-holiday');
      else if (isSaturday(date)) {
        if (!isListed && !isBroken('saturdays')) complain(where, 'unlisted-saturday');
      } else if (weekdayOf(dayNumber(date)) === 7) complain(where, 'term-day-sunday');
    }
  });
}

/** Days decided one by one: Saturdays that are Saturdays, work that is no holiday, all inside the terms. */
function checkDecidedDays(judging: Judging, holidays: ReadonlySet<CivilDate>): void {
  const { year, complain, terms, isBroken } = judging;
  const isOutside = (date: CivilDate) => terms !== null && !terms.some((term) => within(term, date));
  const saturdays = year.saturdays ?? [];
  saturdays.forEach((date, index) => {
    if (date === undefined) return;
    if (!isSaturday(date)) complain(`saturdays.${index}`, 'not-a-saturday');
    if (holidays.has(date)) complain(`saturdays.${index}`, 'term-day-holiday');
    if (isOutside(date)) complain(`saturdays.${index}`, 'outside-the-terms');
    if (saturdays.indexOf(date) < index) complain(`saturdays.${index}`, 'decided-twice');
  });
  const exceptional = year.exceptional ?? [];
  exceptional.forEach((it, index) => {
    const date = it?.date;
    if (date === undefined) return;
    const where = `exceptional.${index}.date`;
    if (it?.work === true && holidays.has(date)) complain(where, 'term-day-holiday');
    const isListed = saturdays.includes(date) || isBroken('saturdays');
    if (it?.work === true && weekdayOf(dayNumber(date)) > 5 && !isListed) {
      complain(where, 'unlisted-saturday');
    }
    if (isOutside(date)) complain(where, 'outside-the-terms');
    if (exceptional.findIndex((other) => other?.date === date) < index) complain(where, 'decided-twice');
  });
}

/** Longer than any Christmas break (about three weeks), shorter than any term. */
const LONGEST_REST = 42;

/**
 * A school year begins in August, and rests between its terms for weeks, not for months: whatever a calendar tells
 * about and is no school day, no limit counts. September is left to a school that begins late.
 */
function checkGaps({ year, complain }: Judging): void {
  const start = year.schoolYear?.slice(0, 4);
  (year.terms ?? []).forEach((term, index) => {
    const from = term?.from;
    if (from === undefined) return;
    const previous = spanOf(year.terms?.[index - 1] ?? {});
    const before = previous !== null && previous.from <= previous.to ? previous.to : undefined;
    if (index === 0 && start !== undefined && from >= `${start}-10-01`)
      complain(`terms.${index}.from`, 'term-missing-before', `${start}-08-01`);
    if (before !== undefined && from > addDays(before, LONGEST_REST))
      complain(`terms.${index}.from`, 'term-missing-before', addDays(before, 1));
  });
}

/** How long before the others a level may end its year: less than a month, so that a mistyped month is found. */
const LAST_WEEKS = 28;

/** Days of a year as they are counted; null when one of them cannot be read: then nothing can be counted. */
function daysOf({ year, terms }: Judging): YearDays | null {
  const breaks = whole(year.breaks, spanOf);
  const saturdays = whole(year.saturdays, dayOf);
  const exceptional = whole(year.exceptional, ({ date, work }) =>
    date === undefined || work === undefined ? null : { date, work },
  );
  const { levels } = year;
  if (terms === null || breaks === null || saturdays === null || exceptional === null) return null;
  return levels === undefined ? null : { terms, breaks, saturdays, exceptional, levels };
}

/** Each level ends on a school day of the last weeks. */
function checkLevels(judging: Judging, days: YearDays): void {
  const { year, holidays, complain } = judging;
  const [first, last] = [days.terms[0], days.terms.at(-1)];
  if (!first || !last) return;
  const earliest = [last.from, addDays(last.to, -LAST_WEEKS)].toSorted()[1] ?? last.from;
  for (const level of LEVELS) {
    const { lastDay, finalYearUntil } = year.levels?.[level] ?? {};
    const where = `levels.${level}.lastDay`;
    if (finalYearUntil !== undefined && (finalYearUntil < first.from || finalYearUntil > last.to))
      complain(`levels.${level}.finalYearUntil`, 'outside-the-terms');
    if (lastDay === undefined) continue;
    if (!days.terms.some((term) => within(term, lastDay))) complain(where, 'outside-the-terms');
    else if (lastDay < earliest) complain(where, 'level-ends-too-early', earliest);
    else if (workingDays(days, level, holidays).at(-1) !== dayNumber(lastDay))
      complain(where, 'not-a-school-day');
  }
}

/** The year and each level have the working days that were counted for them. */
function checkCounts({ year, holidays, complain, isBroken }: Judging, days: YearDays): void {
  for (const level of LEVELS) {
    const own = year.levels?.[level]?.workingDays;
    if (own === undefined || isBroken(`levels.${level}.lastDay`)) continue;
    const counted = workingDays(days, level, holidays).length;
    if (own !== counted) complain(`levels.${level}.workingDays`, 'working-days-differ', counted);
  }
  const counted = workingDays(days, 'basic', holidays).length;
  if (year.workingDays !== undefined && !isBroken('levels.basic.lastDay') && counted !== year.workingDays)
    complain('workingDays', 'working-days-differ', counted);
}

/** Every span lies in its school year, whose public holidays are known. */
function checkBounds({ year, holidays, complain }: Judging): void {
  if (year.schoolYear === undefined) return;
  const start = Number(year.schoolYear.slice(0, 4));
  const bounds = { from: `${start}-08-01`, to: `${start + 1}-07-31` };
  if ((start + 1) % 100 !== Number(year.schoolYear.slice(5))) complain('schoolYear', 'not-two-years');
  for (const list of ['terms', 'breaks'] as const) {
    (year[list] ?? []).forEach((span, index) => {
      const days = [span?.from, span?.to];
      if (days.some((day) => day !== undefined && (day < bounds.from || day > bounds.to)))
        complain(`${list}.${index}`, 'outside-the-school-year');
    });
  }
  if (start < holidays.years.from || start + 1 > holidays.years.until) {
    complain('schoolYear', 'holidays-unknown');
  }
}

/** A break lies inside one term, and says whether it was decided or is habit. */
function checkBreaks({ year, complain, isBroken, terms }: Judging): void {
  (year.breaks ?? []).forEach((it, index) => {
    if (it === undefined) return;
    const span = spanOf(it);
    const where = `breaks.${index}`;
    if (span !== null && terms?.some((term) => within(term, span.from) && within(term, span.to)) === false)
      complain(where, 'not-inside-one-term');
    const isTold = !isBroken(`${where}.byHabit`) && !isBroken(`${where}.notConfirmed`);
    if (isTold && (it.byHabit === true) !== (it.notConfirmed !== undefined)) {
      complain(`${where}.notConfirmed`, 'habit-and-confirmation');
    }
  });
}

function checkYear(year: ReadableYear, holidays: HolidaysFile, isBroken: IsBroken, complain: Complain): void {
  const holidayDates = new Set(holidays.holidays.map((it) => it.date));
  const spans = whole(year.terms, spanOf);
  const terms = runsForwards(spans) ? spans : null;
  const faulty = new Set<string>();
  const judging: Judging = {
    ...{ year, holidays, isBroken, terms },
    complain: (where, code, detail) => {
      faulty.add(where);
      complain(where, code, detail);
    },
  };
  for (const list of ['terms', 'breaks'] as const) checkSpans(year[list] ?? [], list, judging.complain);
  checkBounds(judging);
  checkBreaks(judging);
  checkTermEnds(judging, holidayDates);
  checkDecidedDays(judging, holidayDates);
  checkGaps(judging);
  const days = daysOf(judging);
  if (days === null) return;
  checkLevels(judging, days);
  // Counts are a check on the days: of days that are wrong they say nothing but that once more.
  if ([...faulty].every((where) => where === 'schoolYear' || where.endsWith('.notConfirmed')))
    checkCounts(judging, days);
}

/** Everything that can be wrong with the years of a calendar, by path; `isBroken` as the calendar was read. */
export function validateYears(
  { years = [], publishedUntil }: Readable<CalendarFile>,
  holidays: HolidaysFile,
  isBroken: IsBroken = () => false,
): Fault[] {
  const faults: Fault[] = [];
  years.forEach((year, index) => {
    if (year === undefined) return;
    const path = `years.${index}`;
    const complain: Complain = (where, code, detail) => faults.push(fault(`${path}.${where}`, code, detail));
    checkYear(year, holidays, (where) => isBroken(`${path}.${where}`), complain);
    const next = years[index + 1];
    const [mine, theirs] = [Number(year.schoolYear?.slice(0, 4)), Number(next?.schoolYear?.slice(0, 4))];
    if (theirs > mine + 1) faults.push(fault(`years.${index + 1}`, 'gap-in-school-years'));
    const end = year.terms?.at(-1)?.to;
    if (next && end !== undefined && !endsInSpring(end))
      faults.push(fault(`${path}.terms.${(year.terms?.length ?? 0) - 1}.to`, 'spring-missing'));
    if (theirs <= mine) faults.push(fault(`years.${index + 1}`, 'overlap-of-school-years'));
  });
  const end = years.at(-1)?.terms?.at(-1)?.to;
  const at = `years.${years.length - 1}.terms.${(years.at(-1)?.terms?.length ?? 0) - 1}.to`;
  const isDoubtful = faults.some((it) => it.path === at);
  if (end !== undefined && publishedUntil !== undefined && publishedUntil !== end && !isDoubtful) {
    faults.push(fault('publishedUntil', 'wrong-end', end));
  }
  return faults;
}
