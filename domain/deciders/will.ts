import { annexOf, isReachedByHand, noPartOf } from '../annex.js';
import type { ConsentChange } from '../branch-events.js';
import type { CommandData } from '../commands.js';
import { decidesAlone, isAwaited, isConsented, type FamilyAnswer } from '../consent.js';
import { consequenceOf, follow, recomputed } from '../consequences.js';
import { anyResponsible, draft, responsibleFor, type Decider } from '../decision.js';
import type { Duty } from '../duties.js';
import type { DutyBook } from '../duty-book.js';
import type { PersonId } from '../ids.js';
import { isWelfareProfessional } from '../people.js';
import { openMeeting } from '../preconditions.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';
import { answersForAnother, wrongRole } from './asking.js';

/** The learner is told of a contact made without them and given a chance to talk about it (OHL 16 §). */
export const tellLearner: Decider<'tell-learner'> = ({ data, on, book }) => {
  if (book.open('tell-learner').length === 0) return refuse('nothing-to-tell', 'OHL 16 §');
  book.done('tell-learner', on);
  return [draft(book, 'learner-told', data)];
};

/** What a word to this guardian ends; without one, to all of them. */
function toldBy(book: DutyBook, guardianId: PersonId | undefined): readonly Duty[] {
  return book
    .open('tell-guardian')
    .filter((duty) => duty.about === null || guardianId === undefined || duty.about.id === guardianId);
}

/** A guardian is told. Told as a whole, no guardian waits any more. */
export const tellGuardian: Decider<'tell-guardian'> = ({ state, data, on, book }) => {
  const { guardianId } = data;
  if (guardianId !== undefined) {
    const noPart = noPartOf(state, guardianId);
    if (noPart) return refuse(noPart, 'OHL 18 §');
  }
  const meant = toldBy(book, guardianId);
  if (meant.length === 0) return refuse('nothing-to-tell', 'OHL 16 §');
  for (const duty of meant) book.doneAs(duty, on, true);
  return [draft(book, 'guardian-told', data)];
};

/**
 * A guardian is not told: what was reported to the police or to child protection could be endangered, or the child.
 * Who decides it answers for it by name. Nobody waits to tell them any more, and no reminder asks for it.
 */
export const leaveGuardianUntold: Decider<'leave-guardian-untold'> = ({ data, book }) => {
  const meant = toldBy(book, data.guardianId);
  if (meant.length === 0) return refuse('nothing-to-tell', 'OHL 16 §');
  book.cancel(meant);
  return [draft(book, 'guardian-left-untold', data)];
};

function takenBack({ by, byRole, way }: CommandData['withdraw-consent'], on: CivilDate): FamilyAnswer {
  return { by, byRole, answer: 'refused', way, on, withdrawn: true };
}

/**
 * A consent is taken back. Access, invitations and reminders end with this very event; what is still lawful is for
 * the responsible person to assess (OHL 19 §).
 */
export const withdrawConsent: Decider<'withdraw-consent'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  if (answersForAnother(author, data.by)) return refuse('not-allowed', 'OHL 19 §');
  const speaksFor = state.core >= 5 ? wrongRole(state, data) : null;
  if (speaksFor) return speaksFor;
  if (data.byRole !== 'learner') {
    const noPart = noPartOf(state, data.by);
    if (noPart) return refuse(noPart, 'OHL 18 §');
    if (decidesAlone(state)) return refuse('learner-decides', 'OHL 18 §');
  } else if (annexOf(state).family?.prePrimary) return refuse('guardian-decides', 'OHL 19 §');
  const named = state.members.filter((m) => data.memberIds.includes(m.id));
  if (named.length !== data.memberIds.length || named.length === 0)
    return refuse('unknown-member', 'OHL 19 §');
  const standing = named.filter(
    (m) => isConsented(m.consent) || m.consent === 'requested' || m.consent === 'conflict',
  );
  if (standing.length === 0) return refuse('consent-not-standing', 'OHL 19 §');
  const changes = standing.map((m): ConsentChange => ({
    memberId: m.id,
    consent: 'withdrawn',
    ...(state.core >= 5 ? { said: takenBack(data, on) } : { cleared: true }),
    ...(state.core >= 4 ? { by: data.byRole } : {}),
  }));
  const follows = consequenceOf(state, state, changes, deciding);
  const assess = state.status === 'open' && standing.some((m) => isConsented(m.consent));
  if (assess && book.open('lawful-basis').length === 0)
    book.arm('L-LAWFUL', on, responsibleFor(state, author));
  follow(state, follows, { on, author, book });
  return [draft(book, 'consent-withdrawn', { ...data, follows })];
};

