import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import type { Caller } from '../auth/caller.js';
import type { BulkAnswer, BulkListAnswer } from '../contracts/bulk.js';
import { notFound } from '../http/problem.js';
import { administeredSchools, known } from './scope.js';

interface BulkRow {
  id: string;
  kind: BulkAnswer['kind'];
  version_id: string;
  name: string;
  valid_from: string | null;
  mode: BulkAnswer['mode'];
  school_ids: string[];
  state: BulkAnswer['state'];
  pace: number;
  current_pace: number | null;
  started_by: string | null;
  started_at: Date;
  ended_at: Date | null;
}

const BULKS = `
  SELECT b.id, b.kind, b.version_id, p.name, p.valid_from::text AS valid_from, b.mode, b.school_ids, b.state, b.pace,
         b.current_pace, b.started_at, b.ended_at,
         coalesce((SELECT s.given_name || ' ' || s.family_name FROM person s WHERE 'person:' || s.id = b.caller),
                  (SELECT t.name FROM api_token t WHERE 'token:' || t.id = b.caller)) AS started_by
  FROM bulk b JOIN policy_version p ON p.id = b.version_id`;

type Counts = BulkAnswer['counts'];
const NONE: Counts = { total: 0, pending: 0, done: 0, unchanged: 0, refused: 0, moved: 0, newlyLate: 0 };

/** Counts over the cases this caller may know of, by roll-out. */
async function readCounts(
  pool: pg.Pool,
  caller: Caller,
  ids: readonly string[],
): Promise<Map<string, Counts>> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const outcome = (name: string): string =>
    `count(*) FILTER (WHERE i.outcome = '${name}')::integer AS ${name}`;
  const { rows } = await pool.query<Counts & { bulk_id: string }>(
    `SELECT i.bulk_id, count(*)::integer AS total, ${['pending', 'done', 'unchanged', 'refused'].map(outcome).join(', ')},
            count(*) FILTER (WHERE jsonb_array_length(i.moved) > 0)::integer AS moved,
            count(*) FILTER (WHERE i.newly_late)::integer AS "newlyLate"
     FROM bulk_item i JOIN case_view v ON v.case_id = i.case_id JOIN unit u ON u.id = v.school_id
     WHERE i.bulk_id = ANY (${bind(ids)}::uuid[]) AND ${known(caller, bind)} GROUP BY i.bulk_id`,
    values,
  );
  return new Map(rows.map(({ bulk_id, ...counts }) => [bulk_id, counts]));
}

function present(row: BulkRow, counts: Counts = NONE): BulkAnswer {
  return {
    id: row.id,
    kind: row.kind,
    version: { id: row.version_id, name: row.name, validFrom: row.valid_from },
    mode: row.mode,
    schools: row.school_ids,
    state: row.state,
    pace: row.pace,
    currentPace: row.state === 'running' ? (row.current_pace ?? row.pace) : null,
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    counts,
  };
}

async function schoolIds(pool: pg.Pool, caller: Caller): Promise<UnitId[]> {
  return (await administeredSchools(pool, caller)).map(({ id }) => asId<UnitId>(id));
}

/** Roll-outs over schools that the caller administers, the newest first, a page full. */
export async function listBulks(pool: pg.Pool, caller: Caller): Promise<BulkListAnswer> {
  const { rows } = await pool.query<BulkRow>(
    `${BULKS} WHERE b.school_ids && $1::uuid[] ORDER BY b.started_at DESC, b.id LIMIT 50`,
    [await schoolIds(pool, caller)],
  );
  const counts = await readCounts(
    pool,
    caller,
    rows.map((row) => row.id),
  );
  return { items: rows.map((row) => present(row, counts.get(row.id))) };
}

/** One roll-out. Throws 404 for one over schools of others only. */
export async function showBulk(pool: pg.Pool, caller: Caller, id: string): Promise<BulkAnswer> {
  const { rows } = await pool.query<BulkRow>(`${BULKS} WHERE b.id = $1 AND b.school_ids && $2::uuid[]`, [
    id,
    await schoolIds(pool, caller),
  ]);
  if (rows[0] === undefined) throw notFound();
  return present(rows[0], (await readCounts(pool, caller, [id])).get(id));
}
