import { addMonths, type CivilDate } from '../../domain/time/civil-date.js';
import { numbers } from '../../policies/numbers.js';
import { invalidField } from '../http/problem.js';

/**
 * Refuses a day on which the request cannot have come: before the learner was born, or longer ago than policy takes for
 * anything but a slip of the hand. Clocks count from that day, and the record keeps it for good. One code for both, which
 * tells nobody when a learner was born. Throws 422 `too-long-ago`.
 */
export function refuseEarlyDay(
  path: string,
  day: CivilDate,
  { today, birthDate }: { readonly today: CivilDate; readonly birthDate: string | null },
): void {
  const first = addMonths(today, -12 * numbers().requestAge.value);
  if (day < first || (birthDate !== null && day < birthDate)) throw invalidField(path, 'too-long-ago');
}
