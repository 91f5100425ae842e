import { noPartOf } from './annex.js';
import type { ConsentChange, Consequence } from './branch-events.js';
import { tellByHand } from './by-hand.js';
import { memberConsentUnder, isAwaited, isConsented, standingSince } from './consent.js';
import { anyResponsible, responsibleFor } from './decision.js';
import { isLive } from './duties.js';
import type { DutyBook } from './duty-book.js';
import type { PersonId } from './ids.js';
import type { Author } from './people.js';
import type { DutyKind, Rules } from './rules.js';
import type { CaseState, Meeting, Member } from './state.js';
import { addDays, type CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';
import { atLocal } from './time/zone.js';

/** Members with their consents changed. */
export function withConsents(
  members: readonly Member[],
  changes: readonly ConsentChange[],
  on: CivilDate,
): readonly Member[] {
  return members.map((member) => {
    const change = changes.find((it) => it.memberId === member.id);
    if (!change) return member;
    const { validUntil, ...rest } = member;
    const answers = change.said ? [...member.answers, change.said] : [];
    const kept = change.cleared || change.said ? { ...rest, answers } : member;
    const by = change.by ? { withdrawnBy: change.by } : {};
    const from = change.stoodFrom;
    const until = validUntil !== undefined && validUntil < on ? addDays(validUntil, 1) : on;
    const stood = from === undefined ? {} : { stood: [...(member.stood ?? []), { from, until }] };
    return { ...kept, consent: change.consent, consentOn: on, ...by, ...stood };
  });
}

/** Called meetings without those who are no longer invited. */
export function withoutUninvited(
  meetings: readonly Meeting[],
  { uninvited, cancelledMeetingIds }: Consequence,
): readonly Meeting[] {
  const gone = new Set<string>(uninvited);
  return meetings.map((meeting) => {
    if (meeting.status !== 'called') return meeting;
    const status = cancelledMeetingIds.includes(meeting.id) ? ('cancelled' as const) : meeting.status;
    const staff = meeting.staff.filter((id) => !gone.has(id));
    return { ...meeting, status, staff, family: meeting.family.filter((id) => !gone.has(id)) };
  });
}

/**
 * How consents stand once the family, its capacity or a prohibition has changed; only what changes. What was asked again, or
 * settled otherwise than the answers say, stays so unless the answers now say something else than before (core 7).
 */
export function recomputed(before: CaseState, after: CaseState): readonly ConsentChange[] {
  return before.members.flatMap((member): ConsentChange[] => {
    // Taken back, it stays so until somebody answers anew.
    if (member.answers.length === 0 || member.consent === 'withdrawn') return [];
    const consent = memberConsentUnder(after, member.answers);
    if (before.core >= 7 && consent === memberConsentUnder(before, member.answers)) return [];
    return consent === member.consent ? [] : [{ memberId: member.id, consent }];
  });
}

/** By which clock a meeting has begun. */
export interface Moment {
  readonly rules: Rules;
  readonly now: Instant;
}

/** Its hour has come: what took place is recorded, or said not to have taken place; it is not undone (OHL 20 §). */
export function hasBegun({ on, minute }: Meeting, { rules, now }: Moment): boolean {
  return atLocal(rules.calendar.zone, on, minute) <= now;
}

/**
 * What follows at once from changed consents and from who has part in the case. A meeting that has begun is
 * recorded by whoever was called to it (core 5).
 *
 * @param before the case before the change
 * @param after the case with its annex changed; the consents still as before
 */
export function consequenceOf(
  before: CaseState,
  after: CaseState,
  changes: readonly ConsentChange[],
  moment: Moment,
): Consequence {
  const stands = (id: string, was: Member['consent']): boolean =>
    isConsented(changes.find((it) => it.memberId === id)?.consent ?? was);
  const lost = new Set<string>(
    before.members.filter((m) => isConsented(m.consent) && !stands(m.id, m.consent)).map((m) => m.personId),
  );
  const called = before.meetings.filter((meeting) => meeting.status === 'called');
  const groups = called.filter((meeting) => meeting.kind !== 'home-meeting');
  const ahead = groups.filter((meeting) => before.core < 5 || !hasBegun(meeting, moment));
  const outside = new Set<string>(before.members.filter((m) => m.external).map((m) => m.personId));
  // A meeting at home needs no member's consent; somebody from outside is there by consent only.
  const staff = called.flatMap((meeting) =>
    meeting.staff.filter((id) => lost.has(id) && (ahead.includes(meeting) || outside.has(id))),
  );
  const close = groups.flatMap((meeting) => meeting.family.filter((id) => lost.has(id)));
  const family = called.flatMap((meeting) => meeting.family.filter((id) => noPartOf(after, id) !== null));
  return {
    consents: before.core < 9 ? changes : changes.map((change) => withWhatStood(before, change)),
    uninvited: [...new Set<PersonId>([...staff, ...close, ...family])],
    cancelledMeetingIds: ahead
      .filter((meeting) => meeting.staff.length > 0 && meeting.staff.every((id) => lost.has(id)))
      .map((meeting) => meeting.id),
  };
}

/** A change that ends a consent about somebody from outside says since when it stood: what was given by it was lawful. */
function withWhatStood(before: CaseState, change: ConsentChange): ConsentChange {
  const member = before.members.find((it) => it.id === change.memberId);
  if (!member?.external || !isConsented(member.consent) || isConsented(change.consent)) return change;
  const stoodFrom = standingSince(before, member.answers);
  return stoodFrom === null ? change : { ...change, stoodFrom };
}

/** On which day, by whom and in which book a consequence is carried over. */
export interface Following {
  readonly on: CivilDate;
  readonly author: Author;
  readonly book: DutyBook;
}

/** Work a person does as a member: it passes on when the membership ends. */
export const MEMBERS_WORK: ReadonlySet<DutyKind> = new Set(['action', 'return-step', 'advice-answer']);

/** Carries the consequence over to the duties: nothing of a lost member stays with them, and nothing is left undone. */
export function follow(state: CaseState, consequence: Consequence, { on, author, book }: Following): void {
  const members = withConsents(state.members, consequence.consents, on);
  for (const id of consequence.cancelledMeetingIds) {
    book.cancel([...book.open('meeting-record', id), ...book.open('manual-invitation', id)]);
    const meeting = state.meetings.find((it) => it.id === id);
    const { uninvited } = consequence;
    if (state.core >= 7 && meeting) tellByHand(state, meeting, { on, author, book, uninvited });
  }
  const lost = new Set<string>(
    state.members
      .filter(
        (m) =>
          isConsented(m.consent) && !isConsented(members.find((it) => it.id === m.id)?.consent ?? m.consent),
      )
      .map((m) => m.personId),
  );
  // What a closed case still owes is not consent's: access ends, and nothing new begins.
  if (state.status !== 'open') return;
  const { ownerId } = anyResponsible(state);
  for (const duty of book.duties()) {
    const passesOn =
      (state.core >= 7 ? isLive(duty) : duty.status === 'open') &&
      duty.bound === 'person' &&
      MEMBERS_WORK.has(duty.kind) &&
      lost.has(duty.ownerId);
    if (passesOn) book.give(duty, state.responsible[duty.side] ?? ownerId);
  }
  settleConsents(state, members, { on, author, book });
}

/** After an answer, or what undoes one: who still waits, who differs, whether the group can be called. */
export function settleConsents(
  state: CaseState,
  members: readonly Pick<Member, 'consent'>[],
  { on, author, book }: Following,
): void {
  const awaited = members.some((m) => isAwaited(m.consent));
  if (!awaited) book.done('consent-answer', on);
  else if (book.open('consent-answer').length === 0) book.arm('L-CONSENT', on, responsibleFor(state, author));
  const differ = members.some((m) => m.consent === 'conflict');
  if (!differ) book.done('consent-conflict', on);
  else if (book.open('consent-conflict').length === 0)
    book.arm('L-CONFLICT', on, responsibleFor(state, author));
  const agreed = members.some((m) => isConsented(m.consent));
  if (!agreed) book.cancel(book.open('convene'));
  if (awaited) return;
  if (agreed) convene(state, { on, author, book });
  else if (!differ && nothingElse(book)) book.arm('L-NEXT', on, anyResponsible(state));
}

function convene(state: CaseState, { on, author, book }: Following): void {
  const underWay =
    book.open('meeting-record').length + book.open('follow-up').length + book.open('convene').length > 0;
  if (!underWay) book.arm('L-CONVENE', on, responsibleFor(state, author));
}

function nothingElse(book: DutyBook): boolean {
  return book.open('next-step').length === 0 && book.open('lawful-basis').length === 0;
}
