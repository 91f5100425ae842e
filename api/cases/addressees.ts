import { addresseesOf } from '../../policies/addressees.js';
import type { AddresseesAnswer } from '../contracts/forms.js';

/**
 * Whom an act towards the outside addresses where the learner lives, and the way outside office hours; null when the
 * files know none, or the directory does not know where the learner lives.
 */
export function addresseesFor(municipality: string | null): AddresseesAnswer | null {
  const found = municipality === null ? null : addresseesOf(municipality);
  if (found === null) return null;
  const { socialServices, police, outOfHours, emergency, source } = found;
  return { socialServices, police, outOfHours, emergency, sample: source === 'SAMPLE' };
}
