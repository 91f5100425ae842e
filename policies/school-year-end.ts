import {
  dayNumber,
  fromDayNumber,
  parseDate,
  partsOf,
  weekdayOf,
  type CivilDate,
} from '../domain/time/civil-date.js';

/** Monday of ISO week 22: school work ends on the last weekday of that week (POA 852/1998 7 §). */
function weekOfTheEnd(year: number): CivilDate {
  const fourth = dayNumber(parseDate(`${year}-01-04`)); // always in ISO week 1
  return fromDayNumber(fourth - weekdayOf(fourth) + 1 + 21 * 7);
}

/** Whether a school year whose last term ends on this day is told whole: to its spring, or only in part. */
export function endsInSpring(lastDay: CivilDate): boolean {
  const { year, month } = partsOf(lastDay);
  return month < 8 && lastDay >= weekOfTheEnd(year);
}

/**
 * The last day that a calendar tells of, by the end of its last term. When spring is decided, so is that nothing
 * follows before August: 31 July. A year that ends before week 22 is told in part, and no further than its last term:
 * what comes after it is not decided, and counts as provisional.
 */
export function toldThrough(lastDay: CivilDate): CivilDate {
  return endsInSpring(lastDay) ? parseDate(`${partsOf(lastDay).year}-07-31`) : lastDay;
}
