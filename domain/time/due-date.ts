import type { Calendar, CountingUnit } from '../rules.js';
import { addMonths, dayNumber, fromDayNumber, partsOf, weekdayOf, type CivilDate, type DayNumber } from './civil-date.js';

/** Why a day counts or does not. */
export type DayReason =
  | 'trigger'
  | 'counted'
  | 'weekend'
  | 'holiday'
  | 'not-school-day'
  | 'beyond-calendar'
  | 'last-day-moved';

/** One day passed on the way from the trigger to the due day. */
export interface TraceDay {
  readonly date: CivilDate;
  readonly counted: boolean;
  readonly reason: DayReason;
}

/** A due day with its explanation. `provisional`: some of the days lie beyond the published calendar. */
export interface DueDate {
  readonly dueOn: CivilDate;
  readonly provisional: boolean;
  readonly days: readonly TraceDay[];
}
