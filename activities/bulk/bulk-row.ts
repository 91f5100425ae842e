import type { Pool } from 'pg';
import type { AdoptionMode } from '../../domain/codes.js';
import type { VersionKind } from '../../policies/seed.js';

/** A roll-out as the store keeps it. */
export interface BulkRow {
  readonly id: string;
  readonly kind: VersionKind;
  readonly version_id: string;
  readonly mode: AdoptionMode;
  readonly school_ids: readonly string[];
  readonly pace: number;
  readonly state: 'running' | 'paused' | 'cancelled' | 'done';
  readonly listed_at: Date | null;
}

/** Null: there is no such roll-out (a store that was restored). */
export async function readBulk(pool: Pool, id: string): Promise<BulkRow | null> {
  const { rows } = await pool.query<BulkRow>({
    name: 'read-bulk',
    text: 'SELECT id, kind, version_id, mode, school_ids, pace, state, listed_at FROM bulk WHERE id = $1',
    values: [id],
  });
  return rows[0] ?? null;
}

/** A case of the list that has no outcome yet, as its view tells it. */
export interface PendingItem {
  readonly case_id: string;
  /** Where it stands in the list; from 1. */
  readonly place: number;
  readonly command_id: string;
  readonly ref: string;
  readonly controller_id: string;
  readonly school_id: string;
  readonly status: 'open' | 'closed' | 'aftercare' | 'void';
  readonly rules_id: string;
  /** Policy version the case is under (`espoo-sample@2026-08-01`). */
  readonly policy: string;
  /** Its command is in the inbox already. */
  readonly kept: boolean;
  /** Earlier commands of the case wait too long to be overtaken: the sweeper sends this one after them. */
  readonly stuck: boolean;
}

/** How long an earlier command of a case may have waited and still be overtaken. Milliseconds. */
const OVERTAKE_AFTER = 2_000;

/**
 * Cases that were worked with last come first: people see their new dates first, and a worker still knows those cases,
 * so that their histories are not read again (docs/decisions/0056).
 */
const LISTED = `
  INSERT INTO bulk_item (bulk_id, case_id, ref, controller_id, school_id, command_id, place)
  SELECT $1::uuid, v.case_id, v.ref, v.controller_id, v.school_id, md5($1::uuid::text || '/' || v.case_id::text)::uuid,
         (SELECT coalesce(max(i.place), 0) FROM bulk_item i WHERE i.bulk_id = $1::uuid)
           + row_number() OVER (ORDER BY v.updated_at DESC, v.case_id)
  FROM case_view v
  WHERE v.school_id = ANY ($2::uuid[]) AND v.status IN ('open', 'aftercare')`;

/** Lists every living case of these schools; the closed are not touched. Twice is as good as once. */
export async function listCases(pool: Pool, bulk: BulkRow, now: number): Promise<void> {
  await pool.query(`${LISTED} ON CONFLICT DO NOTHING`, [bulk.id, bulk.school_ids]);
  await pool.query('UPDATE bulk SET listed_at = coalesce(listed_at, $2) WHERE id = $1', [
    bulk.id,
    new Date(now),
  ]);
}

/**
 * Lists what was opened, or re-opened, while the list was made or worked through and is not under one of these rule
 * sets: a case that was on its way when the version was published. Answers how many.
 */
export async function listStragglers(pool: Pool, bulk: BulkRow, targets: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `${LISTED} AND v.state ->> 'rulesId' <> ALL ($3::text[]) ON CONFLICT DO NOTHING`,
    [bulk.id, bulk.school_ids, targets],
  );
  return rowCount ?? 0;
}

/** The next cases without an outcome, in the order of the list. @param after place of the last one taken up */
export async function nextItems(
  pool: Pool,
  bulkId: string,
  { after, count, now }: { readonly after: number; readonly count: number; readonly now: number },
): Promise<PendingItem[]> {
  const { rows } = await pool.query<PendingItem>({
    name: 'next-bulk-items',
    text: `SELECT i.case_id, i.place, i.command_id, v.ref, v.controller_id, v.school_id, v.status, r.id AS rules_id, r.policy,
                  EXISTS (SELECT FROM command c WHERE c.id = i.command_id) AS kept,
                  EXISTS (SELECT FROM command c WHERE c.case_id = i.case_id AND c.outcome IS NULL
                            AND c.id <> i.command_id AND c.received_at < $4) AS stuck
           FROM bulk_item i
           JOIN case_view v ON v.case_id = i.case_id
           JOIN rule_set r ON r.id = v.state ->> 'rulesId'
           WHERE i.bulk_id = $1 AND i.outcome = 'pending' AND i.place > $2
           ORDER BY i.place LIMIT $3`,
    values: [bulkId, after, count, new Date(now - OVERTAKE_AFTER)],
  });
  return rows;
}

/** Cases of the list that have no outcome yet. */
export async function countPending(pool: Pool, bulkId: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM bulk_item WHERE bulk_id = $1 AND outcome = 'pending'`,
    [bulkId],
  );
  return rows[0]?.n ?? 0;
}

/** Cases whose command is in the inbox and has no outcome yet: they will be decided whatever people want by now. */
export async function countKept(pool: Pool, bulkId: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM command c JOIN bulk_item i ON i.command_id = c.id
     WHERE c.caller = $2 AND c.outcome IS NULL AND i.bulk_id = $1 AND i.outcome = 'pending'`,
    [bulkId, callerOf(bulkId)],
  );
  return rows[0]?.n ?? 0;
}

/** The caller by which the inbox knows commands of a roll-out. */
export function callerOf(bulkId: string): string {
  return `bulk:${bulkId}`;
}

/** All is done. A roll-out that people have paused or cancelled meanwhile stays as they wanted it. */
export async function markDone(pool: Pool, bulkId: string, now: number): Promise<void> {
  await pool.query(
    `UPDATE bulk SET state = 'done', ended_at = $2, changed_at = $2, current_pace = NULL
     WHERE id = $1 AND state = 'running'`,
    [bulkId, new Date(now)],
  );
}

export async function notePace(pool: Pool, bulkId: string, pace: number): Promise<void> {
  await pool.query('UPDATE bulk SET current_pace = $2 WHERE id = $1', [bulkId, pace]);
}

/** Schools and policy versions under which there are living cases. */
export async function inUse(
  pool: Pool,
  schoolIds: readonly string[],
): Promise<readonly { readonly school_id: string; readonly policy: string }[]> {
  const { rows } = await pool.query<{ school_id: string; policy: string }>(
    `SELECT DISTINCT v.school_id, r.policy
     FROM case_view v JOIN rule_set r ON r.id = v.state ->> 'rulesId'
     WHERE v.school_id = ANY ($1::uuid[]) AND v.status IN ('open', 'aftercare')`,
    [schoolIds],
  );
  return rows;
}
