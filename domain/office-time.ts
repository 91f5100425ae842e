import type { Rules } from './rules.js';
import { addDays } from './time/civil-date.js';
import { shiftCounted } from './time/counting.js';
import type { Instant } from './time/instant.js';
import { atLocal, localDate, localMinute } from './time/zone.js';

/** People's mails go out in office hours of weekdays, at once when it is that time; an urgent duty has its own rung. */
export function officeTime(rules: Rules, at: Instant): Instant {
  const { calendar, office } = rules;
  const today = localDate(calendar.zone, at);
  const minute = localMinute(calendar.zone, at);
  const counted = shiftCounted('weekday', calendar, today, 0) === today;
  if (counted && minute >= office.from && minute < office.to) return at;
  const from = counted && minute < office.from ? today : addDays(today, 1);
  return atLocal(calendar.zone, shiftCounted('weekday', calendar, from, 0), rules.mailMinute);
}
