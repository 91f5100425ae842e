import type { Duty } from '../domain/duties.js';
import { POST, seesDuty } from '../domain/duty-sight.js';
import type { CaseEvent } from '../domain/events.js';
import { EXPECTATIONS } from '../domain/rules.js';
import { keysTo } from '../domain/sight-keys.js';
import type { CaseState } from '../domain/state.js';

/** A row of `case_duty`, without the case and its school. */
export type DutyRow = Readonly<Record<string, string | boolean | null>>;

/** An instant as SQL takes it. */
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function nextDue(duties: readonly Duty[]): number | null {
  const due = duties.flatMap((d) => (d.status === 'open' && d.dueAt !== null ? [d.dueAt] : []));
  return due.length === 0 ? null : Math.min(...due);
}

/** The columns of a case's row in `case_view`. */
export function viewOf(state: CaseState, nextWake: number | null, headHash: string): Record<string, unknown> {
  return {
    ref: state.ref,
    learner_id: state.learnerId,
    school_id: state.schoolId,
    status: state.status,
    stage: state.stage,
    urgent: state.urgent,
    responsible_school: state.responsible.school ?? null,
    responsible_county: state.responsible.county ?? null,
    version: state.version,
    head_hash: headHash,
    opened_at: iso(state.openedAt),
    updated_at: iso(state.lastAt),
    next_due_at: iso(nextDue(state.duties)),
    // What every post over the case is shown: lists of those who hold one go by it.
    post_due_at: iso(nextDue(state.duties.filter((d) => seesDuty(POST, d, state.duties)))),
    next_wake_at: iso(nextWake),
    // What the other side owes does not make the case late.
    late: state.duties.some((d) => d.status === 'open' && d.late && !EXPECTATIONS.has(d.kind)),
    keys: keysTo(state),
    state,
  };
}

/** Rows of `case_duty` for the duties that these events touch. */
export function dutyRows(state: CaseState, events: readonly CaseEvent[]): DutyRow[] {
  const touched = new Set(
    events.flatMap((e) => (e.duties ?? []).map((line) => (line.op === 'arm' ? line.duty.id : line.id))),
  );
  const moved = events.some((e) => e.type === 'fact-corrected');
  return state.duties.filter((d) => moved || touched.has(d.id)).map(dutyRow);
}

/** The row of one duty. */
export function dutyRow(d: Duty): DutyRow {
  return {
    ...{
      duty_id: d.id,
      kind: d.kind,
      rule: d.rule,
      force: d.force,
      owner_id: d.ownerId,
      side: d.side,
      status: d.status,
    },
    ...{
      late: d.late,
      kept: d.kept,
      due_on: d.dueOn,
      due_at: iso(d.dueAt),
      started_on: d.startedOn,
      done_on: d.doneOn,
    },
  };
}
