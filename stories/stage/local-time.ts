import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import type { Rules } from '../../domain/rules.js';
import { zoneRows } from '../../policies/zone-rows.js';
import { atLocal, localDate, localMinute } from '../../domain/time/zone.js';

/** The zone of every story. */
export const FINLAND: Rules['calendar']['zone'] = zoneRows('Europe/Helsinki', 2024, 2045);

/** The instant of a local day and time ("2027-08-16 09:00"). */
export function instantOf(local: string): Instant {
  const [date = '', time = '00:00'] = local.split(' ');
  const [hours = '0', minutes = '0'] = time.split(':');
  return atLocal(FINLAND, parseDate(date), Number(hours) * 60 + Number(minutes));
}

export function dayOf(at: number): CivilDate {
  return localDate(FINLAND, instant(at));
}

/** An instant as local day and time ("2027-08-25 08:00"). */
export function localOf(at: number): string {
  const minute = localMinute(FINLAND, instant(at));
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${localDate(FINLAND, instant(at))} ${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
