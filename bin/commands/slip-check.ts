import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type pg from 'pg';
import { readRules } from '../../activities/log.js';
import type { SlipKind, SlipState } from '../../domain/slips/slip.js';
import { nextSlipWake } from '../../domain/slips/wake.js';
import { slipRules } from '../../policies/slips.js';
import { slipWorkflowId, SNAPSHOT_QUERY, type SlipSnapshot } from '../../workflows/messages.js';
import { when } from './engine-check.js';
import type { Fault } from './faults.js';

const PATIENCE_MS = 20_000;
const QUERY_MS = 10_000;
const BATCH = 200;

/** A slip as its row has it: there is no log behind it (docs/decisions/0020). */
export interface StoredSlip {
  readonly id: string;
  readonly kind: SlipKind;
  readonly status: string;
  readonly school_id: string;
  readonly version: number;
  readonly next_wake_at: Date | null;
  readonly state: SlipState;
  /** Sealed words that are there. */
  readonly words: number;
}

const SLIPS = `
  SELECT s.id, s.kind, s.status, s.school_id, s.version, s.next_wake_at, s.state,
    (SELECT count(*)::integer FROM slip_text t WHERE t.slip_id = s.id) AS words
  FROM slip s`;

/** Slips one after the other, by id. */
export async function* storedSlips(pool: pg.Pool): AsyncGenerator<StoredSlip> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await pool.query<StoredSlip>(`${SLIPS} WHERE s.id > $1 ORDER BY s.id LIMIT $2`, [
      after,
      BATCH,
    ]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}

function fault({ id, kind }: Pick<StoredSlip, 'id' | 'kind'>, of: Fault['kind'], detail: string): Fault {
  return { kind: of, caseId: null, ref: `${kind} ${id.slice(0, 8)}`, detail };
}

/** Faults of a slip that PostgreSQL alone can tell: its row says what its state says, nothing sleeps, words go. */
export async function slipFaultsOf(pool: pg.Pool, slip: StoredSlip): Promise<Fault[]> {
  const { state, status, version, words } = slip;
  const rules = await readRules(pool, state.rulesId);
  if (!rules) return [fault(slip, 'no-rules', state.rulesId)];
  const wake = nextSlipWake(state, slipRules(rules));
  const stored = slip.next_wake_at?.getTime() ?? null;
  const columns = [
    ...(state.id === slip.id ? [] : ['id']),
    ...(state.status === status ? [] : ['status']),
    ...(state.schoolId === slip.school_id ? [] : ['school_id']),
    ...(state.version === version ? [] : ['version']),
    ...(wake === stored ? [] : ['next_wake_at']),
  ];
  return [
    ...(columns.length > 0 ? [fault(slip, 'view-differs', columns.join(', '))] : []),
    ...(state.status !== 'erased' && wake === null
      ? [fault(slip, 'sleeps', 'nothing will remind of it')]
      : []),
    ...(state.status === 'erased' && words > 0
      ? [fault(slip, 'words-stay', `${words} texts of an erased slip`)]
      : []),
  ];
}

/** Faults of the inbox of slips: commands that wait, and what was done and left no slip. */
export async function slipInboxFaults(pool: pg.Pool, now: number): Promise<Fault[]> {
  const { rows } = await pool.query<{ id: string; slip_id: string; kind: SlipKind; waits: boolean }>(
    `SELECT c.id, c.slip_id, c.kind, c.outcome IS NULL AS waits FROM slip_command c
     WHERE (c.outcome IS NULL AND c.received_at < $1)
       OR (c.outcome = 'done' AND NOT EXISTS (SELECT FROM slip s WHERE s.id = c.slip_id))
     ORDER BY c.received_seq`,
    [new Date(now - 60_000)],
  );
  return rows.map(({ id, slip_id, kind, waits }) =>
    fault(
      { id: slip_id, kind },
      waits ? 'undecided' : 'outcome-wrong',
      waits ? `command ${id} waits` : `command ${id}: done, and no slip`,
    ),
  );
}

async function ask(temporal: Client, { kind, id }: StoredSlip): Promise<SlipSnapshot | 'none' | 'silent'> {
  const handle = temporal.workflow.getHandle(slipWorkflowId(kind, id));
  try {
    return await temporal.withDeadline(Date.now() + QUERY_MS, async () => {
      const { status } = await handle.describe();
      return status.name === 'RUNNING' ? await handle.query<SlipSnapshot>(SNAPSHOT_QUERY) : 'none';
    });
  } catch (failure) {
    return failure instanceof WorkflowNotFoundError ? 'none' : 'silent';
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** Differences between a running slip and its row. */
function compare(slip: StoredSlip, run: SlipSnapshot): Fault[] {
  if (run.state?.version !== slip.version)
    return [
      fault(slip, 'run-differs', `the row is at ${slip.version}, the run at ${run.state?.version ?? 0}`),
    ];
  const wake = slip.next_wake_at?.getTime() ?? null;
  return [
    ...(isDeepStrictEqual(plain(run.state), plain(slip.state))
      ? []
      : [fault(slip, 'run-differs', 'another state at the same version')]),
    ...(run.nextWake === wake
      ? []
      : [fault(slip, 'wake-differs', `row ${when(wake)}, run ${when(run.nextWake)}`)]),
  ];
}

/** Faults of a slip in the engine; one that is just deciding or storing is given time to come to rest. */
export async function slipEngineFaults(
  pool: pg.Pool,
  temporal: Client,
  first: StoredSlip,
  patienceMs = PATIENCE_MS,
): Promise<Fault[]> {
  const end = Date.now() + patienceMs;
  for (let slip: StoredSlip | undefined = first; slip && slip.state.status !== 'erased';) {
    const run = await ask(temporal, slip);
    const faults =
      run === 'none'
        ? [fault(slip, 'no-run', 'no workflow runs')]
        : run === 'silent'
          ? [fault(slip, 'no-answer', 'no worker answers for it')]
          : compare(slip, run);
    if (faults.length === 0 || Date.now() > end) return faults;
    await sleep(200);
    const { rows }: { rows: StoredSlip[] } = await pool.query(`${SLIPS} WHERE s.id = $1`, [first.id]);
    slip = rows[0];
  }
  return [];
}
