import type { Duty, DutyChange } from '../domain/duties.js';
import type { CaseEvent } from '../domain/events.js';
import { EXPECTATIONS, type DutyKind } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Directory, Person } from './stage/directory.js';

/** What becomes of a promise by an event, before it is put into words. */
export type DutyLine = { readonly duty: DutyKind } & (
  | {
      readonly is: 'begun' | 'expected';
      readonly owner: Person | null;
      readonly on: CivilDate | null;
      readonly provisional: boolean;
    }
  | { readonly is: 'kept' | 'notKept' | 'answered' | 'gone' | 'late' | 'openAgain' | 'paused' }
  | { readonly is: 'moved'; readonly from: CivilDate | null; readonly to: CivilDate | null }
  | { readonly is: 'passedOn'; readonly owner: Person | null }
);

function lineOf(
  change: DutyChange,
  duty: Duty,
  before: Duty | undefined,
  people: Directory,
): DutyLine | null {
  const of = { duty: duty.kind };
  switch (change.op) {
    case 'arm': {
      const { dueOn, provisional, ownerId } = change.duty;
      const is = EXPECTATIONS.has(duty.kind) ? 'expected' : 'begun';
      return { ...of, is, owner: people.nameOf(ownerId), on: dueOn, provisional };
    }
    case 'done':
      // What the other side owes is never late by us: an answer is an answer.
      return { ...of, is: change.kept ? 'kept' : EXPECTATIONS.has(duty.kind) ? 'answered' : 'notKept' };
    case 'cancel':
      return { ...of, is: 'gone' };
    case 'late':
      return { ...of, is: 'late' };
    case 'reopen':
      return { ...of, is: 'openAgain' };
    case 'pause':
      return { ...of, is: 'paused' };
    case 'move':
    case 'resume':
    case 'fix': {
      const { from, to } = change;
      return from.dueOn === to.dueOn ? null : { ...of, is: 'moved', from: from.dueOn, to: to.dueOn };
    }
    case 'own':
      return before?.ownerId === change.ownerId
        ? null
        : { ...of, is: 'passedOn', owner: people.nameOf(change.ownerId) };
    case 'rung':
    case 'explain':
      return null;
  }
}

/** What becomes of promises by an event. */
export function dutyLinesOf(
  event: CaseEvent,
  {
    people,
    before,
    after,
  }: { readonly people: Directory; readonly before: CaseState | null; readonly after: CaseState | null },
): readonly DutyLine[] {
  return (event.duties ?? []).flatMap((change) => {
    const id = change.op === 'arm' ? change.duty.id : change.id;
    const duty = after?.duties.find((it) => it.id === id);
    const was = before?.duties.find((it) => it.id === id);
    return (duty && lineOf(change, duty, was, people)) ?? [];
  });
}
