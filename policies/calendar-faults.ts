import { addDays, dayNumber, weekdayOf, type CivilDate } from '../domain/time/civil-date.js';
import { within, workingDays } from './school-days.js';
import { fault, type Fault, type FaultCode } from './fault-codes.js';
import { endsInSpring } from './school-year-end.js';
import { LEVELS, type CalendarFile, type HolidaysFile, type SchoolYear } from './shapes.js';

type Complain = (where: string, code: FaultCode, detail?: string | number) => void;

function isSaturday(date: CivilDate): boolean {
  return weekdayOf(dayNumber(date)) === 6;
}

/** Spans must run forwards, in order, and not share a day. */
function checkSpans(
  spans: readonly { from: CivilDate; to: CivilDate }[],
  where: string,
  complain: Complain,
): void {
  spans.forEach((span, index) => {
    const next = spans[index + 1];
    if (span.to < span.from) complain(`${where}.${index}.to`, 'ends-before-it-begins');
    if (next && next.from <= span.to) complain(`${where}.${index}.to`, 'spans-overlap');
  });
}

/** A term begins and ends with a school day: a weekday that is no holiday, or a Saturday that is listed. */
function checkTermEnds(year: SchoolYear, holidays: ReadonlySet<CivilDate>, complain: Complain): void {
  year.terms.forEach((term, index) => {
    for (const end of ['from', 'to'] as const) {
      const date = term[end];
      const where = `terms.${index}.${end}`;
      if (holidays.has(date)) complain(where, 'term-day-holiday');
      else if (isSaturday(date) && !year.saturdays.includes(date)) complain(where, 'unlisted-saturday');
      else if (weekdayOf(dayNumber(date)) === 7) complain(where, 'term-day-sunday');
    }
  });
}

/** Days decided one by one: Saturdays that are Saturdays, work that is no holiday, all inside the terms. */
function checkDecidedDays(year: SchoolYear, holidays: ReadonlySet<CivilDate>, complain: Complain): void {
  const inTerm = (date: CivilDate) => year.terms.some((term) => within(term, date));
  year.saturdays.forEach((date, index) => {
    if (!isSaturday(date)) complain(`saturdays.${index}`, 'not-a-saturday');
    if (holidays.has(date)) complain(`saturdays.${index}`, 'term-day-holiday');
    if (!inTerm(date)) complain(`saturdays.${index}`, 'outside-the-terms');
    if (year.saturdays.indexOf(date) < index) complain(`saturdays.${index}`, 'decided-twice');
  });
  year.exceptional.forEach(({ date, work }, index) => {
    const where = `exceptional.${index}.date`;
    if (work && holidays.has(date)) complain(where, 'term-day-holiday');
    if (work && weekdayOf(dayNumber(date)) > 5 && !year.saturdays.includes(date)) {
      complain(where, 'unlisted-saturday');
    }
    if (!inTerm(date)) complain(where, 'outside-the-terms');
    if (year.exceptional.findIndex((it) => it.date === date) < index) complain(where, 'decided-twice');
  });
}

/** Longer than any Christmas break (about three weeks), shorter than any term. */
const LONGEST_REST = 42;

/**
 * A school year begins in August, and rests between its terms for weeks, not for months: whatever a calendar tells
 * about and is no school day, no limit counts. September is left to a school that begins late.
 */
function checkGaps(year: SchoolYear, complain: Complain): void {
  year.terms.forEach((term, index) => {
    const before = year.terms[index - 1];
    const begins = `${year.schoolYear.slice(0, 4)}-08-01`;
    if (!before && term.from >= `${year.schoolYear.slice(0, 4)}-10-01`)
      complain(`terms.${index}.from`, 'term-missing-before', begins);
    if (before && term.from > addDays(before.to, LONGEST_REST))
      complain(`terms.${index}.from`, 'term-missing-before', addDays(before.to, 1));
  });
}

/** How long before the others a level may end its year: less than a month, so that a mistyped month is found. */
const LAST_WEEKS = 28;

