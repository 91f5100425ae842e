import { noPartOf } from './annex.js';
import { decidesAlone, isMember } from './consent.js';
import { anyResponsible } from './decision.js';
import type { DutyBook } from './duty-book.js';
import type { PersonId } from './ids.js';
import { SIDES } from './people.js';
import type { CaseState } from './state.js';
import { isUnderWay } from './transfer-standing.js';

/** Whether this person has a say in what is asked, or would have. */
function hasSay(state: CaseState, personId: string): boolean {
  return noPartOf(state, personId) === null && (personId === state.learnerId || !decidesAlone(state));
}

/** Whether an answer is waited for: about a member, or about the data of a move. */
function isAsking({ members, annex }: CaseState): boolean {
  return members.some((it) => it.consent === 'requested') || annex?.transfers.some(isUnderWay) === true;
}

/** Whether somebody can still lead that talk: a responsible person, or a member by consent. */
function mayLead(state: CaseState, personId: PersonId): boolean {
  return SIDES.some((side) => state.responsible[side] === personId) || isMember(state.members, personId);
}

/**
 * Talks that somebody wanted before answering (core 7; before, each ended by that person's own answer alone).
 *
 * 1. Nobody is waited for whose answer decides nothing any more, nor once the last question is answered. Who wants to talk
 *    although nothing is asked has changed their mind, and is waited for.
 * 2. Whoever asked and has no part in the case leaves the talk to a responsible person.
 */
export function settleTalks(before: CaseState, after: CaseState, book: DutyBook): void {
  if (after.core < 7 || after.status !== 'open') return;
  const talks = book.open('talk-first');
  if (talks.length === 0) return;
  const isAnswered = isAsking(before) && !isAsking(after);
  for (const duty of talks) {
    if (isAnswered || !hasSay(after, duty.about?.id ?? '')) book.cancel([duty]);
    else if (!mayLead(after, duty.ownerId)) book.give(duty, anyResponsible(after).ownerId);
  }
}
