import type { CommandData } from '../commands.js';
import { anyResponsible, draft, oweAgain, type AnyDraft, type Decider } from '../decision.js';
import { annexOf, leftSchool, noGuardianToTell } from '../annex.js';
import { tellByHand } from '../by-hand.js';
import { hasBegun } from '../consequences.js';
import { isLive, type Duty } from '../duties.js';
import type { DutyBook } from '../duty-book.js';
import { endsActions, outlivesClosing } from '../outlives-closing.js';
import { offerSettled, openMeeting } from '../preconditions.js';
import { refuse, type Refusal } from '../refusals.js';
import { REPORTS, type DutyKind } from '../rules.js';
import { sees } from '../sight.js';
import type { CaseState } from '../state.js';
import { awaitsReceiver, isPlanned } from '../transfer-standing.js';
import { mayBeTold } from './guardians.js';
import type { CivilDate } from '../time/civil-date.js';

/**
 * Before core 4 what the law asks without a date could be left at closing without a word. Each of these can be done at
 * any time, by a letter if need be; an act towards social services outlives closing.
 */
const COULD_BE_LEFT: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'tell-guardian',
  'absence-causes',
  'joint-contact',
  'guide-to-services',
]);

/** Reasons by which the learner is no longer this school's: a promise of the law passes on, it is not broken. */
const LEAVING: ReadonlySet<string> = new Set(['moved', 'studies-ended']);

/** The law asks for it while the case is open. */
function keepsOpen(duty: Duty, core: number): boolean {
  if (!isLive(duty) || duty.force !== 'law' || outlivesClosing(duty, core)) return false;
  return core >= 4 || !COULD_BE_LEFT.has(duty.kind);
}

/**
 * The learner is no longer this school's, so that a promise passes on. Since core 5 the directory or a planned transfer
 * says so, where the directory says anything: "moved" is no way to end what is owed.
 */
function leaves(state: CaseState, reason: string): boolean {
  if (!LEAVING.has(reason)) return false;
  const { surroundings, transfers } = annexOf(state);
  return state.core < 5 || !surroundings || leftSchool(state) || transfers.some(isPlanned);
}

/** The closing event, or why a case cannot be closed: a promise of the law is open. */
export function closing(
  state: CaseState,
  data: CommandData['close-case'],
  { book, on }: { readonly book: DutyBook; readonly on: CivilDate },
): readonly AnyDraft[] | Refusal {
  const nobodyTold = state.core >= 7 && data.told.includes('guardian') ? noGuardianToTell(state) : null;
  if (nobodyTold) return refuse(nobodyTold, 'OHL 18 §');
  const unsettled = offerSettled(state);
  if (unsettled) return unsettled;
  const owed = book.duties().some((duty) => keepsOpen(duty, state.core));
  if (owed && !leaves(state, data.reason)) return refuse('undelivered-duties', 'OHL 15 §');
  if (annexOf(state).transfers.some(awaitsReceiver)) return refuse('transfer-not-accepted', 'S001');
  const goesOn = (duty: Duty) =>
    outlivesClosing(duty, state.core) && !(duty.kind === 'action' && endsActions(data.reason));
  // Nobody looks at a pause after closing: a clock that outlives it goes on.
  for (const duty of book.duties()) if (duty.status === 'paused' && goesOn(duty)) book.resume(duty, on);
  const ends = book.duties().filter((duty) => isLive(duty) && !goesOn(duty));
  book.cancel(ends);
  const left = ends.filter((d) => d.force === 'law').map((d) => d.id);
  const owing = state.core >= 5 && left.length > 0 ? { left } : {};
  const seen = state.core >= 5 && state.members.length > 0 ? ({ consentsEnd: true } as const) : {};
  return [draft(book, 'case-closed', { ...data, ...owing, ...seen }, 'closed')];
}

export const closeCase: Decider<'close-case'> = (deciding) => {
  const { state, data, on, book } = deciding;
  const meeting = openMeeting(state);
  // Its report is owed, or the word that it did not take place.
  if (state.core >= 5 && meeting && hasBegun(meeting, deciding))
    return refuse('meeting-not-recorded', 'OHL 20 §');
  if (state.core >= 7 && meeting) tellByHand(state, meeting, deciding);
  const nobodyTold = data.told.includes('guardian') ? noGuardianToTell(state) : null;
  if (nobodyTold) return refuse(nobodyTold, 'OHL 18 §');
  return closing(state, data, { book, on });
};

/**
 * A closed case goes on; whoever is responsible finds the next step. What the law asks and closing had left is owed
 * again, and a prohibition is looked at again (core 5).
 */
export const reopenCase: Decider<'reopen-case'> = ({ state, data, on, book }) => {
  book.arm('L-NEXT', on, anyResponsible(state));
  if (state.core >= 5) goOnOwing(state, on, book);
  return [draft(book, 'case-reopened', data, state.meetings.length > 0 ? 'follow-up' : 'discussion')];
};

function goOnOwing(state: CaseState, on: CivilDate, book: DutyBook): void {
  const left = state.duties.filter(
    (duty) => state.closing?.left?.includes(duty.id) && mayBeTold(state, duty),
  );
  oweAgain(state, left, book);
  const { isAdult, prohibitions } = annexOf(state);
  for (const { id, liftedOn } of prohibitions) {
    const about = { of: 'prohibition', id } as const;
    if (liftedOn === null && !(state.core >= 7 && isAdult))
      book.arm('L-PROHIBITION', on, { ...anyResponsible(state), about });
  }
}

/**
 * Opened on the wrong learner, or twice: access and mails end at once, the figures and the log stay.
 *
 * 1. Twice: a report that somebody owes is the same child's, and is made here first (LSL 25 §; core 5). Who may not know
 *    of one would learn it from that refusal: only who sees the acts makes such a case void (core 6).
 * 2. The wrong learner: what was owed is another child's. Whoever ends it here says how it goes on, also where nothing was
 *    owed: that it was would be told by the question (core 6).
 */
export const voidCase: Decider<'void-case'> = ({ state, command, data, book }) => {
  const isTwice = data.reason === 'duplicate';
  if (state.core >= 6 && !isTwice && data.note === undefined)
    return refuse('continuation-missing', 'LSL 25 §');
  if (state.core >= 6 && isTwice && sees(command.actor, state)?.has('acts') !== true)
    return refuse('responsible-voids', 'OHL 22 §');
  const owed = book.duties().some((duty) => isLive(duty) && REPORTS.has(duty.kind));
  if (state.core >= 5 && isTwice && owed) return refuse('report-owed', 'LSL 25 §');
  book.cancel(book.duties().filter(isLive));
  return [draft(book, 'case-voided', data)];
};
