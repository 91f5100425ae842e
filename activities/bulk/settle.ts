import type { Pool } from 'pg';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import { asId, type CaseId } from '../../domain/ids.js';
import { shiftBetween } from '../../domain/what-if.js';
import type { BulkCounts } from '../../workflows/messages.js';

/** What became of a case, as its row tells it. */
interface Settled {
  readonly case_id: string;
  readonly outcome: 'done' | 'unchanged' | 'refused';
  readonly code?: string;
  readonly old_due_on?: string | null;
  readonly new_due_on?: string | null;
  readonly moved?: unknown;
  readonly newly_late?: boolean;
}

interface DecidedRow {
  readonly case_id: string;
  readonly outcome: 'done' | 'refused';
  readonly code: string | null;
  /** Number of the event by which the case moved; null when there is none. */
  readonly seq: number | null;
}

const NO_COUNTS: BulkCounts = { done: 0, unchanged: 0, refused: 0 };

export function addCounts(a: BulkCounts, b: BulkCounts): BulkCounts {
  return { done: a.done + b.done, unchanged: a.unchanged + b.unchanged, refused: a.refused + b.refused };
}

/** Writes outcomes; one that is there already stays. Answers what was new. */
export async function writeOutcomes(
  pool: Pool,
  bulkId: string,
  settled: readonly Settled[],
  now: number,
): Promise<BulkCounts> {
  if (settled.length === 0) return NO_COUNTS;
  const { rows } = await pool.query<{ outcome: Settled['outcome'] }>({
    name: 'write-bulk-outcomes',
    text: `UPDATE bulk_item i SET outcome = x.outcome, code = x.code, old_due_on = x.old_due_on, new_due_on = x.new_due_on,
             moved = x.moved, newly_late = coalesce(x.newly_late, false), settled_at = $3
           FROM jsonb_to_recordset($2::jsonb) AS x(case_id uuid, outcome text, code text, old_due_on date, new_due_on date,
             moved jsonb, newly_late boolean)
           WHERE i.bulk_id = $1 AND i.case_id = x.case_id AND i.outcome = 'pending' RETURNING i.outcome`,
    values: [bulkId, JSON.stringify(settled), new Date(now)],
  });
  const count = (outcome: Settled['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  return { done: count('done'), unchanged: count('unchanged'), refused: count('refused') };
}

/** The logs of these cases up to the event by which each moved. */
async function readLogs(pool: Pool, rows: readonly DecidedRow[]): Promise<Map<string, CaseEvent[]>> {
  const found = await pool.query<{ case_id: string; body: string }>({
    name: 'read-moved-logs',
    text: `SELECT e.case_id, e.body FROM unnest($1::uuid[], $2::integer[]) AS x(case_id, seq)
           JOIN case_event e ON e.case_id = x.case_id AND e.seq <= x.seq ORDER BY e.case_id, e.seq`,
    values: [rows.map((row) => row.case_id), rows.map((row) => row.seq)],
  });
  const logs = new Map<string, CaseEvent[]>();
  for (const { case_id, body } of found.rows) {
    // Written by the projection alone, from typed events.
    const event = JSON.parse(body) as CaseEvent;
    const log = logs.get(case_id);
    if (log) log.push(event);
    else logs.set(case_id, [event]);
  }
  return logs;
}

/** What the event by which a case moved did to its dates, from the log alone. */
function told(caseId: string, log: readonly CaseEvent[]): Settled {
  const event = log.at(-1);
  const id = asId<CaseId>(caseId);
  const before = fold(log.slice(0, -1), id);
  const then = event && before ? fold([event], id, before) : null;
  if (!event || !before || !then) throw new Error('a case moved before it began');
  const { moved, next, newlyLate } = shiftBetween(before, then, event.at);
  return {
    ...{ case_id: caseId, outcome: 'done', newly_late: newlyLate },
    ...{ old_due_on: next.before, new_due_on: next.after },
    moved: moved.map(({ dutyId, kind, side, before: was, after: is, newlyLate: late }) => ({
      ...{ dutyId, kind, side, newlyLate: late },
      ...{ before: { dueOn: was.dueOn, late: was.late }, after: { dueOn: is.dueOn, late: is.late } },
    })),
  };
}

/** A case under these rules already is no failure; a decision that was lost with a store says so in its own log. */
function refusedBy(row: DecidedRow): Settled {
  const code = row.outcome === 'done' ? 'decision-lost' : (row.code ?? 'unknown');
  if (code === 'fact-unchanged') return { case_id: row.case_id, outcome: 'unchanged' };
  return { case_id: row.case_id, outcome: 'refused', code };
}

/**
 * Takes over the outcomes that commands have by now: of these cases, or of all that are pending. What a case's row
 * says comes from its log, so that it is true whoever wrote it and however often.
 */
export async function settle(
  pool: Pool,
  bulkId: string,
  caseIds: readonly string[] | 'all',
  now: number,
): Promise<{ readonly counts: BulkCounts; readonly settled: readonly string[] }> {
  const { rows } = await pool.query<DecidedRow>({
    name: caseIds === 'all' ? 'decided-bulk-items' : 'decided-bulk-items-of',
    text: `SELECT i.case_id, c.outcome, c.result ->> 'code' AS code, e.seq
           FROM bulk_item i JOIN command c ON c.id = i.command_id
           LEFT JOIN case_event e ON e.command_id = c.id AND e.type = 'rules-adopted'
           WHERE i.bulk_id = $1 AND i.outcome = 'pending' AND c.outcome IS NOT NULL
             ${caseIds === 'all' ? 'LIMIT 500' : 'AND i.case_id = ANY ($2::uuid[])'}`,
    values: caseIds === 'all' ? [bulkId] : [bulkId, caseIds],
  });
  const moved = rows.filter((row) => row.outcome === 'done' && row.seq !== null);
  const logs = await readLogs(pool, moved);
  const outcomes = rows.map((row) => {
    const log = logs.get(row.case_id);
    return log ? told(row.case_id, log) : refusedBy(row);
  });
  return {
    counts: await writeOutcomes(pool, bulkId, outcomes, now),
    settled: rows.map((row) => row.case_id),
  };
}

/** Cases whose view is gone (erased meanwhile) are no longer there to be moved. */
export async function settleGone(pool: Pool, bulkId: string, now: number): Promise<BulkCounts> {
  const { rowCount } = await pool.query(
    `UPDATE bulk_item i SET outcome = 'refused', code = 'unknown-case', settled_at = $2
     WHERE bulk_id = $1 AND outcome = 'pending' AND NOT EXISTS (SELECT FROM case_view v WHERE v.case_id = i.case_id)`,
    [bulkId, new Date(now)],
  );
  return { ...NO_COUNTS, refused: rowCount ?? 0 };
}
