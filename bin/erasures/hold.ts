import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { StackProblem } from '../../stack/problem.js';
import { findStaff } from './find-staff.js';

/** Why nothing of a case may be erased for now. */
export const HOLD_REASONS = ['complaint', 'court-case', 'authority-request', 'data-subject-request'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

interface CaseRow {
  readonly case_id: string;
  readonly ref: string;
  readonly controller_id: string;
}

async function findCase(pool: pg.Pool, caseRef: string): Promise<CaseRow> {
  const { rows } = await pool.query<CaseRow>(
    'SELECT case_id, ref, controller_id FROM case_view WHERE ref = $1 OR case_id::text = $1',
    [caseRef],
  );
  if (rows[0]) return rows[0];
  throw new StackProblem(`There is no case ${caseRef}.`, 'give its reference, or its id.');
}

/** Puts a case on hold; one that stands already stays as it is. Answers the reference of the case. */
export async function placeHold(
  pool: pg.Pool,
  hold: { readonly caseRef: string; readonly reason: HoldReason; readonly by: string },
  now: Date,
): Promise<string> {
  const { case_id, ref, controller_id } = await findCase(pool, hold.caseRef);
  const by = await findStaff(pool, hold.by, controller_id, now);
  await pool.query(
    `INSERT INTO case_hold (id, case_id, controller_id, reason, placed_by, placed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (case_id) WHERE lifted_at IS NULL DO NOTHING`,
    [randomUUID(), case_id, controller_id, hold.reason, by.id, now],
  );
  return ref;
}

/** Lifts the hold of a case; throws StackProblem when none stands. Answers the reference of the case. */
export async function liftHold(
  pool: pg.Pool,
  hold: { readonly caseRef: string; readonly by: string },
  now: Date,
): Promise<string> {
  const { case_id, ref, controller_id } = await findCase(pool, hold.caseRef);
  const by = await findStaff(pool, hold.by, controller_id, now);
  const { rowCount } = await pool.query(
    'UPDATE case_hold SET lifted_by = $2, lifted_at = $3 WHERE case_id = $1 AND lifted_at IS NULL',
    [case_id, by.id, now],
  );
  if (rowCount === 0) throw new StackProblem(`${ref} is not on hold.`, 'nothing.');
  return ref;
}
