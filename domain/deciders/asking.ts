import { annexOf, goesByHand } from '../annex.js';
import { LINK_CHANNELS } from '../codes.js';
import type { Asking } from '../commands.js';
import { decidesAlone, isConsented } from '../consent.js';
import { anyResponsible, draft, personal, type Decider } from '../decision.js';
import type { DutyBook, Owing } from '../duty-book.js';
import type { PersonId } from '../ids.js';
import { SIDES, type Author, type FamilyRole } from '../people.js';
import { refuse, type Refusal } from '../refusals.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';

/**
 * Why a question about consent may not go out, or not by this channel.
 *
 * 1. Whether a minor decides alone is assessed before anything is sent to anybody (OHL 18 §); in pre-primary education
 *    and of age there is nothing to assess.
 * 2. Where the learner decides alone, nobody else is asked.
 * 3. With a protected address in the family nothing goes out by itself (`domain.md` 2.2).
 * 4. Nobody is reached by a way that they asked not to be reached by (S001).
 */
export function wronglySent(state: CaseState, { channel, asked }: Asking): Refusal | null {
  const { capacity, family, contactWays } = annexOf(state);
  if (!decidesAlone(state) && capacity === null && family?.prePrimary !== true)
    return refuse('capacity-not-assessed', 'OHL 18 §');
  const ids = asked.map((it) => it.personId);
  if (decidesAlone(state) && ids.some((id) => id !== state.learnerId))
    return refuse('learner-decides', 'OHL 18 §');
  if (LINK_CHANNELS.has(channel) && goesByHand(state)) return refuse('goes-by-hand', 'OHL 18 §');
  const unwanted = contactWays.some((it) => ids.includes(it.personId) && it.never.includes(channel));
  return unwanted ? refuse('channel-not-wanted', 'S001') : null;
}

/** Somebody of the family answers for themselves alone; staff record what they were told by whom. */
export function answersForAnother(author: Author, by: PersonId): boolean {
  return (author.role === 'learner' || author.role === 'guardian') && author.personId !== by;
}

/**
 * Who gives an answer gives it as what they are: the learner, or a guardian the directory names. Where it names none,
 * another legal representative may. A close person takes part, and consents for nobody (OHL 18, 19 §; core 5).
 */
export function wrongRole(
  state: CaseState,
  { by, byRole }: { readonly by: PersonId; readonly byRole: FamilyRole },
): Refusal | null {
  if ((byRole === 'learner') !== (by === state.learnerId)) return refuse('not-allowed', 'OHL 19 §');
  if (byRole === 'learner') return null;
  const named = annexOf(state).family?.guardians ?? [];
  const isNamed = named.length === 0 || named.some((it) => it.personId === by);
  return byRole === 'guardian' && isNamed ? null : refuse('not-a-guardian', 'OHL 19 §');
}

/** Who asked talks with them, for as long as they have part in the case; else whoever is responsible. */
function talkerOf(state: CaseState, toId: PersonId | null): Omit<Owing, 'about'> {
  const side = SIDES.find((it) => toId !== null && state.responsible[it] === toId);
  if (toId !== null && side) return personal(toId, side);
  const member = state.members.find((it) => it.personId === toId && isConsented(it.consent));
  return member ? personal(member.personId, member.side) : anyResponsible(state);
}

/** Somebody who was asked wants to talk first: whoever asked is to talk with them. Nothing is answered by it. */
export const wantTalk: Decider<'want-talk'> = ({ state, data, on, author, book }) => {
  if (answersForAnother(author, data.by)) return refuse('not-allowed', 'OHL 19 §');
  if (book.open('talk-first', data.by).length > 0) return refuse('already-requested', 'OHL 19 §');
  book.arm('L-TALK', on, {
    ...talkerOf(state, data.toId),
    about: { of: 'asked', id: data.by },
  });
  return [draft(book, 'talk-wanted', data)];
};

/** Who has answered, or was asked again, does not wait for a talk any more. */
export function talkEnds(book: DutyBook, people: readonly PersonId[], on: CivilDate): void {
  for (const id of people) book.done('talk-first', on, id);
}
