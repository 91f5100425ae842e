import { anyResponsible, draft, isParty, responsibleFor, type Decider } from '../decision.js';
import { annexOf, guardiansOf, noPartOf } from '../annex.js';
import type { CommandData } from '../commands.js';
import { tellOnJoining } from './telling.js';
import { answersForAnother, talkEnds, wronglySent, wrongRole } from './asking.js';
import {
  consentOf,
  memberConsentUnder,
  isAwaited,
  isConsented,
  type AnsweredConsent,
  type FamilyAnswer,
} from '../consent.js';
import { consequenceOf, follow } from '../consequences.js';
import type { DutyBook } from '../duty-book.js';
import type { PersonId } from '../ids.js';
import { refuse, type Refusal } from '../refusals.js';
import { sameValue } from '../same-value.js';
import type { CaseState, Member } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';

/** "As soon as possible" the county's responsible person contacts the school's: its age is shown (S001). */
export function expectCounty(state: Pick<CaseState, 'responsible'>, book: DutyBook, on: CivilDate): void {
  const { county } = state.responsible;
  if (county) book.arm('L-COUNTY', on, { ownerId: county, side: 'county', bound: 'side' });
}

/** The other employer joins a case that was secret from it, on a named ground. */
export const joinSide: Decider<'join-side'> = ({ state, data, on, book }) => {
  const { side, responsibleId: ownerId } = data;
  if (isParty(state, side)) return refuse('side-already-party', 'OHL 22 §');
  if (state.core >= 4 && side === 'school')
    tellOnJoining(state, { on, owing: { ownerId, side, bound: 'side' } }, book);
  if (state.core >= 2 && state.topic === 'absence') expectCounty(state, book, on);
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

/** Why a person may not be asked, or not alone (OHL 18, 19 §). */
function wronglyAsked(state: CaseState, askedOf: readonly PersonId[]): Refusal | null {
  for (const personId of askedOf) {
    const noPart = noPartOf(state, personId);
    if (noPart) return refuse(noPart, 'OHL 18 §');
  }
  const asksLearnerOnly = askedOf.every((personId) => personId === state.learnerId);
  if (annexOf(state).family?.prePrimary && asksLearnerOnly && askedOf.length > 0)
    return refuse('guardian-decides', 'OHL 19 §');
  const guardians = guardiansOf(state);
  const asked = guardians.filter((it) => askedOf.includes(it.personId));
  const apart = guardians.some((it) => it.livesApart);
  return apart && asked.length > 0 && asked.length < guardians.length
    ? refuse('ask-both-guardians', 'OHL 19 §')
    : null;
}

/** Consent is asked for each member by itself (OHL 19 §); for a member from outside item by item. */
export const requestConsent: Decider<'request-consent'> = ({ state, data, on, author, book }) => {
  for (const id of data.memberIds) {
    const member = state.members.find((m) => m.id === id);
    if (!member) return refuse('unknown-member', 'OHL 19 §');
    // By a channel one may ask again: a mail is lost, a link runs out.
    if (member.consent === 'requested' && !data.asking) return refuse('already-requested', 'OHL 19 §');
    if (isConsented(member.consent)) return refuse('already-answered', 'OHL 19 §');
    if (member.external && !data.items?.length) return refuse('items-missing', 'OHL 19 §');
  }
  const wrong = wronglyAsked(state, data.askedOf) ?? (data.asking ? wronglySent(state, data.asking) : null);
  if (wrong) return wrong;
  if (data.asking) talkEnds(book, data.askedOf, on);
  if (state.core >= 2 && book.open('consent-answer').length === 0)
    book.arm('L-CONSENT', on, responsibleFor(state, author));
  return [draft(book, 'consent-requested', data)];
};

/** Why an answer cannot be taken from this person, or not in this form. */
function wronglyAnswered(
  state: CaseState,
  member: Member,
  data: CommandData['record-consent'],
  on: CivilDate,
): Refusal | null {
  const wrong = state.core >= 5 ? wrongRole(state, data) : null;
  if (wrong) return wrong;
  if (data.byRole === 'learner') {
    if (annexOf(state).family?.prePrimary) return refuse('guardian-decides', 'OHL 19 §');
  } else {
    const noPart = noPartOf(state, data.by);
    if (noPart) return refuse(noPart, 'OHL 18 §');
  }
  if (data.validUntil !== undefined && data.validUntil < on) return refuse('valid-until-passed', 'OHL 19 §');
  if (!member.external || data.answer === 'refused') return null;
  if (data.way !== 'signed' && data.way !== 'link') return refuse('written-consent-needed', 'OHL 19 §');
  return data.items?.length ? null : refuse('items-missing', 'OHL 19 §');
}

/**
 * An expression of will is recorded, a refusal as much as a yes. The latest answer of each person counts; where they
 * leave the member, `consentUnder` says. When everybody is settled the group can be called, or another way is sought.
 */
export const recordConsent: Decider<'record-consent'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const member = state.members.find((m) => m.id === data.memberId);
  if (!member) return refuse('unknown-member', 'OHL 19 §');
  if (answersForAnother(author, data.by)) return refuse('not-allowed', 'OHL 19 §');
  const last = member.answers.findLast((a) => a.by === data.by);
  // Another choice of items is another answer; by link, where the whole question was shown again.
  const otherItems =
    (data.answer === 'partly' && data.evidence !== undefined) ||
    (state.core >= 7 && data.answer === 'partly' && !sameValue(last?.items ?? [], data.items ?? []));
  // Asked once more, a no is said once more (core 5).
  const noAgain = state.core >= 5 && data.answer === 'refused' && member.consent === 'requested';
  if (last?.answer === data.answer && !last.withdrawn && !otherItems && !noAgain)
    return refuse('already-answered', 'OHL 19 §');
  const own = state.core >= 7 && data.items ? { items: data.items } : {};
  const { by, byRole, way } = data;
  const answer: FamilyAnswer = { by, byRole, answer: data.answer, way, on, ...own };
  if (state.core < 2) return recordUnderFirstCore(state, member, answer, { data, on, author, book });
  const wrong = wronglyAnswered(state, member, data, on);
  if (wrong) return wrong;
  const consent = afterAnswer(state, member, answer);
  const follows = consequenceOf(state, state, [{ memberId: member.id, consent }], deciding);
  follow(state, follows, { on, author, book });
  talkEnds(book, [data.by], on);
  const apart = data.items && state.core >= 7 ? ({ itemsApart: true } as const) : {};
  return [draft(book, 'consent-recorded', { ...data, follows, ...apart })];
};

