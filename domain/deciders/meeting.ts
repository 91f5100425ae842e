import { mayMonitor } from '../monitors.js';
import { goesToSomebodyByHand, tellByHand } from '../by-hand.js';
import { guardiansOf, noPartOf } from '../annex.js';
import { isMember } from '../consent.js';
import type { CommandData, PlannedAction } from '../commands.js';
import {
  anyResponsible,
  draft,
  isParty,
  personal,
  responsibleFor,
  type AnyDraft,
  type Deciding,
  type Decider,
} from '../decision.js';
import type { PersonId } from '../ids.js';
import { mayComplete } from '../permissions.js';
import { openMeeting } from '../preconditions.js';
import { refuse, type Refusal } from '../refusals.js';
import type { CaseState, Meeting } from '../state.js';
import { missingAfter } from '../report.js';
import { closing } from './ending.js';
import { endAnswer } from './handover.js';

/**
 * A meeting is called. A home meeting holds teacher, learner, guardians and whom they want, without member
 * consents; an expert group only members by consent (OHL 19 §).
 */
export const callMeeting: Decider<'call-meeting'> = ({ state, data, on, author, book }) => {
  if (data.on < on) return refuse('meeting-in-past', 'OHL 14 §');
  const uninvited = data.invitedFamily
    .map(({ personId }) => noPartOf(state, personId))
    .find((it) => it !== null);
  if (uninvited) return refuse(uninvited, 'OHL 18 §');
  if (data.kind === 'network-meeting' && data.inviterId === undefined)
    return refuse('inviter-missing', 'S001');
  if (data.kind !== 'home-meeting') {
    if (state.members.length === 0) return refuse('no-group', 'OHL 14 §');
    const consented = data.invitedStaff.every((staff) => isMember(state.members, staff.personId));
    if (!consented || data.invitedStaff.length === 0) return refuse('consent-missing', 'OHL 19 §');
  } else if (data.invitedStaff.some((staff) => !isParty(state, staff.side))) {
    return refuse('side-not-party', 'OHL 21 §');
  }
  if (state.core >= 2 && bringsOutsider(state, data)) return refuse('consent-missing', 'OHL 19 §');
  book.done('next-step', on);
  if (data.kind !== 'home-meeting') book.done('convene', on);
  // What was promised is a meeting by that day: calling it in time keeps the promise, as long as it is not cancelled.
  for (const duty of book.open('follow-up')) {
    if (duty.dueOn !== null && data.on <= duty.dueOn && on <= duty.dueOn) book.doneAs(duty, on, true);
  }
  const meetingId = `k${state.meetings.length + 1}`;
  book.arm('L-RECORD', data.on, {
    ...responsibleFor(state, author),
    about: { of: 'meeting', id: meetingId },
  });
  const [staff, family] = [data.invitedStaff, data.invitedFamily].map((all) => all.map((it) => it.personId));
  if (goesToSomebodyByHand(state, { staff: staff ?? [], family: family ?? [] }))
    book.arm('L-BY-HAND', on, { ...responsibleFor(state, author), about: { of: 'meeting', id: meetingId } });
  const stage = state.meetings.some((m) => m.status === 'held') ? 'follow-up' : 'meeting';
  return [draft(book, 'meeting-called', { ...data, meetingId }, stage)];
};

/**
 * Somebody from outside student welfare would be there without itemised consent. To a meeting at home the family brings
 * whom it wants; at a meeting of the group a close person is from outside, too (OHL 19 §).
 */
function bringsOutsider(state: CaseState, data: CommandData['call-meeting']): boolean {
  const family = data.kind === 'home-meeting' ? [] : data.invitedFamily;
  const outside = new Set<string>([
    ...state.members.filter((m) => m.external).map((m) => m.personId),
    ...data.invitedStaff.filter((staff) => staff.external).map((staff) => staff.personId),
    ...family.filter((it) => it.role === 'close_person').map((it) => it.personId),
  ]);
  return [...data.invitedStaff, ...family].some(
    ({ personId }) => outside.has(personId) && !isMember(state.members, personId),
  );
}

/** A called meeting is not held; the case goes back to calling one. */
export const cancelMeeting: Decider<'cancel-meeting'> = ({ state, data, on, author, book }) => {
  const meeting = openMeeting(state);
  if (!meeting || meeting.id !== data.meetingId) return refuse('no-open-meeting', 'OHL 14 §');
  book.cancel([...book.open('meeting-record', meeting.id), ...book.open('manual-invitation', meeting.id)]);
  tellByHand(state, meeting, { on, author, book });
  if (meeting.kind !== 'home-meeting') book.arm('L-CONVENE', on, responsibleFor(state, author));
  else if (book.open('follow-up').length === 0) book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'meeting-cancelled', data)];
};

/** Invited as a member, whose consent ended only since the meeting began (core 5). */
function wasMember({ core, members }: CaseState, { on, staff }: Meeting, personId: PersonId): boolean {
  const hasEnded = members.some((m) => m.personId === personId && m.consentOn !== null && m.consentOn >= on);
  return core >= 5 && staff.includes(personId) && hasEnded;
}

