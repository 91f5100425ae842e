import { noPartOf } from './annex.js';
import { decidesAlone, isMember } from './consent.js';
import { anyResponsible } from './decision.js';
import type { DutyBook } from './duty-book.js';
import type { PersonId } from './ids.js';
import { SIDES } from './people.js';
import type { CaseState } from './state.js';
import { isUnderWay } from './transfer-standing.js';

/** Whether an answer of this person is still waited for: about a member, or about the data of a move. */
function isAsked(state: CaseState, personId: string): boolean {
  if (noPartOf(state, personId) !== null) return false;
  if (personId !== state.learnerId && decidesAlone(state)) return false;
  const { transfers = [] } = state.annex ?? {};
  return state.members.some((it) => it.consent === 'requested') || transfers.some(isUnderWay);
}

/** Whether somebody can still lead that talk: a responsible person, or a member by consent. */
function mayLead(state: CaseState, personId: PersonId): boolean {
  return SIDES.some((side) => state.responsible[side] === personId) || isMember(state.members, personId);
}

/**
 * Talks that somebody wanted before answering (core 7; before, each ended by that person's own answer alone).
 *
 * 1. Nobody is waited for whose answer decides nothing any more, or where nothing is asked any more.
 * 2. Whoever asked and has no part in the case leaves the talk to a responsible person.
 */
export function settleTalks(after: CaseState, book: DutyBook): void {
  if (after.core < 7 || after.status !== 'open') return;
  for (const duty of book.open('talk-first')) {
    if (!isAsked(after, duty.about?.id ?? '')) book.cancel([duty]);
    else if (!mayLead(after, duty.ownerId)) book.give(duty, anyResponsible(after).ownerId);
  }
}