/** Each level ends on a school day of the last weeks, and has the working days that were counted for it. */
function checkLevels(year: SchoolYear, holidays: HolidaysFile, complain: Complain): void {
  const [first, last] = [year.terms[0], year.terms.at(-1)];
  if (!first || !last) return;
  const earliest = [last.from, addDays(last.to, -LAST_WEEKS)].toSorted()[1] ?? last.from;
  for (const level of LEVELS) {
    const { lastDay, finalYearUntil, workingDays: own } = year.levels[level] ?? {};
    const days = workingDays(year, level, holidays);
    const where = `levels.${level}.lastDay`;
    if (finalYearUntil !== undefined && (finalYearUntil < first.from || finalYearUntil > last.to))
      complain(`levels.${level}.finalYearUntil`, 'outside-the-terms');
    if (lastDay !== undefined) {
      if (!year.terms.some((term) => within(term, lastDay))) complain(where, 'outside-the-terms');
      else if (lastDay < earliest) complain(where, 'level-ends-too-early', earliest);
      else if (days.at(-1) !== dayNumber(lastDay)) complain(where, 'not-a-school-day');
    }
    if (own !== undefined && own !== days.length)
      complain(`levels.${level}.workingDays`, 'working-days-differ', days.length);
  }
  const counted = workingDays(year, 'basic', holidays).length;
  if (counted !== year.workingDays) complain('workingDays', 'working-days-differ', counted);
}

function checkYear(year: SchoolYear, holidays: HolidaysFile, complain: Complain): void {
  const holidayDates = new Set(holidays.holidays.map((it) => it.date));
  const start = Number(year.schoolYear.slice(0, 4));
  const whole = { from: `${start}-08-01`, to: `${start + 1}-07-31` };
  if ((start + 1) % 100 !== Number(year.schoolYear.slice(5))) complain('schoolYear', 'not-two-years');
  for (const list of ['terms', 'breaks'] as const) {
    checkSpans(year[list], list, complain);
    year[list].forEach((span, index) => {
      if (span.from < whole.from || span.to > whole.to)
        complain(`${list}.${index}`, 'outside-the-school-year');
    });
  }
  if (start < holidays.years.from || start + 1 > holidays.years.until) {
    complain('schoolYear', 'holidays-unknown');
  }
  year.breaks.forEach((span, index) => {
    const inside = year.terms.some((term) => within(term, span.from) && within(term, span.to));
    if (!inside) complain(`breaks.${index}`, 'not-inside-one-term');
    if ((span.byHabit === true) !== (span.notConfirmed !== undefined)) {
      complain(`breaks.${index}.notConfirmed`, 'habit-and-confirmation');
    }
  });
  checkTermEnds(year, holidayDates, complain);
  checkDecidedDays(year, holidayDates, complain);
  checkGaps(year, complain);
  checkLevels(year, holidays, complain);
}

/** Everything that can be wrong with the years of a calendar, by path. */
export function validateYears(calendar: CalendarFile, holidays: HolidaysFile): Fault[] {
  const faults: Fault[] = [];
  calendar.years.forEach((year, index) => {
    checkYear(year, holidays, (where, code, detail) =>
      faults.push(fault(`years.${index}.${where}`, code, detail)),
    );
    const next = calendar.years[index + 1];
    const [mine, theirs] = [Number(year.schoolYear.slice(0, 4)), Number(next?.schoolYear.slice(0, 4))];
    if (next && theirs > mine + 1) faults.push(fault(`years.${index + 1}`, 'gap-in-school-years'));
    const end = year.terms.at(-1);
    if (next && end && !endsInSpring(end.to))
      faults.push(fault(`years.${index}.terms.${year.terms.length - 1}.to`, 'spring-missing'));
    if (next && theirs <= mine) faults.push(fault(`years.${index + 1}`, 'overlap-of-school-years'));
  });
  const end = calendar.years.at(-1)?.terms.at(-1)?.to;
  if (end !== undefined && calendar.publishedUntil !== end) {
    faults.push(fault('publishedUntil', 'wrong-end', end));
  }
  return faults;
}
