import type pg from 'pg';
import type { AdoptionMode } from '../../domain/codes.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import type { Instant } from '../../domain/time/instant.js';
import { REMINDER_DAYS, whatIf, type Shift } from '../../domain/what-if.js';
import { rollOutTargets } from '../../policies/roll-out.js';
import type { WhatIfAnswer } from '../contracts/bulk.js';
import { rulesById } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import type { Candidate } from './candidate.js';
import { Front } from './front.js';
import { ReminderSums } from './reminder-sums.js';

/** Cases in memory at a time. */
const BATCH = 200;

type Row = WhatIfAnswer['items'][number];

/** Which cases, and who looks. */
export interface WhatIfOptions {
  readonly candidate: Candidate;
  readonly mode: AdoptionMode;
  readonly schools: readonly string[];
  readonly now: Instant;
  /** Rows of the table. */
  readonly limit: number;
  /** A condition on `v` (case_view) and `u` (unit): cases the caller may know of. */
  readonly known: (bind: (value: unknown) => string) => string;
  /** Sides whose workers the caller may name. */
  readonly sides: readonly string[];
}

interface CaseRow {
  case_id: string;
  school_name: string;
  state: CaseState;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

async function readCases(
  pool: pg.Pool,
  { schools, known }: WhatIfOptions,
  cursor: string,
): Promise<CaseRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await pool.query<CaseRow>(
    `SELECT v.case_id, u.name AS school_name, v.state FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE v.case_id > ${bind(cursor)} AND v.school_id = ANY (${bind(schools)}::uuid[])
       AND v.status IN ('open', 'aftercare') AND ${known(bind)}
     ORDER BY v.case_id LIMIT ${BATCH}`,
    values,
  );
  return rows;
}

/** Living cases by id. Nothing holds all of them: one batch is looked at while the database makes the next. */
async function* livingCases(pool: pg.Pool, options: WhatIfOptions): AsyncGenerator<CaseRow[]> {
  let ahead = readCases(pool, options, BEFORE_ALL);
  for (;;) {
    // Each batch begins where the one before it ended.
    const rows = await ahead;
    const last = rows.length === BATCH ? rows.at(-1) : undefined;
    if (last) {
      ahead = readCases(pool, options, last.case_id);
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
    moved: shift.moved.map(({ dutyId, kind, side, before, after, newlyLate }) => ({
      ...{ dutyId, kind, side, newlyLate },
      before: { dueOn: before.dueOn, late: before.late },
      after: { dueOn: after.dueOn, late: after.late },
    })),
  };
}

/**
 * What a roll-out would do to every living case of these schools, by the very functions that then do it. Nothing is
 * written: rule sets that no case is under yet are compiled and forgotten.
 */
export async function askWhatIf(pool: pg.Pool, options: WhatIfOptions): Promise<WhatIfAnswer> {
  const { candidate, mode, now, limit } = options;
  const targets = rollOutTargets(pool, candidate.rolledOut, { on: todayInFinland(now), now, keep: false });
  const counts = { cases: 0, moved: 0, unchanged: 0, newlyLate: 0 };
  const front = new Front<Row>(limit);
  const sums = new ReminderSums(options.sides);
  const look = (row: CaseRow, rules: Rules, target: Rules | null): void => {
    counts.cases += 1;
    const foreseen = target && whatIf({ state: row.state, rules, candidate: target, mode, now });
    if (!foreseen?.ok) {
      counts.unchanged += 1;
      return;
    }
    sums.add(row.state.schoolId, foreseen.extra);
    if (foreseen.shift.moved.length === 0) return;
    counts.moved += 1;
    counts.newlyLate += foreseen.shift.newlyLate ? 1 : 0;
    front.add(shownRow(row, foreseen.shift));
  };
  for await (const rows of livingCases(pool, options)) {
    for (const row of rows) {
      const rules = await rulesById(pool, row.state.rulesId);
      look(row, rules, await targets.of(row.state.schoolId, rules.policy));
    }
  }
  const { id, kind, name, validFrom } = candidate;
  return {
    ...{ asOf: new Date(now).toISOString(), kind, version: { id, name, validFrom }, mode, counts },
    ...{ items: front.rows(), more: front.more },
    reminders: { days: REMINDER_DAYS, ...(await sums.byWorker(pool, todayInFinland(now))) },
  };
}
