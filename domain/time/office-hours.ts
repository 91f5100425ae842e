import type { Rules } from '../rules.js';
import { dayNumber, fromDayNumber } from './civil-date.js';
import { HORIZON_DAYS, isWeekday } from './counting.js';
import { after, HOUR, instant, type Instant } from './instant.js';
import { atLocal, localDate } from './zone.js';

/**
 * The instant by which so many office hours have passed since `start`. Offices work on weekdays between
 * `office.from` and `office.to` (minutes of the local day); public holidays are skipped, school breaks are not:
 * an urgent request does not wait for school to begin (OHL 15 §, `domain.md` 1.3 rule 6). Time that is used up
 * exactly at closing ends at closing, not the next morning. Throws `RangeError` for less than no hours, an office
 * that never opens, or more than 800 days.
 */
export function officeHoursAfter(
  rules: Pick<Rules, 'calendar' | 'office'>,
  start: Instant,
  hours: number,
): Instant {
  const { calendar, office } = rules;
  if (!(hours >= 0) || office.to <= office.from) throw new RangeError('no such office hours');
  let left = Math.round(hours * HOUR);
  const first = dayNumber(localDate(calendar.zone, start));
  for (let day = first; day <= first + HORIZON_DAYS; day += 1) {
    if (!isWeekday(calendar, day)) continue;
    const closing = atLocal(calendar.zone, fromDayNumber(day), office.to);
    const opening = instant(Math.max(start, atLocal(calendar.zone, fromDayNumber(day), office.from)));
    // At closing time the day has nothing left to give, so even zero hours begin with the next opening.
    if (opening >= closing) continue;
    if (opening + left <= closing) return after(opening, left);
    left -= closing - opening;
  }
  throw new RangeError('the office hours end beyond the horizon of 800 days');
}
