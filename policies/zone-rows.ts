import type { ZoneRow } from '../domain/rules.js';
import { dayNumber, parseDate } from '../domain/time/civil-date.js';
import { DAY, instant, MINUTE } from '../domain/time/instant.js';

/** Offset from UTC in minutes, read from the runtime's time-zone data. */
function offsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const text = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(text);
    if (!match) throw new RangeError('the runtime tells no offset for this time zone');
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === '-' ? -minutes : minutes;
  };
}

/**
 * The changes of a zone's offset between two years, both included, exact to the minute. The core carries them as data,
 * so that what was promised does not depend on the time-zone data of the machine that replays it.
 */
export function zoneRows(zone: string, fromYear: number, untilYear: number): ZoneRow[] {
  const offset = offsetReader(zone);
  const start = dayNumber(parseDate(`${fromYear}-01-01`)) * DAY;
  const end = dayNumber(parseDate(`${untilYear + 1}-01-01`)) * DAY;
  const rows: ZoneRow[] = [{ from: instant(start), minutes: offset(start) }];
  // No zone changes twice within a week.
  for (let week = start; week < end; week += 7 * DAY) {
    let [low, high] = [week, Math.min(end, week + 7 * DAY)];
    const before = offset(low);
    if (offset(high) === before) continue;
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    rows.push({ from: instant(high), minutes: offset(high) });
  }
  return rows;
}