function faultOf(state: CaseState, meeting: Meeting, data: CommandData['record-meeting']): Refusal | null {
  const first = !state.meetings.some((m) => m.kind === 'expert-group' && m.status === 'held');
  if (meeting.kind === 'expert-group' && first && !data.responsible)
    return refuse('responsible-not-appointed', 'OHL 14 §');
  if (data.responsible) {
    const { personId, side } = data.responsible;
    if (!isParty(state, side)) return refuse('side-not-party', 'OHL 21 §');
    if (!data.attended.includes(personId)) return refuse('responsible-not-present', 'OHL 14 §');
    if (!isMember(state.members, personId) && !wasMember(state, meeting, personId))
      return refuse('consent-missing', 'OHL 19 §');
  }
  // Who attended is part of the report, and nobody held a meeting alone (core 7).
  if (state.core >= 7 && data.attended.length === 0) return refuse('attendance-missing', 'OHL 20 §');
  if (data.actions.some((action) => !isParty(state, action.side)))
    return refuse('side-not-party', 'OHL 21 §');
  if (data.actions.some(({ monitorId }) => monitorId !== undefined && !mayFollowUp(state, data, monitorId)))
    return refuse('consent-missing', 'OHL 19 §');
  return null;
}

/**
 * A meeting is recorded.
 *
 * 1. The first act of an expert group is to appoint the responsible person, from among those present (OHL 14 §).
 * 2. Each action has an owner and a day, and becomes a duty of that person. Who follows it up may know of the case.
 * 3. The meeting ends with a next date or with closing the case, nothing else.
 */
export const recordMeeting: Decider<'record-meeting'> = (deciding) => {
  const { state, data, rules, on, today, book } = deciding;
  const meeting = openMeeting(state);
  if (!meeting || meeting.id !== data.meetingId) return refuse('no-open-meeting', 'OHL 20 §');
  if (meeting.on > today) return refuse('meeting-not-yet-held', 'OHL 20 §');
  const fault = faultOf(state, meeting, data);
  if (fault) return fault;
  if (data.end.kind === 'next' && data.end.on <= on) return refuse('next-date-not-ahead', 'S002');
  if (data.actions.some((action) => action.dueOn < on)) return refuse('next-date-not-ahead', 'OHL 20 §');
  if (meeting.kind !== 'home-meeting' && data.summary && rules.reportHome === 'wilma')
    return refuse('report-lives-in-wilma', 'OHL 20 §');
  book.done('meeting-record', today, meeting.id);
  endWithMeeting(deciding, meeting);
  book.done('follow-up', on);
  // What was looked for since the meeting was called, the meeting has found: it ends with a date or with the case.
  if (state.core >= 2) book.done('next-step', on);
  if (data.responsible) {
    // An offer of hand-over on that side has become void.
    if (state.core >= 2) endAnswer(book, data.responsible.side);
    book.own(data.responsible.side, data.responsible.personId);
  }
  const actions = data.actions.map((action, i) => ({
    ...action,
    actionId: `a${state.actions.length + i + 1}`,
  }));
  for (const action of actions) armAction(deciding, action);
  if (data.end.kind === 'next') armFollowUp(deciding, data.end.on);
  const held = draft(
    book,
    'meeting-held',
    { ...data, actions },
    data.end.kind === 'next' ? 'follow-up' : undefined,
  );
  return data.end.kind === 'next' ? [held] : ended(deciding, held, data.end);
};

/** Whoever the meeting appoints may follow up what it agrees, from that moment on. */
function mayFollowUp(
  state: CaseState,
  { responsible }: CommandData['record-meeting'],
  id: PersonId,
): boolean {
  return responsible?.personId === id || mayMonitor(state, id);
}

/** What a meeting does besides: the sides have met, causes were looked for at home, a report is due. */
function endWithMeeting(
  { state, data, on, author, book }: Deciding<'record-meeting'>,
  meeting: Meeting,
): void {
  book.cancel(book.open('manual-invitation', meeting.id));
  book.done('county-contact', on);
  const withGuardian = guardiansOf(state).some((it) => data.attended.includes(it.personId));
  if (meeting.kind === 'home-meeting' && withGuardian) book.done('absence-causes', on);
  // Before core 4 a meeting that ended the case left its report as it was.
  const isLeft = state.core < 2 || (state.core < 4 && data.end.kind === 'close');
  if (meeting.kind === 'home-meeting' || isLeft) return;
  const parts = data.summary ? (['handling'] as const) : [];
  const missing = missingAfter(state, parts, meeting.id);
  if (missing.length > 0 && book.open('report-parts').length === 0)
    book.arm('L-REPORT', on, responsibleFor(state, author));
}

function armAction(
  { on, book }: Deciding<'record-meeting'>,
  action: PlannedAction & { readonly actionId: string },
): void {
  const about = { of: 'action', id: action.actionId } as const;
  book.armOn('L-ACTION', on, action.dueOn, personal(action.ownerId, action.side, about));
}

function armFollowUp(
  { state, data, on, author, book }: Deciding<'record-meeting'>,
  next: Deciding<'record-meeting'>['on'],
): void {
  const { responsible } = data;
  const owing = responsible
    ? ({ ownerId: responsible.personId, side: responsible.side, bound: 'side' } as const)
    : responsibleFor(state, author);
  book.armOn('L-FOLLOW', on, next, owing);
}

function ended(
  { state, on, book }: Deciding<'record-meeting'>,
  held: AnyDraft,
  end: {
    readonly reason: CommandData['close-case']['reason'];
    readonly told: CommandData['close-case']['told'];
  },
): readonly AnyDraft[] | Refusal {
  const closed = closing(state, { reason: end.reason, told: end.told }, { book, on });
  return Array.isArray(closed) ? [held, ...closed] : closed;
}

/** An agreed action is done. */
export const completeAction: Decider<'complete-action'> = ({ state, data, on, author, book }) => {
  const action = state.actions.find((a) => a.id === data.actionId);
  if (!action || action.doneOn) return refuse('unknown-action', 'OHL 20 §');
  // It passes on with the duty, not with the plan.
  if (!mayComplete(author.personId, state, book.open('action', action.id)[0]))
    return refuse('not-allowed', 'OHL 20 §');
  book.done('action', on, action.id);
  return [draft(book, 'action-completed', data)];
};
