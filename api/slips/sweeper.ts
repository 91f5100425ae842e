import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { SlipKind } from '../../domain/slips/slip.js';
import { instant, MINUTE } from '../../domain/time/instant.js';
import { markSlipRefused, type AnySlipCommand } from './inbox.js';
import { reviveSlip, sendSlipCommand } from './send.js';

const SWEEP_DEADLINE_MS = 10_000;
const ROUND = 200;
/** A slip that should have woken this long ago has lost its run. */
const ASLEEP_AFTER = 2 * MINUTE;

export interface SlipSweeperOptions {
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly taskQueue: string;
  /** Age at which a command without an outcome is sent again. */
  readonly afterMs: number;
  /** Pause between rounds. Default 5 s. */
  readonly everyMs?: number;
  /** Default: the clock. */
  readonly now?: () => number;
}

async function resend(options: SlipSweeperOptions, now: number): Promise<void> {
  const { rows } = await options.pool.query<{ id: string; kind: SlipKind; body: AnySlipCommand }>(
    `SELECT id, kind, body FROM slip_command WHERE outcome IS NULL AND received_at <= $1
     ORDER BY received_seq LIMIT $2`,
    [new Date(now - options.afterMs), ROUND],
  );
  for (const { id, kind, body } of rows) {
    // In the order received: an answer is not sent before its question.
    const sent = await sendSlipCommand(options, kind, body, SWEEP_DEADLINE_MS);
    if (sent.kind === 'unknown') return;
    if (sent.kind === 'refused') await markSlipRefused(options.pool, id, sent.refusal, instant(now));
  }
}

async function revive(options: SlipSweeperOptions, now: number): Promise<void> {
  const { rows } = await options.pool.query<{ id: string; kind: SlipKind }>(
    'SELECT id, kind FROM slip WHERE next_wake_at < $1 ORDER BY next_wake_at LIMIT $2',
    [new Date(now - ASLEEP_AFTER), ROUND],
  );
  for (const { id, kind } of rows) await reviveSlip(options, kind, id);
}

/**
 * One round: sends again what has no outcome, and wakes what sleeps past its time. A run that is there is left alone;
 * one that was lost with the engine is started anew from its row. Nothing else is needed to rebuild slips.
 */
export async function sweepSlips(options: SlipSweeperOptions): Promise<void> {
  const now = (options.now ?? Date.now)();
  await resend(options, now);
  await revive(options, now);
}

/** Sweeps until stopped; `stop` waits for the round that is under way. */
export function startSlipSweeper(options: SlipSweeperOptions): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const plan = () => {
    if (!stopped) timer = setTimeout(run, options.everyMs ?? 5_000);
  };
  const run = () => {
    // A round that fails as a whole is tried again by the next one.
    round = sweepSlips(options)
      .catch(() => undefined)
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
