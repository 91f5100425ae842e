import type pg from 'pg';
import { CHAIN_START } from '../../activities/chain.js';
import { PROJECT } from '../../activities/project-sql.js';
import { dutyRow, iso, viewOf } from '../../activities/view-rows.js';
import { breakOf, dutyDifferences, viewDifferences } from './faults.js';
import { isRunning, storedCases, type StoredCase } from './stored-cases.js';

/** Whether a case's view or duties are not what its log says. A log that is broken is no ground to write anything. */
function isStale(stored: StoredCase): boolean {
  if (!stored.state || !stored.rules || breakOf(stored)) return false;
  return !stored.view || viewDifferences(stored).length > 0 || dutyDifferences(stored).length > 0;
}

/**
 * Writes view and duties of a case from its log, by the projection's own statement and without events or mails. False
 * when the case has moved on meanwhile, or there is no state to write.
 */
async function repairViews(
  pool: pg.Pool,
  { caseId, state, nextWake, events, view }: StoredCase,
): Promise<boolean> {
  if (!state) return false;
  const known = typeof view?.['version'] === 'number' ? view['version'] : 0;
  const row = viewOf(state, nextWake, events.at(-1)?.hash ?? CHAIN_START);
  const { rows } = await pool.query<{ appended: number }>(PROJECT, [
    ...[caseId, known, JSON.stringify(row), '[]', JSON.stringify(state.duties.map(dutyRow)), '[]', '[]'],
    iso(state.lastAt),
    view?.['head_hash'] ?? '',
  ]);
  return rows[0]?.appended === 1;
}

/** What a look through all views found. */
export interface RepairReport {
  readonly cases: number;
  /** Cases whose view or duties were written anew. */
  readonly views: number;
  /** Cases that are open, owe something or still wake by their log. */
  readonly living: readonly string[];
}

/** Writes stale views anew (`only`: of one case); a case that moves on while it is looked at is not stale. */
export async function repairStaleViews(pool: pg.Pool, only?: string): Promise<RepairReport> {
  const living: string[] = [];
  let [views, cases] = [0, 0];
  for await (const stored of storedCases(pool, only)) {
    cases += 1;
    if (isStale(stored) && (await repairViews(pool, stored))) views += 1;
    if (isRunning(stored)) living.push(stored.caseId);
  }
  return { cases, views, living };
}