/** On what the case goes on. Another step follows, unless the group goes on by itself. */
export const assessBasis: Decider<'assess-basis'> = ({ state, data, on, author, book }) => {
  if (book.open('lawful-basis').length === 0) return refuse('no-basis-open', 'OHL 19 §');
  book.done('lawful-basis', on);
  if (data.basis === 'LSL-25' && book.open('child-welfare-report').length === 0)
    book.arm('W-LSL25-report', on, responsibleFor(state, author));
  if (data.basis === 'SHL-35' && book.open('guide-to-services').length === 0)
    book.arm('W-SHL35-guide', on, responsibleFor(state, author));
  const goesOn =
    book.open('convene').length + book.open('meeting-record').length + book.open('follow-up').length > 0;
  if (!goesOn && book.open('next-step').length === 0) book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'basis-assessed', data)];
};

/** The case with another capacity, for what follows from it. */
function withCapacity(state: CaseState, capacity: 'learner-alone' | 'with-guardian'): CaseState {
  return { ...state, annex: { ...annexOf(state), capacity } };
}

/**
 * Guardians who differ. Agreed: they are asked again. No agreement: there is no consent. That the learner decides
 * alone is for a social- or health-care professional of student welfare to say (OHL 18 §).
 */
export const settleConflict: Decider<'settle-conflict'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const differing = state.members.filter((m) => m.consent === 'conflict');
  if (differing.length === 0) return refuse('no-conflict', 'OHL 19 §');
  const byLearner = data.outcome === 'learner-decides';
  if (byLearner && !isWelfareProfessional(author)) return refuse('assessor-not-entitled', 'OHL 18 §');
  if (byLearner && annexOf(state).family?.prePrimary) return refuse('guardian-decides', 'OHL 19 §');
  const after = byLearner ? withCapacity(state, 'learner-alone') : state;
  const changes = byLearner
    ? recomputed(state, after)
    : differing.map((m): ConsentChange => ({
        memberId: m.id,
        consent: data.outcome === 'agreed' ? 'requested' : 'refused',
        ...(data.outcome === 'agreed' ? { cleared: true } : {}),
      }));
  const follows = consequenceOf(state, after, changes, deciding);
  follow(state, follows, { on, author, book });
  return [draft(book, 'conflict-settled', { ...data, follows })];
};

/** Whether the learner can decide alone in this matter, by age and development (OHL 18 §). Never in pre-primary. */
export const noteCapacity: Decider<'note-capacity'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  if (!isWelfareProfessional(author)) return refuse('assessor-not-entitled', 'OHL 18 §');
  const { isAdult, family, capacity } = annexOf(state);
  if (isAdult) return refuse('guardian-has-no-position', 'OHL 18 §');
  if (family?.prePrimary) return refuse('guardian-decides', 'OHL 19 §');
  if (capacity === data.capacity) return refuse('fact-unchanged', 'OHL 18 §');
  const after = withCapacity(state, data.capacity);
  const follows = consequenceOf(state, after, recomputed(state, after), deciding);
  if (follows.consents.length > 0) follow(after, follows, { on, author, book });
  return [draft(book, 'capacity-noted', { ...data, follows })];
};

/** How somebody wants to be reached, and how never. */
export const agreeContactWays: Decider<'agree-contact-ways'> = ({ state, data, on, author, book }) => {
  const noPart = noPartOf(state, data.personId);
  if (noPart) return refuse(noPart, 'OHL 18 §');
  const meeting = openMeeting(state);
  const wantsNoMail = state.core >= 3 && data.never.includes('e-mail');
  // A mail that waits does not go out any more: whoever was called by it is invited by hand.
  if (wantsNoMail && meeting?.family.includes(data.personId) && !isReachedByHand(state, data.personId)) {
    const about = { of: 'meeting', id: meeting.id } as const;
    if (book.open('manual-invitation', meeting.id).length === 0)
      book.arm('L-BY-HAND', on, { ...responsibleFor(state, author), about });
  }
  return [draft(book, 'contact-ways-agreed', data)];
};

/** An invitation that may not go out by itself was given. */
export const inviteByHand: Decider<'invite-by-hand'> = ({ data, on, book }) => {
  if (book.open('manual-invitation', data.meetingId).length === 0)
    return refuse('no-open-meeting', 'OHL 14 §');
  book.done('manual-invitation', on, data.meetingId);
  return [draft(book, 'invited-by-hand', data)];
};

/** Somebody is still asked. */
export function asksSomebody(state: CaseState): boolean {
  return state.members.some((m) => isAwaited(m.consent));
}
