import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { Instant } from '../../domain/time/instant.js';
import { BULK_SIGNAL, BULK_WORKFLOW, bulkWorkflowId, type BulkInput } from '../../workflows/messages.js';
import type { Caller } from '../auth/caller.js';
import { bodyHash } from '../commands/canonical.js';
import type { BulkAnswer, StartBulk } from '../contracts/bulk.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { findVersion, inForce, readVersions, type VersionRow } from '../policies/versions.js';
import { todayInFinland } from '../rules/today.js';
import { showBulk } from './present-bulk.js';
import { administeredSchools } from './scope.js';

/** How long the engine may take to hear of it; a worker sees to what it has not heard. */
const SIGNAL_MS = 1_500;

/** What steering needs. */
export interface Steering {
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly now: Instant;
}

/** Lets the engine look at what people want by now. Best effort: it looks by itself, too. */
async function tell({ temporal, taskQueue }: Steering, bulkId: string): Promise<void> {
  const input: BulkInput = { bulkId };
  await temporal
    .withDeadline(Date.now() + SIGNAL_MS, () =>
      temporal.workflow.signalWithStart(BULK_WORKFLOW, {
        workflowId: bulkWorkflowId(bulkId),
        taskQueue,
        args: [input],
        signal: BULK_SIGNAL,
        signalArgs: [],
      }),
    )
    .catch(() => undefined);
}

/** The schools it is for: those asked for, or all of the caller's under this policy or calendar. */
export async function schoolsFor(
  pool: pg.Pool,
  caller: Caller,
  { kind, name }: Pick<VersionRow, 'kind' | 'name'>,
  wanted: readonly string[] | undefined,
): Promise<string[]> {
  const all = (await administeredSchools(pool, caller, { kind, name })).map((school) => school.id);
  if (wanted?.some((id) => !all.includes(id))) throw invalidField('schools', 'unknown-school');
  if (all.length === 0) throw new HttpProblem(409, 'no-schools');
  return wanted ? [...wanted] : all;
}

/** A version that holds today: what is not yet in force would move cases ahead of those that are opened. */
async function versionInForce({ pool, now }: Steering, body: StartBulk): Promise<VersionRow> {
  const row = await findVersion(pool, body.kind, body.versionId);
  if (row === null) throw invalidField('versionId', 'unknown-version');
  const current = inForce(await readVersions(pool, row.kind, row.name), todayInFinland(now));
  if (current?.id !== row.id) throw new HttpProblem(409, 'not-in-force');
  return row;
}

async function startedBefore(
  pool: pg.Pool,
  caller: Caller,
  key: string,
  hash: string,
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string; body_hash: string }>(
    'SELECT id, body_hash FROM bulk WHERE caller = $1 AND key = $2',
    [caller.key, key],
  );
  if (rows[0] && rows[0].body_hash !== hash) throw new HttpProblem(422, 'key-reused');
  return rows[0]?.id ?? null;
}

/** One at a time over a school: two would move its cases to and fro. One statement, under a lock of its own. */
async function insertAlone(
  pool: pg.Pool,
  values: readonly unknown[],
  schools: readonly string[],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('bulk'))`);
    const { rows } = await client.query(
      `SELECT id FROM bulk WHERE state IN ('running', 'paused') AND school_ids && $1::uuid[] LIMIT 1`,
      [schools],
    );
    if (rows.length > 0) throw new HttpProblem(409, 'bulk-running');
    await client.query(
      `INSERT INTO bulk (id, kind, version_id, mode, school_ids, pace, state, started_at, changed_at, caller, key, body_hash)
       VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $7, $8, $9, $10)`,
      [...values],
    );
    await client.query('COMMIT');
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  } finally {
    client.release();
  }
}

/**
 * Starts a roll-out; the same key and body again is the same one.
 *
 * Throws 422 `unknown-version` and `unknown-school` by field, 409 `not-in-force` for a version that does not hold
 * today, `no-schools`, and `bulk-running` when another one is under way over one of the schools.
 */
export async function startBulk(
  around: Steering,
  caller: Caller,
  key: string,
  body: StartBulk,
): Promise<{ readonly fresh: boolean; readonly bulk: BulkAnswer }> {
  const { pool, now } = around;
  const hash = bodyHash('bulk', body);
  const before = await startedBefore(pool, caller, key, hash);
  if (before !== null) return { fresh: false, bulk: await showBulk(pool, caller, before) };
  const version = await versionInForce(around, body);
  const schools = await schoolsFor(pool, caller, version, body.schools);
  const id = randomUUID();
  const { kind, versionId, mode, pace } = body;
  await insertAlone(
    pool,
    [id, kind, versionId, mode, schools, pace, new Date(now), caller.key, key, hash],
    schools,
  );
  await tell(around, id);
  return { fresh: true, bulk: await showBulk(pool, caller, id) };
}

/** What people may want of a roll-out that is under way, and from where. */
const STEERS = {
  pause: { to: 'paused', from: ['running', 'paused'] },
  resume: { to: 'running', from: ['running', 'paused'] },
  cancel: { to: 'cancelled', from: ['running', 'paused', 'cancelled'] },
} as const;
export type Steer = keyof typeof STEERS;

/** Pauses, resumes or cancels. Twice is as good as once; 409 `bulk-over` when there is nothing left to steer. */
export async function steerBulk(
  around: Steering,
  caller: Caller,
  id: string,
  steer: Steer,
): Promise<BulkAnswer> {
  const { pool, now } = around;
  await showBulk(pool, caller, id);
  const { to, from } = STEERS[steer];
  const { rowCount } = await pool.query(
    `UPDATE bulk SET state = $2, changed_at = $3, ended_at = CASE WHEN $2 = 'cancelled' THEN coalesce(ended_at, $3) END
     WHERE id = $1 AND state = ANY ($4)`,
    [id, to, new Date(now), from],
  );
  if (rowCount === 0) throw new HttpProblem(409, 'bulk-over');
  await tell(around, id);
  return showBulk(pool, caller, id);
}
