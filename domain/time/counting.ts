import type { Calendar, CountingUnit } from '../rules.js';
import {
  dayNumber,
  fromDayNumber,
  parseDate,
  partsOf,
  weekdayOf,
  type CivilDate,
  type DayNumber,
} from './civil-date.js';

/** Why a day counts or does not. */
export type DayReason =
  | 'trigger'
  | 'counted'
  | 'weekend'
  | 'holiday'
  | 'not-school-day'
  | 'beyond-calendar'
  | 'beyond-holidays'
  | 'last-day-moved';

/**
 * What a day is to a limit. `provisional`: said without a published calendar, or of a year whose public holidays are not
 * there yet, so a publication may change it.
 */
export interface DayKind {
  readonly counted: boolean;
  readonly reason: DayReason;
  readonly provisional: boolean;
}

// The commonest answers, made once: counting asks about hundreds of days.
const COUNTED: DayKind = { counted: true, reason: 'counted', provisional: false };
const BEYOND: DayKind = { counted: true, reason: 'beyond-calendar', provisional: true };
const UNKNOWN: DayKind = { counted: true, reason: 'beyond-holidays', provisional: true };

/** No limit is followed longer than this many days: a mistaken calendar must fail, not hang a case. */
export const HORIZON_DAYS = 800;

/** Index of the last entry that is not greater than `day`, or -1. `startOf` must ascend. */
function lastUpTo(length: number, startOf: (index: number) => number, day: DayNumber): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function has(days: readonly number[], day: DayNumber): boolean {
  return days[lastUpTo(days.length, (index) => days[index] ?? Infinity, day)] === day;
}

function isSchoolDay(calendar: Calendar, day: DayNumber): boolean {
  const ranges = calendar.schoolDays;
  const range = ranges[lastUpTo(ranges.length, (index) => ranges[index]?.[0] ?? Infinity, day)];
  return range !== undefined && day <= range[1];
}

/** True on a public holiday, whatever day of the week it falls on. Eves are not public holidays. */
export function isHoliday(calendar: Calendar, day: DayNumber): boolean {
  return has(calendar.holidays, day);
}

/**
 * The public holidays of a day's year are there: holidays are given by whole years, up to that of the last one. A calendar
 * without any says nothing of how far it reaches.
 */
export function areHolidaysKnown({ holidays }: Pick<Calendar, 'holidays'>, day: DayNumber): boolean {
  const last = holidays.at(-1);
  if (last === undefined || day <= last) return true;
  return partsOf(fromDayNumber(day)).year <= partsOf(fromDayNumber(last)).year;
}

/** True on Christmas Eve and Midsummer Eve: ordinary weekdays that may not be a last day (MAL 5 §). */
export function isEve(calendar: Calendar, day: DayNumber): boolean {
  return has(calendar.eves, day);
}

/** True from Monday to Friday unless a public holiday; the eves are weekdays (`arkipäivä`; `domain.md` Q15). */
export function isWeekday(calendar: Calendar, day: DayNumber): boolean {
  return weekdayOf(day) <= 5 && !isHoliday(calendar, day);
}

/** 1 August of the school year a day lies in (POL 23 §). */
function startOfSchoolYear(day: DayNumber): DayNumber {
  const { year, month } = partsOf(fromDayNumber(day));
  return dayNumber(parseDate(`${month >= 8 ? year : year - 1}-08-01`));
}

/** The Saturday of ISO week 22, on which a school year's work ends (POA 852/1998 7 §). */
function lastSaturday(year: number): DayNumber {
  const fourth = dayNumber(parseDate(`${year}-01-04`)); // always in ISO week 1
  return fourth - weekdayOf(fourth) + 1 + 21 * 7 + 5;
}

/** The calendar tells about a day when the day lies in one of its school years; with no school day it tells nothing. */
function isPublished(calendar: Calendar, day: DayNumber): boolean {
  const first = calendar.schoolDays[0]?.[0];
  if (first === undefined || day > calendar.publishedUntil) return false;
  return day >= first || day >= startOfSchoolYear(first);
}

function uncounted(calendar: Calendar, day: DayNumber, provisional: boolean): DayKind {
  if (isHoliday(calendar, day)) return { counted: false, reason: 'holiday', provisional };
  return { counted: false, reason: weekdayOf(day) > 5 ? 'weekend' : 'not-school-day', provisional };
}

function institutionDay(calendar: Calendar, day: DayNumber): DayKind {
  if (isPublished(calendar, day)) {
    if (isSchoolDay(calendar, day)) return COUNTED;
    return uncounted(calendar, day, false);
  }
  const { year, month } = partsOf(fromDayNumber(day));
  const atWork = month >= 8 || day <= lastSaturday(year);
  if (atWork && isWeekday(calendar, day)) return BEYOND;
  return uncounted(calendar, day, true);
}

/**
 * Whether a day counts towards a limit of this unit, and why (`domain.md` 1.3).
 *
 * - `institution-day`: a day of the institution's decided calendar (OHL 15 §), school Saturdays included. Outside the
 *   published calendar every weekday from 1 August to the Saturday of week 22 counts: the earliest possible date.
 * - `weekday`: Monday to Friday, no public holiday; the eves count.
 * - `day`, `month`: every day.
 *
 * In years whose holidays are not there yet weekdays count as if there were none, and plain days may end on one.
 */
export function dayKind(unit: CountingUnit, calendar: Calendar, day: DayNumber): DayKind {
  if (unit === 'institution-day') return institutionDay(calendar, day);
  const known = areHolidaysKnown(calendar, day);
  if (unit === 'weekday' && !isWeekday(calendar, day)) return uncounted(calendar, day, !known);
  return known ? COUNTED : UNKNOWN;
}

/**
 * The `n`-th counted day after (`n` > 0) or before (`n` < 0) a date; with 0 the date itself if it counts, else the
 * next counted day. For limits in plain days and months the days are weekdays, because this is what reminders are
 * placed with and a reminder never goes out on a weekend or a holiday. Throws `RangeError` when the calendar has no
 * such day within reach.
 */
export function shiftCounted(unit: CountingUnit, calendar: Calendar, date: CivilDate, n: number): CivilDate {
  if (!Number.isInteger(n)) throw new RangeError('days are counted in whole numbers');
  const counting = unit === 'institution-day' ? unit : 'weekday';
  const step = n < 0 ? -1 : 1;
  let [day, left] = [dayNumber(date), Math.abs(n)];
  if (n === 0) {
    day -= 1;
    left = 1;
  }
  // A duty may be years late and its reminders go on, so the reach grows with `n`; a year has over 180 school days.
  for (let reach = HORIZON_DAYS + 3 * left; left > 0; reach -= 1) {
    if (reach === 0) throw new RangeError('the calendar has too few counted days');
    day += step;
    if (dayKind(counting, calendar, day).counted) left -= 1;
  }
  return fromDayNumber(day);
}

/**
 * Counted days after `today` up to and including `dueOn`; 0 on the due day; afterwards the counted days after `dueOn`
 * up to and including `today`, as a negative number. Limits in months are counted in plain days.
 */
export function remainingDays(
  unit: CountingUnit,
  calendar: Calendar,
  today: CivilDate,
  dueOn: CivilDate,
): number {
  const [from, to] = [dayNumber(today), dayNumber(dueOn)];
  if (unit === 'day' || unit === 'month') return to - from;
  let counted = 0;
  for (let day = Math.min(from, to) + 1; day <= Math.max(from, to); day += 1) {
    if (dayKind(unit, calendar, day).counted) counted += 1;
  }
  return to < from && counted > 0 ? -counted : counted;
}
