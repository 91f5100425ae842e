import type { Calendar, CountingUnit } from '../rules.js';
import {
  addMonths,
  dayNumber,
  fromDayNumber,
  weekdayOf,
  type CivilDate,
  type DayNumber,
} from './civil-date.js';
import { areHolidaysKnown, dayKind, HORIZON_DAYS, isEve, isHoliday, type DayReason } from './counting.js';

export type { DayReason } from './counting.js';

/** One day passed on the way from the trigger to the due day. */
export interface TraceDay {
  readonly date: CivilDate;
  readonly counted: boolean;
  readonly reason: DayReason;
}

/**
 * A due day with its explanation. `provisional`: some of the days lie beyond the published calendar, or in a year whose
 * public holidays are not there yet.
 */
export interface DueDate {
  readonly dueOn: CivilDate;
  readonly provisional: boolean;
  readonly days: readonly TraceDay[];
}

/** Why a day may not be a last day, or `null` when it may (MAL 5 §: holidays, eves, ordinary Saturdays). */
function unfitReason(calendar: Calendar, day: DayNumber): DayReason | null {
  if (isHoliday(calendar, day)) return 'holiday';
  if (weekdayOf(day) > 5) return 'weekend';
  return isEve(calendar, day) ? 'last-day-moved' : null;
}

/** The days passed on the way; null when nobody asks for them: writing a date down costs more than counting it. */
type Trace = TraceDay[] | null;

function pass(trace: Trace, day: DayNumber, counted: boolean, reason: DayReason): void {
  trace?.push({ date: fromDayNumber(day), counted, reason });
}

/** Moves the last day of `trace` to the first day that may be a last day. It stays the one that completes the count. */
function moveLastDay(calendar: Calendar, trace: Trace, last: DayNumber): DayNumber {
  let day = last;
  let reason: DayReason | null = unfitReason(calendar, day);
  if (reason === null) return day;
  trace?.pop();
  for (reason = 'last-day-moved'; reason !== null; reason = unfitReason(calendar, day)) {
    if (day - last > HORIZON_DAYS) throw new RangeError('the calendar has no day for a last day');
    pass(trace, day, false, reason);
    day += 1;
  }
  pass(trace, day, true, dayKind('weekday', calendar, day).reason);
  return day;
}

interface Limit {
  readonly unit: CountingUnit;
  readonly length: number;
}

type DueDay = Pick<DueDate, 'dueOn' | 'provisional'>;

/** Counts a limit to its last day, as `dueDate` says. */
function count({ unit, length }: Limit, startedOn: CivilDate, calendar: Calendar, trace: Trace): DueDay {
  if (!Number.isInteger(length) || length < 1) throw new RangeError('a limit has at least one whole unit');
  const start = dayNumber(startedOn);
  let left = unit === 'month' ? dayNumber(addMonths(startedOn, length)) - start : length;
  let [day, provisional] = [start, false];
  while (left > 0) {
    day += 1;
    if (day - start > HORIZON_DAYS) throw new RangeError('the limit ends beyond the horizon of 800 days');
    const kind = dayKind(unit, calendar, day);
    pass(trace, day, kind.counted, kind.reason);
    provisional ||= kind.provisional;
    if (kind.counted) left -= 1;
  }
  if (unit !== 'institution-day') {
    day = moveLastDay(calendar, trace, day);
    provisional ||= !areHolidaysKnown(calendar, day);
  }
  return { dueOn: fromDayNumber(day), provisional };
}

/**
 * The last day of a limit of `length` units, and every day passed on the way with the reason why it counted or not.
 *
 * 1. The day of the trigger is day 0 and is not counted (MAL 2 §).
 * 2. A limit in months ends on the same day of the month, or on that month's last day (MAL 3 §).
 * 3. A last day on a Saturday, a Sunday, a public holiday or an eve moves to the first weekday after it (MAL 5 §).
 *    Institution working days never move: the last one is a working day of the institution (OHL 15 §).
 * 4. In days, weekdays and institution days exactly `length` days of the trace are counted.
 *
 * `length` is a whole number from 1; the limit must end within 800 days, otherwise `RangeError`.
 */
export function dueDate(limit: Limit, startedOn: CivilDate, calendar: Calendar): DueDate {
  const days: TraceDay[] = [{ date: startedOn, counted: false, reason: 'trigger' }];
  return { ...count(limit, startedOn, calendar, days), days };
}

/** The same last day without its explanation. */
export function dueDay(limit: Limit, startedOn: CivilDate, calendar: Calendar): DueDay {
  return count(limit, startedOn, calendar, null);
}

/**
 * The way to a due day passes Christmas or Midsummer Eve, as a day that counts or as a last day that moved: that the eves
 * are weekdays and may not be a last day is a default (`domain.md` Q15).
 */
export function passesEve(
  days: readonly TraceDay[],
  { unit }: Pick<Limit, 'unit'>,
  calendar: Calendar,
): boolean {
  if (unit === 'institution-day') return false;
  return days.some(({ date, counted, reason }) => {
    const matters = (unit === 'weekday' && counted) || reason === 'last-day-moved';
    return matters && isEve(calendar, dayNumber(date));
  });
}
