import { isReachedByHand } from './annex.js';
import { responsibleFor } from './decision.js';
import type { DutyBook } from './duty-book.js';
import type { PersonId } from './ids.js';
import type { Author } from './people.js';
import type { CaseState, Meeting } from './state.js';
import type { CivilDate } from './time/civil-date.js';

/** Who calls a meeting off, when, in which book; who of the invited may hear nothing of it any more. */
interface CallingOff {
  readonly on: CivilDate;
  readonly author: Author;
  readonly book: DutyBook;
  readonly uninvited?: readonly PersonId[];
}

/** Invited by hand, told by hand that a meeting is off: nobody comes in vain. Owed once for each meeting. */
export function tellByHand(
  state: CaseState,
  { id, family }: Meeting,
  { on, author, book, uninvited = [] }: CallingOff,
): void {
  if (!family.some((who) => !uninvited.includes(who) && isReachedByHand(state, who))) return;
  if (book.open('manual-invitation', id).length > 0) return;
  book.arm('L-BY-HAND', on, { ...responsibleFor(state, author), about: { of: 'meeting', id } });
}
