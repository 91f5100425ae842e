import { anyResponsible, draft, isParty, responsibleFor, type Decider } from '../decision.js';
import { refuse } from '../refusals.js';
import type { ConsentAnswer, FamilyAnswer } from '../consent.js';
import { consentOf } from '../consent.js';
import type { CaseState, Member } from '../state.js';

/** The other employer joins a case that was secret from it, on a named ground. */
export const joinSide: Decider<'join-side'> = ({ state, data, book }) => {
  if (isParty(state, data.side)) return refuse('side-already-party', 'OHL 22 §');
  return [draft(book, 'side-joined', data)];
};

/** Members of an expert group are proposed one by one; the group is never standing, never automatic (OHL 14 § 4). */
export const proposeGroup: Decider<'propose-group'> = ({ state, data, on, author, book }) => {
  if (data.members.length === 0) return refuse('group-empty', 'OHL 14 §');
  if (data.members.some((member) => !isParty(state, member.side)))
    return refuse('side-not-party', 'OHL 21 §');
  const known = [...state.members.map((m) => m.personId), ...data.members.map((m) => m.personId)];
  if (new Set(known).size !== known.length) return refuse('member-twice', 'OHL 14 §');
  book.done('next-step', on);
  if (book.open('consent-answer').length === 0) book.arm('L-CONSENT', on, responsibleFor(state, author));
  const members = data.members.map((member, i) => ({
    ...member,
    memberId: `m${state.members.length + i + 1}`,
  }));
  return [draft(book, 'group-proposed', { ...data, members }, 'consent')];
};

/** Consent is asked for each member by itself (OHL 19 §). */
export const requestConsent: Decider<'request-consent'> = ({ state, data, book }) => {
  for (const id of data.memberIds) {
    const member = state.members.find((m) => m.id === id);
    if (!member) return refuse('unknown-member', 'OHL 19 §');
    if (member.consent === 'requested') return refuse('already-requested', 'OHL 19 §');
    if (member.consent === 'given' || member.consent === 'partly')
      return refuse('already-answered', 'OHL 19 §');
  }
  return [draft(book, 'consent-requested', data)];
};

/**
 * An expression of will is recorded, a refusal as much as a yes. The latest answer of each person counts; one
 * refusal among them is a refusal. When everybody is settled the group can be called, or another way is sought.
 */
export const recordConsent: Decider<'record-consent'> = ({ state, data, on, author, book }) => {
  const member = state.members.find((m) => m.id === data.memberId);
  if (!member) return refuse('unknown-member', 'OHL 19 §');
  const last = member.answers.findLast((a) => a.by === data.by);
  if (last?.answer === data.answer) return refuse('already-answered', 'OHL 19 §');
  const answer: FamilyAnswer = { by: data.by, byRole: data.byRole, answer: data.answer, way: data.way, on };
  const after = state.members.map((m) =>
    m.id === member.id ? { ...m, consent: consentOf([...m.answers, answer]) } : m,
  );
  if (!after.some(awaits)) settle(state, after, { on, author, book });
  return [draft(book, 'consent-recorded', data)];
};

type Settling = Pick<Parameters<Decider<'record-consent'>>[0], 'on' | 'author' | 'book'>;

function settle(
  state: CaseState,
  members: readonly { consent: Member['consent'] }[],
  { on, author, book }: Settling,
): void {
  book.done('consent-answer', on);
  const agreed = members.some((m) => m.consent === 'given' || m.consent === 'partly');
  const called = state.meetings.some((m) => m.status === 'called' && m.kind === 'expert-group');
  if (agreed && !called && book.open('convene').length === 0)
    book.arm('L-CONVENE', on, responsibleFor(state, author));
  if (!agreed) book.cancel(book.open('convene'));
  if (!agreed && book.open('next-step').length === 0) book.arm('L-NEXT', on, anyResponsible(state));
}

function awaits(member: { consent: Member['consent'] }): boolean {
  return member.consent === 'proposed' || member.consent === 'requested';
}

/** Members whose presence and sight are agreed to. */
export function isConsented(consent: Member['consent']): consent is Exclude<ConsentAnswer, 'refused'> {
  return consent === 'given' || consent === 'partly';
}
