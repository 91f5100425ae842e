import type { CommandData } from '../commands.js';
import { anyResponsible, draft, type AnyDraft, type Decider } from '../decision.js';
import { annexOf, awaitsReceiver } from '../annex.js';
import { isLive, type Duty } from '../duties.js';
import type { DutyBook } from '../duty-book.js';
import { outlivesClosing } from '../outlives-closing.js';
import { refuse, type Refusal } from '../refusals.js';
import type { DutyKind } from '../rules.js';
import type { CaseState } from '../state.js';
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

/** The closing event, or why a case cannot be closed: a promise of the law is open. */
export function closing(
  state: CaseState,
  data: CommandData['close-case'],
  { book, on }: { readonly book: DutyBook; readonly on: CivilDate },
): readonly AnyDraft[] | Refusal {
  const owed = book.duties().some((duty) => keepsOpen(duty, state.core));
  if (owed && !LEAVING.has(data.reason)) return refuse('undelivered-duties', 'OHL 15 §');
  if (annexOf(state).transfers.some(awaitsReceiver)) return refuse('transfer-not-accepted', 'S001');
  // Nobody looks at a pause after closing: a clock that outlives it goes on.
  for (const duty of book.duties())
    if (duty.status === 'paused' && outlivesClosing(duty, state.core)) book.resume(duty, on);
  book.cancel(book.duties().filter((d) => isLive(d) && !outlivesClosing(d, state.core)));
  return [draft(book, 'case-closed', data, 'closed')];
}

export const closeCase: Decider<'close-case'> = ({ state, data, on, book }) =>
  closing(state, data, { book, on });

/** A closed case goes on; whoever is responsible finds the next step. */
export const reopenCase: Decider<'reopen-case'> = ({ state, data, on, book }) => {
  book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'case-reopened', data, state.meetings.length > 0 ? 'follow-up' : 'discussion')];
};

/** Opened on the wrong learner, or twice: access and mails end at once, the figures and the log stay. */
export const voidCase: Decider<'void-case'> = ({ data, book }) => {
  book.cancel(book.duties().filter(isLive));
  return [draft(book, 'case-voided', data)];
};
