import type { Calendar } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import { remainingDays } from './time/counting.js';

/*
 * What was written down long after it happened: anybody may say any day, so a day that was said long afterwards shows
 * nothing of whether a limit was kept.
 */

/** The day on which something happened, as it was said, and the day on which that was recorded. */
export interface Written {
  readonly happenedOn: CivilDate;
  readonly recordedOn: CivilDate;
}

/** By what it is told whether something was recorded late. */
export interface Recording {
  /** Recorded more than so many weekdays after the day it happened is late. */
  readonly limit: number;
  readonly calendar: Calendar;
}

/** Recorded more than `limit` weekdays after the day it happened. */
export function isRecordedLate({ happenedOn, recordedOn }: Written, { limit, calendar }: Recording): boolean {
  return remainingDays('weekday', calendar, happenedOn, recordedOn) > limit;
}

/** The day by which it is measured whether something came before a limit: one that was said long afterwards is not it. */
export function dayThatCounts(written: Written, by: Recording): CivilDate {
  return isRecordedLate(written, by) ? written.recordedOn : written.happenedOn;
}

/** Acts that happened on one day and were recorded on one. */
export interface Recorded extends Written {
  readonly count: number;
}

/** How many acts were recorded, and how many of them late. */
export function recordingFigures(
  rows: readonly Recorded[],
  by: Recording,
): { readonly recorded: number; readonly late: number } {
  const sum = (of: readonly Recorded[]) => of.reduce((all, row) => all + row.count, 0);
  return { recorded: sum(rows), late: sum(rows.filter((row) => isRecordedLate(row, by))) };
}
