import { isSample, routeIn, type AddresseeBook } from '../../policies/addressees.js';
import type { AddresseesAnswer } from '../contracts/forms.js';

/**
 * Whom an act towards the outside addresses where the learner lives, and the way outside office hours: the county's
 * own where the municipality has no row, or is not known to whoever asks. There is always one.
 */
export function addresseesFor(book: AddresseeBook, municipality: string | null): AddresseesAnswer {
  const { route, of } = routeIn(book, municipality);
  const { socialServices, police, outOfHours, emergency } = route;
  return { socialServices, police, outOfHours, emergency, sample: isSample(route), route: of };
}
