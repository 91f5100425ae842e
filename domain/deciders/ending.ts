import type { CommandData } from '../commands.js';
import { anyResponsible, draft, type AnyDraft, type Decider } from '../decision.js';
import type { Duty } from '../duties.js';
import type { DutyBook } from '../duty-book.js';
import { refuse, type Refusal } from '../refusals.js';
import type { DutyKind } from '../rules.js';

/** What an act towards the outside still owes keeps a closed case alive. */
const OUTLIVES_CLOSING: ReadonlySet<DutyKind> = new Set([
  'outside-details',
  'outside-acknowledgement',
  'outside-follow-up',
]);

/** Reasons by which the learner is no longer this school's: a promise of the law passes on, it is not broken. */
const LEAVING: ReadonlySet<string> = new Set(['moved', 'studies-ended']);

export function outlivesClosing(duty: Duty): boolean {
  return OUTLIVES_CLOSING.has(duty.kind);
}

/** The closing event, or why a case cannot be closed: a promise of the law is open. */
export function closing(data: CommandData['close-case'], book: DutyBook): readonly AnyDraft[] | Refusal {
  const owed = book.duties().some((d) => d.status === 'open' && d.force === 'law' && !outlivesClosing(d));
  if (owed && !LEAVING.has(data.reason)) return refuse('undelivered-duties', 'OHL 15 §');
  book.cancel(book.duties().filter((d) => d.status === 'open' && !outlivesClosing(d)));
  return [draft(book, 'case-closed', data, 'closed')];
}

export const closeCase: Decider<'close-case'> = ({ data, book }) => closing(data, book);

/** A closed case goes on; whoever is responsible finds the next step. */
export const reopenCase: Decider<'reopen-case'> = ({ state, data, on, book }) => {
  book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'case-reopened', data, state.meetings.length > 0 ? 'follow-up' : 'discussion')];
};

/** Opened on the wrong learner, or twice: access and mails end at once, the figures and the log stay. */
export const voidCase: Decider<'void-case'> = ({ data, book }) => {
  book.cancel(book.duties().filter((duty) => duty.status === 'open'));
  return [draft(book, 'case-voided', data)];
};
