import { annexOf, awaitedGuardians, guardiansOf, noPartOf } from './annex.js';
import type { BranchEvents } from './branch-events.js';
import { decidesAlone, isAwaited } from './consent.js';
import type { CaseEventOf } from './events.js';
import type { PersonId } from './ids.js';
import { refuse, type Refusal } from './refusals.js';
import type { CaseState, Member } from './state.js';
import { transferConsentOf } from './transfer-consent.js';
import { isUnderWay } from './transfer-standing.js';

/** The act on child custody: one who cannot take part need not consent where a delay would harm. */
const SOURCE = 'LHL 5 §';

/** Asked about a member, and has not answered. */
function owesAnswer({ consent, askedOf, answers }: Member, guardianId: PersonId): boolean {
  const isAsked = consent === 'requested' && askedOf?.includes(guardianId) === true;
  return isAsked && !answers.some(({ by }) => by === guardianId);
}

/** Something waits for this guardian: a question about a member, or data of a move that another has agreed to. */
function isAwaitedOf(state: CaseState, guardianId: PersonId): boolean {
  const moves = annexOf(state).transfers.filter((it) => isUnderWay(it) && it.welfareSentOn === null);
  return (
    state.members.some((member) => owesAnswer(member, guardianId)) ||
    moves.some(
      (it) => transferConsentOf(state, it) === 'requested' && !it.answers.some(({ by }) => by === guardianId),
    )
  );
}

/**
 * Why the case cannot go on without this guardian; null: it can.
 *
 * 1. It is about a guardian who has part in the case: never about the learner, nor where the learner decides alone.
 * 2. Never about the last: another guardian with part answers, or is waited for.
 * 3. That guardian was asked, and has not answered.
 */
export function whyWaitedFor(state: CaseState, guardianId: PersonId): Refusal | null {
  const noPart = noPartOf(state, guardianId);
  if (noPart) return refuse(noPart, 'OHL 18 §');
  if (!guardiansOf(state).some((it) => it.personId === guardianId)) return refuse('not-a-guardian', SOURCE);
  if (decidesAlone(state)) return refuse('learner-decides', 'OHL 18 §');
  const awaited = awaitedGuardians(state);
  if (!awaited.some((it) => it.personId === guardianId)) return refuse('answer-not-awaited', SOURCE);
  if (awaited.length < 2) return refuse('only-guardian', SOURCE);
  return isAwaitedOf(state, guardianId) ? null : refuse('answer-not-awaited', SOURCE);
}

/** Why the case cannot go on without any guardian; null: it can without one of them. */
export function whyAllWaitedFor(state: CaseState): Refusal | null {
  if (annexOf(state).isAdult) return refuse('guardian-has-no-position', 'OHL 18 §');
  const refusals = awaitedGuardians(state).map((it) => whyWaitedFor(state, it.personId));
  return refusals.includes(null) ? null : (refusals[0] ?? refuse('answer-not-awaited', SOURCE));
}

/** The case once it went on without a guardian, members with their consents already changed. */
export function withoutGuardian(
  state: CaseState,
  members: CaseState['members'],
  { data, by, happenedOn: on }: CaseEventOf<'went-on-without-guardian'>,
): Partial<CaseState> {
  const { guardianId, reason }: BranchEvents['went-on-without-guardian'] = data;
  const annex = annexOf(state);
  const goneOnWithout = [...(annex.goneOnWithout ?? []), { guardianId, reason, on }];
  // The last answer that was waited for: as when somebody answers, the road has come past consent.
  const isReached = members.every((m) => !isAwaited(m.consent)) && members.length > 0;
  const isMarked = state.marks.some((it) => it.stage === 'consent');
  const mark = { stage: 'consent', state: 'reached', on, by: by.personId } as const;
  return {
    annex: { ...annex, goneOnWithout },
    ...(isReached && !isMarked ? { marks: [...state.marks, mark] } : {}),
  };
}
