import { isFromOutside, isReachedByHand, noPartOf } from './annex.js';
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

/**
 * Whether somebody of these is reached by no mail: of the family whoever wants none, and members from outside, whom no
 * directory knows (core 7; before, nobody was asked to invite those).
 */
export function goesToSomebodyByHand(
  state: CaseState,
  { staff, family }: Pick<Meeting, 'staff' | 'family'>,
): boolean {
  return (
    family.some((id) => isReachedByHand(state, id)) ||
    (state.core >= 7 && staff.some((id) => isFromOutside(state, id)))
  );
}

/** Invited by hand, told by hand that a meeting is off: nobody comes in vain. Owed once for each meeting. */
export function tellByHand(
  state: CaseState,
  { id, staff, family }: Meeting,
  { on, author, book, uninvited = [] }: CallingOff,
): void {
  const left = (ids: readonly PersonId[]) => ids.filter((who) => !uninvited.includes(who));
  if (!goesToSomebodyByHand(state, { staff: left(staff), family: left(family) })) return;
  if (book.open('manual-invitation', id).length > 0) return;
  book.arm('L-BY-HAND', on, { ...responsibleFor(state, author), about: { of: 'meeting', id } });
}

/**
 * A word by hand is for whoever has part in the case and is still invited: when the last of them has none any more, or is
 * a member no longer, nobody is to be told, and staff must not be asked to (core 7).
 */
export function settleByHand({ core, meetings, ...state }: CaseState, book: DutyBook): void {
  // Every decision comes by here: most cases owe no such word.
  if (core < 7 || book.open('manual-invitation').length === 0) return;
  for (const { id, staff, family } of meetings) {
    const isForSomebody =
      family.some((who) => noPartOf(state, who) === null) || staff.some((who) => isFromOutside(state, who));
    if (!isForSomebody) book.cancel(book.open('manual-invitation', id));
  }
}
