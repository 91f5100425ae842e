import type pg from 'pg';
import type { AdoptionMode } from '../../domain/codes.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import type { Instant } from '../../domain/time/instant.js';
import { whatIf, type Shift } from '../../domain/what-if.js';
import { rollOutTargets, type RolledOut } from '../../policies/roll-out.js';
import type { WhatIfAnswer } from '../contracts/bulk.js';
import { rulesById } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { seeingAs, type Sight } from '../sight/sight.js';
import { createWalledPool } from '../sight/walled-pool.js';
import type { Begin } from '../threads/in-threads.js';
import { Front, type FrontRows } from './front.js';
import { tellMoved } from './tell-moved.js';
import { ReminderSums, type SumsByReceiver } from './reminder-sums.js';

/** Cases in memory at a time. */
const BATCH = 200;

type Row = WhatIfAnswer['items'][number];

/** The part of a what-if that is the same for all of its slices. Plain data: it goes to threads. */
export interface WhatIfQuestion {
  readonly rolledOut: RolledOut;
  readonly mode: AdoptionMode;
  readonly now: Instant;
  /** Rows of the table. */
  readonly limit: number;
  /** Sides whose workers may be named. */
  readonly sides: readonly string[];
  /** A condition on `v` (case_view) and `u` (unit) whose parameters begin with `$3`, and their values. */
  readonly where: { readonly text: string; readonly values: readonly unknown[] };
}

/** Cases whose id lies after the one and not after the other. */
export interface Slice {
  readonly after: string;
  readonly upTo: string;
}

/** What was found in a slice; slices are added up in their order. */
export interface SliceAnswer {
  readonly counts: WhatIfAnswer['counts'];
  readonly front: FrontRows<Row>;
  readonly sums: SumsByReceiver;
}

interface CaseRow {
  case_id: string;
  school_name: string;
  state: CaseState;
}

async function readCases(
  pool: pg.Pool,
  { where }: WhatIfQuestion,
  { after, upTo }: Slice,
): Promise<CaseRow[]> {
  const { rows } = await pool.query<CaseRow>(
    `SELECT v.case_id, u.name AS school_name, v.state FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE v.case_id > $1 AND v.case_id <= $2 AND ${where.text} ORDER BY v.case_id LIMIT ${BATCH}`,
    [after, upTo, ...where.values],
  );
  return rows;
}

/** Living cases by id. Nothing holds all of them: one batch is looked at while the database makes the next. */
async function* livingCases(
  pool: pg.Pool,
  question: WhatIfQuestion,
  slice: Slice,
): AsyncGenerator<CaseRow[]> {
  let ahead = readCases(pool, question, slice);
  for (;;) {
    // Each batch begins where the one before it ended.
    const rows = await ahead;
    const last = rows.length === BATCH ? rows.at(-1) : undefined;
    if (last) {
      ahead = readCases(pool, question, { ...slice, after: last.case_id });
      // It is waited for in the next turn; until then nobody listens.
      ahead.catch(() => undefined);
    }
    if (rows.length > 0) yield rows;
    if (!last) return;
  }
}

function shownRow({ state, school_name: schoolName }: CaseRow, shift: Shift): Row {
  return {
    ...{ caseId: state.caseId, ref: state.ref, schoolId: state.schoolId, schoolName },
    ...{ oldDueOn: shift.next.before, newDueOn: shift.next.after, newlyLate: shift.newlyLate },
    moved: tellMoved(
      shift.moved.map(({ dutyId, kind, side, before, after, newlyLate }) => ({
        ...{ dutyId, kind, side, newlyLate },
        before: { dueOn: before.dueOn, late: before.late },
        after: { dueOn: after.dueOn, late: after.late },
      })),
    ),
  };
}

/** What was found so far. */
export class Findings {
  private readonly counts = { cases: 0, moved: 0, unchanged: 0, newlyLate: 0 };
  readonly front: Front<Row>;
  readonly sums: ReminderSums;

  constructor({ limit, sides }: Pick<WhatIfQuestion, 'limit' | 'sides'>) {
    this.front = new Front<Row>(limit);
    this.sums = new ReminderSums(sides);
  }

  look(row: CaseRow, rules: Rules, target: Rules | null, { mode, now }: WhatIfQuestion): void {
    this.counts.cases += 1;
    const foreseen = target && whatIf({ state: row.state, rules, candidate: target, mode, now });
    if (!foreseen?.ok) {
      this.counts.unchanged += 1;
      return;
    }
    this.sums.add(row.state.schoolId, foreseen.extra);
    if (foreseen.shift.moved.length === 0) return;
    this.counts.moved += 1;
    this.counts.newlyLate += foreseen.shift.newlyLate ? 1 : 0;
    this.front.add(shownRow(row, foreseen.shift));
  }

  /** Takes over what was found in a slice that comes after all that is here. */
  take({ counts, front, sums }: SliceAnswer): void {
    for (const key of ['cases', 'moved', 'unchanged', 'newlyLate'] as const) this.counts[key] += counts[key];
    this.front.take(front);
    this.sums.take(sums);
  }

  found(): SliceAnswer {
    return { counts: { ...this.counts }, front: this.front.data(), sums: this.sums.data() };
  }
}

/** Looks at the cases of slices, one after the other. Rule sets are compiled once for all of them, and forgotten. */
export function sliceReader(
  pool: pg.Pool,
  question: WhatIfQuestion,
  signal?: AbortSignal,
): (slice: Slice) => Promise<SliceAnswer> {
  const { rolledOut, now } = question;
  const targets = rollOutTargets(pool, rolledOut, { on: todayInFinland(now), now, keep: false });
  return async (slice) => {
    const findings = new Findings(question);
    for await (const rows of livingCases(pool, question, slice)) {
      signal?.throwIfAborted();
      for (const row of rows) {
        const rules = await rulesById(pool, row.state.rulesId);
        findings.look(row, rules, await targets.of(row.state.schoolId, rules.policy), question);
      }
    }
    return findings.found();
  };
}

/** What a thread needs: its own connection to the store, and for whom it asks there. */
export interface ThreadQuestion extends WhatIfQuestion {
  readonly connectionString: string;
  readonly sight: Sight;
}

/** In a thread of its own. Its connections end with it. */
export const begin: Begin<ThreadQuestion, Slice, SliceAnswer> = (asked) => {
  const { connectionString, sight, ...question } = asked;
  const pool = createWalledPool({
    ...{ connectionString, max: 2, application_name: 'rinnalla-what-if' },
    // A server that does not answer is down: the question fails rather than waits.
    connectionTimeoutMillis: 10_000,
  });
  const read = sliceReader(pool, question);
  return (slice) => seeingAs(sight, () => read(slice));
};
