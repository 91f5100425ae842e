import { BRANCH_PRECONDITIONS } from './branch-preconditions.js';
import type { CommandType } from './commands.js';
import { isLive, type Duty } from './duties.js';
import { SIDES } from './people.js';
import { EXPECTATIONS } from './rules.js';
import { refuse, type Refusal } from './refusals.js';
import type { CaseState, Meeting, Offer } from './state.js';

/** The promise of OHL 15 §: its duty, open or ended. */
export function promiseOf(duties: readonly Duty[]): Duty | undefined {
  return duties.find((duty) => duty.kind === 'discussion');
}

/** The time that was agreed and whose outcome is not yet known. */
export function openOffer(state: CaseState): Offer | undefined {
  return state.offers.find((offer) => offer.outcome === null);
}

/** A discussion took place, or was lawfully not arranged. */
export function discussionSettled(state: CaseState): boolean {
  return (
    state.offers.some((offer) => offer.outcome === 'held') || promiseOf(state.duties)?.status === 'cancelled'
  );
}

/** The meeting that is called and neither held nor cancelled. */
export function openMeeting(state: CaseState): Meeting | undefined {
  return state.meetings.find((meeting) => meeting.status === 'called');
}

/** The limit of a duty of ours has passed, or was not kept. What the other side owes is never our lateness. */
export function isLate(duty: Duty): boolean {
  if (EXPECTATIONS.has(duty.kind)) return false;
  return duty.status === 'open' ? duty.late : duty.kept === false;
}

function unsettled(state: CaseState): Refusal | null {
  return discussionSettled(state) ? refuse('discussion-already-settled', 'OHL 15 §') : null;
}

function hasMembers(state: CaseState): Refusal | null {
  return state.members.length === 0 ? refuse('no-group', 'OHL 19 §') : null;
}

function hasMeeting(state: CaseState): Refusal | null {
  return openMeeting(state) ? null : refuse('no-open-meeting', 'OHL 20 §');
}

/** Whoever comes at an agreed time must not find nobody there: what becomes of it is recorded first (core 7). */
export function offerSettled(state: CaseState): Refusal | null {
  return state.core >= 7 && openOffer(state) ? refuse('offer-open', 'OHL 15 §') : null;
}

/**
 * What the state itself must hold before a command makes sense, whatever the command says: one row a command.
 * A button without its precondition is shown disabled, with this reason.
 */
export const PRECONDITIONS: { readonly [T in CommandType]?: (state: CaseState) => Refusal | null } = {
  ...BRANCH_PRECONDITIONS,
  'offer-discussion': unsettled,
  'record-discussion': (state) => (openOffer(state) ? null : refuse('no-open-offer', 'OHL 15 §')),
  'decline-discussion': (state) =>
    state.source === 'learner'
      ? refuse('own-request-cannot-be-declined', 'OHL 15 §')
      : (offerSettled(state) ?? unsettled(state)),
  'close-case': offerSettled,
  'explain-lateness': (state) => (state.duties.some(isLate) ? null : refuse('not-late', 'OHL 26 §')),
  'join-side': (state) =>
    SIDES.every((side) => state.responsible[side]) ? refuse('side-already-party', 'OHL 22 §') : null,
  'request-consent': hasMembers,
  'record-consent': hasMembers,
  'call-meeting': (state) => (openMeeting(state) ? refuse('meeting-open', 'OHL 14 §') : null),
  'cancel-meeting': hasMeeting,
  'record-meeting': hasMeeting,
  'complete-action': (state) =>
    state.actions.some((action) => action.doneOn === null) ? null : refuse('unknown-action', 'OHL 20 §'),
  // Voiding ends what is owed: it must not end the look at an emergency.
  'void-case': (state) =>
    state.duties.some((duty) => duty.kind === 'glass-review' && isLive(duty))
      ? refuse('review-open', 'OHL 26 §')
      : null,
  'complete-outside-act': (state) => (state.acts.length > 0 ? null : refuse('unknown-act', 'LSL 25 §')),
};
