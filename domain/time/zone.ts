import type { ZoneRow } from '../rules.js';
import { dayNumber, fromDayNumber, type CivilDate } from './civil-date.js';
import { DAY, instant, MINUTE, type Instant } from './instant.js';

// As in `civil-date.ts`: a look-up of a global is slow where workflows run.
const { floor } = Math;

function offsetAt(zone: readonly ZoneRow[], at: Instant): number {
  let minutes = zone[0]?.minutes ?? 0;
  for (const row of zone) {
    if (row.from > at) break;
    minutes = row.minutes;
  }
  return minutes;
}

/** The civil date at an instant. */
export function localDate(zone: readonly ZoneRow[], at: Instant): CivilDate {
  return fromDayNumber(floor((at + offsetAt(zone, at) * MINUTE) / DAY));
}

/** Minute of the local day (0–1439) at an instant. */
export function localMinute(zone: readonly ZoneRow[], at: Instant): number {
  const local = at + offsetAt(zone, at) * MINUTE;
  return floor((local - floor(local / DAY) * DAY) / MINUTE);
}

/**
 * The instant of a local time. In the hour that daylight saving skips, the same span after midnight would have
 * passed (3.30 becomes 4.30); in the hour that it repeats, the first of the two.
 */
export function atLocal(zone: readonly ZoneRow[], date: CivilDate, minute: number): Instant {
  const wall = dayNumber(date) * DAY + minute * MINUTE;
  const first = instant(wall - offsetAt(zone, instant(wall - DAY)) * MINUTE);
  if (first + offsetAt(zone, first) * MINUTE === wall) return first;
  const second = instant(wall - offsetAt(zone, instant(wall + DAY)) * MINUTE);
  return second + offsetAt(zone, second) * MINUTE === wall ? second : first;
}

/** The end of a civil day, exclusive: an act before this instant was done on that day. */
export function endOfDay(zone: readonly ZoneRow[], date: CivilDate): Instant {
  return atLocal(zone, fromDayNumber(dayNumber(date) + 1), 0);
}