/** Where an answer leaves the member. What somebody took back is not undone by who only agrees with it. */
function afterAnswer(state: CaseState, member: Member, answer: FamilyAnswer): AnsweredConsent | 'withdrawn' {
  const consent = memberConsentUnder(state, [...member.answers, answer]);
  const staysBack = state.core >= 5 && member.consent === 'withdrawn' && answer.answer !== 'refused';
  return staysBack && consent === 'refused' ? 'withdrawn' : consent;
}

type Recording = Pick<Parameters<Decider<'record-consent'>>[0], 'data' | 'on' | 'author' | 'book'>;

/** Core 1: one refusal among the latest answers is a refusal. Recorded histories are decided so for ever. */
function recordUnderFirstCore(
  state: CaseState,
  member: Member,
  answer: FamilyAnswer,
  { data, on, author, book }: Recording,
): ReturnType<Decider<'record-consent'>> {
  const after = state.members.map((m) =>
    m.id === member.id ? { ...m, consent: consentOf([...m.answers, answer]) } : m,
  );
  if (!after.some((m) => isAwaited(m.consent))) settle(state, after, { on, author, book });
  return [draft(book, 'consent-recorded', data)];
}

function settle(
  state: CaseState,
  members: readonly { consent: Member['consent'] }[],
  { on, author, book }: Pick<Recording, 'on' | 'author' | 'book'>,
): void {
  book.done('consent-answer', on);
  const agreed = members.some((m) => isConsented(m.consent));
  const called = state.meetings.some((m) => m.status === 'called' && m.kind === 'expert-group');
  if (agreed && !called && book.open('convene').length === 0)
    book.arm('L-CONVENE', on, responsibleFor(state, author));
  if (!agreed) book.cancel(book.open('convene'));
  if (!agreed && book.open('next-step').length === 0) book.arm('L-NEXT', on, anyResponsible(state));
}
