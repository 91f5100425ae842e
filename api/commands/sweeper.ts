import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import { instant } from '../../domain/time/instant.js';
import { markRefused } from './inbox.js';
import { sendCommand, type Engine } from './send-command.js';

/** How long one command may take when nobody waits at the door. */
const SWEEP_DEADLINE_MS = 10_000;
/** Cases taken up in one round, and how many of them at a time. */
const ROUND = 500;
const AT_ONCE = 3;

export interface SweeperOptions {
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly taskQueue: string;
  /** Age at which a command without an outcome is sent again. Default 30 s. */
  readonly afterMs?: number;
  /** Pause between rounds. Default 5 s. */
  readonly everyMs?: number;
  /** Default: the clock. */
  readonly now?: () => number;
  /** Told when a round failed as a whole; it is tried again. */
  readonly onFailure?: (failure: unknown) => void;
}

export interface SweepReport {
  readonly cases: number;
  readonly decided: number;
  readonly refused: number;
  readonly unknown: number;
}

type Counts = { decided: number; refused: number; unknown: number };

async function waitingCases(options: SweeperOptions, before: Date): Promise<string[]> {
  const { rows } = await options.pool.query<{ case_id: string }>(
    `SELECT case_id FROM command WHERE outcome IS NULL
     GROUP BY case_id HAVING min(received_at) <= $1 ORDER BY min(received_seq) LIMIT $2`,
    [before, ROUND],
  );
  return rows.map((row) => row.case_id);
}

/** Sends what one case waits for, oldest first; the first one without an answer ends it, so that none is overtaken. */
async function sweepCase(
  options: SweeperOptions,
  engine: Engine,
  caseId: string,
  counts: Counts,
): Promise<void> {
  const client = await options.pool.connect();
  try {
    // Sweepers of several workers share the work and never send for one case at the same time.
    const lock = await client.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_lock(7301, hashtext($1)) AS mine`,
      [caseId],
    );
    if (lock.rows[0]?.mine !== true) return;
    try {
      const { rows } = await client.query<{ id: string; body: AnyCommand }>(
        'SELECT id, body FROM command WHERE case_id = $1 AND outcome IS NULL ORDER BY received_seq',
        [caseId],
      );
      for (const { id, body } of rows) {
        const sent = await sendCommand(engine, body, { running: false, deadlineMs: SWEEP_DEADLINE_MS });
        counts[sent.kind] += 1;
        if (sent.kind === 'unknown') return;
        if (sent.kind === 'refused') {
          await markRefused(options.pool, id, sent.refusal, instant((options.now ?? Date.now)()));
        }
      }
    } finally {
      await client.query(`SELECT pg_advisory_unlock(7301, hashtext($1))`, [caseId]);
    }
  } finally {
    client.release();
  }
}

/**
 * One round: sends again, per case in the order received, what has no outcome and was received before
 * `now - afterMs`. A case whose oldest command is old enough is taken up whole, so that order is kept.
 */
export async function sweepOnce(options: SweeperOptions): Promise<SweepReport> {
  const engine = { temporal: options.temporal, taskQueue: options.taskQueue };
  const before = new Date((options.now ?? Date.now)() - (options.afterMs ?? 30_000));
  const cases = await waitingCases(options, before);
  const counts: Counts = { decided: 0, refused: 0, unknown: 0 };
  const queue = [...cases];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await sweepCase(options, engine, next, counts);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { cases: cases.length, ...counts };
}

/** Sweeps until stopped; `stop` waits for the round that is under way. */
export function startSweeper(options: SweeperOptions): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const plan = () => {
    if (!stopped) timer = setTimeout(run, options.everyMs ?? 5_000);
  };
  const run = () => {
    round = sweepOnce(options)
      .then(() => {})
      .catch((failure: unknown) => options.onFailure?.(failure))
      .finally(plan);
  };
  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
