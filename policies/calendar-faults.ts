import { dayNumber, weekdayOf, type CivilDate } from '../domain/time/civil-date.js';
import { within, workingDays } from './school-days.js';
import { fault, type Fault, type FaultCode } from './fault-codes.js';
import type { CalendarFile, HolidaysFile, SchoolYear } from './shapes.js';

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
  const [first, last] = [year.terms[0]?.from, year.terms.at(-1)?.to];
  for (const [level, { lastDay, finalYearUntil: until }] of Object.entries(year.levels)) {
    if (until !== undefined && first !== undefined && last !== undefined && (until < first || until > last))
      complain(`levels.${level}.finalYearUntil`, 'outside-the-terms');
    if (lastDay !== undefined && !year.terms.some((term) => within(term, lastDay))) {
      complain(`levels.${level}.lastDay`, 'outside-the-terms');
    }
  }
  const counted = workingDays(year, 'basic', holidays).length;
  if (counted !== year.workingDays) complain('workingDays', 'working-days-differ', counted);
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
    if (next && theirs <= mine) faults.push(fault(`years.${index + 1}`, 'overlap-of-school-years'));
  });
  const end = calendar.years.at(-1)?.terms.at(-1)?.to;
  if (end !== undefined && calendar.publishedUntil !== end) {
    faults.push(fault('publishedUntil', 'wrong-end', end));
  }
  return faults;
}
