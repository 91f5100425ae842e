import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import { zoneRows } from '../../policies/zone-rows.js';

/** Civil time of Finland, for what belongs to no school: roles that hold today, figures, a day in a filter. */
export const FINLAND = zoneRows('Europe/Helsinki', 2024, 2045);

/** Today in Finland. What belongs to a case asks that case's own rule set. */
export function todayInFinland(now: Instant): CivilDate {
  return localDate(FINLAND, now);
}
