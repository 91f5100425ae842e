import { dayNumber, weekdayOf, type CivilDate, type DayNumber } from '../domain/time/civil-date.js';
import type { CalendarFile, HolidaysFile, Level } from './shapes.js';

export interface Span {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** True when the day lies in the span, both ends included. */
export function within(span: Span, date: CivilDate): boolean {
  return span.from <= date && date <= span.to; // ISO dates sort as text
}

function numbers(dates: readonly CivilDate[]): ReadonlySet<DayNumber> {
  return new Set(dates.map(dayNumber));
}

function inSpan(spans: readonly Span[], day: DayNumber): boolean {
  return spans.some((span) => dayNumber(span.from) <= day && day <= dayNumber(span.to));
}

/** What of a school year its working days follow from. */
export interface YearDays {
  readonly terms: readonly Span[];
  readonly breaks: readonly Span[];
  readonly saturdays: readonly CivilDate[];
  readonly exceptional: readonly { readonly date: CivilDate; readonly work: boolean }[];
  readonly levels: { readonly [L in Level]?: { readonly lastDay?: CivilDate | undefined } | undefined };
}

/** The working days of one school year for one level, ascending: term days, without breaks, holidays and days off. */
export function workingDays(year: YearDays, level: Level, holidays: HolidaysFile): DayNumber[] {
  const off = numbers([
    ...holidays.holidays.map((it) => it.date),
    ...year.exceptional.filter((it) => !it.work).map((it) => it.date),
  ]);
  const decided = numbers([
    ...year.saturdays,
    ...year.exceptional.filter((it) => it.work).map((it) => it.date),
  ]);
  const lastDay = year.levels[level]?.lastDay;
  const end = lastDay === undefined ? Infinity : dayNumber(lastDay);
  const days: DayNumber[] = [];
  for (const term of year.terms) {
    for (let day = dayNumber(term.from); day <= Math.min(end, dayNumber(term.to)); day += 1) {
      const ordinary = weekdayOf(day) <= 5 && !inSpan(year.breaks, day);
      if ((ordinary || decided.has(day)) && !off.has(day)) days.push(day);
    }
  }
  return days.toSorted((a, b) => a - b);
}

/** Joins ascending days to ranges, both ends included. */
export function rangesOf(days: readonly DayNumber[]): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else ranges.push([day, day]);
  }
  return ranges;
}

/** All working days of a calendar for one level, as ranges. */
export function schoolDayRanges(
  calendar: CalendarFile,
  level: Level,
  holidays: HolidaysFile,
): (readonly [number, number])[] {
  return rangesOf(calendar.years.flatMap((year) => workingDays(year, level, holidays)));
}
