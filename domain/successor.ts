import { isGone } from './annex.js';
import { isConsented, isMember } from './consent.js';
import { MEMBERS_WORK } from './consequences.js';
import type { DutyBook } from './duty-book.js';
import type { PersonId } from './ids.js';
import { isLive, type Duty } from './duties.js';
import { glassesOf } from './glass.js';
import { SIDES, type Side } from './people.js';
import type { DutyKind } from './rules.js';
import type { CaseState, ConsentState } from './state.js';
import type { CivilDate } from './time/civil-date.js';

/** A no to a person as a member that stands: no answer is awaited that might change it. */
const GONE: ReadonlySet<ConsentState> = new Set<ConsentState>(['withdrawn', 'refused']);

function consentTo(state: CaseState, personId: PersonId): ConsentState | undefined {
  return state.members.find((it) => it.personId === personId)?.consent;
}

function satInGroup(state: CaseState, personId: PersonId): boolean {
  return state.meetings.some(
    (it) => it.kind !== 'home-meeting' && it.status === 'held' && it.attended.includes(personId),
  );
}

/** A group that has met and goes on: somebody is still a member. */
function goesOn({ meetings, members }: CaseState): boolean {
  const met = meetings.some((it) => it.kind !== 'home-meeting' && it.status === 'held');
  return met && members.some((it) => isConsented(it.consent));
}

/** Whether this change ended the membership of somebody who had been a member. */
function leaves(before: CaseState, after: CaseState, personId: PersonId): boolean {
  const [was, is] = [consentTo(before, personId), consentTo(after, personId)];
  if (was === undefined || is === undefined || GONE.has(was) || !GONE.has(is)) return false;
  return isConsented(was) || satInGroup(before, personId);
}

/**
 * Who answers for a side comes from among the members (OHL 14 §). When the consent to that very person ends:
 *
 * 1. The person stays responsible, because a side is never without one, and hands over at once; the ladder tells those
 *    who can name somebody else.
 * 2. It ends with the hand-over, however that came about, or when the person is a member by consent again.
 * 3. Before a group has met, and once nobody is a member any more, there is no group to answer for: nothing is owed.
 * 4. What the person still did as a member passes to whoever follows.
 * 5. Somebody who holds no post here any more is responsible until somebody else is, group or no group. It is owed by
 *    who can name that somebody (`deciders/surroundings.ts`), and ends too when the person is back.
 *
 * @param before the case before the command
 * @param after the case after what it caused; the duties are the book's
 */
export function settleSuccessors(before: CaseState, after: CaseState, book: DutyBook, on: CivilDate): void {
  for (const side of SIDES) {
    const owner = after.responsible[side];
    if (settleGone(before, after, side, book, on)) continue;
    for (const duty of book.open('successor', side)) {
      if (duty.ownerId !== owner) passOn(duty.ownerId, after, owner, book);
      if (duty.ownerId !== owner || isMember(after.members, duty.ownerId)) book.done('successor', on, side);
    }
    if (!goesOn(after)) book.cancel(book.open('successor', side));
    if (!owner || after.status !== 'open' || !goesOn(after) || !leaves(before, after, owner)) continue;
    const about = { of: 'handover', id: side } as const;
    book.arm('L-SUCCESSOR', on, { ownerId: owner, side, bound: 'person', about });
  }
}

/** Rule 5. True when it decided for this side. */
function settleGone(before: CaseState, after: CaseState, side: Side, book: DutyBook, on: CivilDate): boolean {
  const [was, owner] = [before.responsible[side], after.responsible[side]];
  const [wasGone, isGoneNow] = [was && isGone(before, was, side), owner && isGone(after, owner, side)];
  if (was && owner && wasGone && was !== owner) passWork(after, { from: was, side, to: owner }, book);
  const owed = book.open('successor', side);
  if (owner && isGoneNow) {
    const about = { of: 'handover', id: side } as const;
    if (after.status === 'open' && owed.length === 0)
      book.arm('L-SUCCESSOR', on, { ownerId: owner, side, bound: 'person', about });
    return true;
  }
  if (!wasGone) return false;
  // Back, and kept out of a group that goes on: what the end of the consent asks for is still owed.
  const consent = owner === was && owner ? consentTo(after, owner) : undefined;
  if (!(consent && GONE.has(consent) && goesOn(after))) book.done('successor', on, side);
  return true;
}

/** A hand-over is answered, or runs out, by itself; a successor is named by whoever can. */
const NOT_PASSED: ReadonlySet<DutyKind> = new Set<DutyKind>(['successor', 'handover-answer']);

/** From whom to whom work passes, and on which side it is owed. */
interface Passing {
  readonly from: PersonId;
  readonly side: Side;
  readonly to: PersonId;
}

/**
 * Whoever is to look at an emergency instead of somebody who is gone: never the one who opened it. Undefined: nobody here
 * could, and it stays where it is and climbs its ladder.
 */
function reviewerAfter(state: CaseState, duty: Duty, { from, to }: Passing): PersonId | undefined {
  const opener = glassesOf(state).find((it) => it.id === duty.about?.id)?.personId;
  const others = [to, ...SIDES.flatMap((side) => state.responsible[side] ?? [])];
  return others.find((id) => id !== opener && id !== from);
}

/** What only one person owed, who is gone: it passes to somebody who is there. */
export function passWork(state: CaseState, passing: Passing, book: DutyBook): void {
  const { from, side, to } = passing;
  for (const duty of book.duties()) {
    const theirs = isLive(duty) && duty.ownerId === from && duty.side === side && duty.bound === 'person';
    if (!theirs || NOT_PASSED.has(duty.kind)) continue;
    const heir = duty.kind === 'glass-review' ? reviewerAfter(state, duty, passing) : to;
    if (heir !== undefined) book.give(duty, heir);
  }
}

function passOn(from: PersonId, after: CaseState, to: PersonId | undefined, book: DutyBook): void {
  if (!to || isMember(after.members, from)) return;
  for (const duty of book.duties()) {
    // A clock that stands still passes on too (core 7).
    const isOwed = after.core >= 7 ? isLive(duty) : duty.status === 'open';
    if (isOwed && duty.ownerId === from && MEMBERS_WORK.has(duty.kind)) book.give(duty, to);
  }
}
