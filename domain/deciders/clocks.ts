import { draft, responsibleFor, type Decider } from '../decision.js';
import type { Duty } from '../duties.js';
import { lawfulDay } from '../limits.js';
import { answersFor, holdsPost } from '../permissions.js';
import { refuse } from '../refusals.js';
import { EXPECTATIONS, ruleOf, type DutyKind } from '../rules.js';
import type { CaseState } from '../state.js';
import { dueDate } from '../time/due-date.js';

const SOURCE = 'OHL 15 §';

/** Promises whose day nobody moves by hand, nor stops; since core 3 no other rules move it either. */
export const FIXED: ReadonlySet<DutyKind> = new Set<DutyKind>(['handover-answer', 'glass-review']);

function dutyOf(state: CaseState, id: string): Duty | undefined {
  return state.duties.find((duty) => duty.id === id);
}

/**
 * A clock stands still, with a reason. What the law sets, and what the other side owes, cannot be paused. Somebody
 * looks at the pause after a while: nothing sleeps.
 */
export const pauseDuty: Decider<'pause-duty'> = ({ state, data, on, author, book }) => {
  const duty = dutyOf(state, data.dutyId);
  if (!duty) return refuse('unknown-duty', SOURCE);
  if (!answersFor(author.personId, state, duty)) return refuse('not-allowed', SOURCE);
  if (duty.force === 'law' || EXPECTATIONS.has(duty.kind)) return refuse('law-cannot-pause', SOURCE);
  if (duty.status !== 'open' || duty.late || duty.kind === 'pause-review')
    return refuse('not-running', SOURCE);
  if (on < duty.startedOn || (duty.dueOn !== null && on > duty.dueOn)) return refuse('not-running', SOURCE);
  // It stood still until then: no day is given back twice.
  if (state.core >= 5 && duty.resumed && on < duty.resumed.on) return refuse('not-running', SOURCE);
  // An offer of hand-over runs out at its own instant; a look at an emergency is not put off, least of all by whoever opened it.
  if (FIXED.has(duty.kind)) return refuse('not-running', SOURCE);
  book.pause(duty, on);
  const about = { of: 'duty', id: duty.id } as const;
  book.arm('L-PAUSE', on, { ...responsibleFor(state, author), about });
  return [draft(book, 'duty-paused', data)];
};

/** The clock goes on with exactly what was left. */
export const resumeDuty: Decider<'resume-duty'> = ({ state, command, data, on, author, book }) => {
  const duty = dutyOf(state, data.dutyId);
  if (!duty) return refuse('unknown-duty', SOURCE);
  const mayResume =
    answersFor(author.personId, state, duty) || holdsPost(command.actor, state, 'coordinator', duty.side);
  if (!mayResume) return refuse('not-allowed', SOURCE);
  const since = book.open('pause-review', duty.id)[0]?.startedOn;
  if (duty.status !== 'paused' || (since !== undefined && on < since)) return refuse('not-paused', SOURCE);
  book.resume(duty, on);
  book.done('pause-review', on, duty.id);
  return [draft(book, 'duty-resumed', data)];
};

/**
 * A date set by hand. It may come earlier than the law asks, never later; it is not recounted when the calendar or
 * the policy changes.
 */
export const setDueDate: Decider<'set-due-date'> = ({ state, data, rules, on, book }) => {
  const duty = dutyOf(state, data.dutyId);
  if (!duty) return refuse('unknown-duty', SOURCE);
  // A date that has passed stays: lateness is measured from what was promised.
  const bound = EXPECTATIONS.has(duty.kind) || FIXED.has(duty.kind);
  if (duty.status !== 'open' || duty.late || bound) return refuse('date-not-movable', SOURCE);
  if (data.dueOn < on || data.dueOn === duty.dueOn) return refuse('date-not-movable', SOURCE);
  const { unit, length } = ruleOf(rules, duty.rule);
  // "Without delay" is before any day that somebody might choose.
  if (state.core >= 5 && duty.force === 'law' && length === null && duty.dueOn === null)
    return refuse('beyond-the-law', SOURCE);
  if (duty.force === 'law' && length !== null) {
    const lawful =
      state.core >= 3
        ? lawfulDay(state, duty, rules).dueOn
        : dueDate({ unit, length }, duty.startedOn, rules.calendar).dueOn;
    if (lawful !== null && data.dueOn > lawful) return refuse('beyond-the-law', SOURCE);
  }
  book.fix(duty, data.dueOn);
  const { dutyId, dueOn, reason } = data;
  return [draft(book, 'due-date-set', { dutyId, was: duty.dueOn, dueOn, reason })];
};
