import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import { instant } from '../../domain/time/instant.js';
import { bodyHash } from '../commands/canonical.js';
import { keepCommand, markRefused } from '../commands/inbox.js';
import { sendCommand } from '../commands/send-command.js';
import { NO_TEXTS } from '../vault/text-vault.js';

/** How long a case may take to decide; then the command waits in the inbox like any other. */
const DEADLINE_MS = 5_000;

export interface BulkGiverOptions {
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly now: () => number;
}

export interface BulkCommand {
  readonly command: AnyCommand;
  readonly caller: string;
  readonly ref: string;
  readonly controllerId: string;
  /** False: kept only; the sweeper sends it after what the case waits for. */
  readonly send: boolean;
}

/** The command as the inbox holds it, if it is undecided: what was kept first counts, whatever is said now. */
async function undecided(pool: pg.Pool, id: string): Promise<AnyCommand | null> {
  const { rows } = await pool.query<{ body: AnyCommand }>(
    'SELECT body FROM command WHERE id = $1 AND outcome IS NULL',
    [id],
  );
  return rows[0]?.body ?? null;
}

/**
 * The way of every command, for work that gives many: kept in the inbox first, once; then sent; a refusal is noted.
 * Given again it is the same command: what has an outcome is not sent. No answer: the sweeper sends it again.
 */
export function bulkGiver({ pool, temporal, taskQueue, now }: BulkGiverOptions) {
  return async ({ command, caller, ref, controllerId, send }: BulkCommand): Promise<void> => {
    const kept = await keepCommand(pool, {
      ...{ caller, key: command.id, ref, controllerId, command, texts: NO_TEXTS },
      bodyHash: bodyHash(command.caseId, command.data),
      receivedAt: instant(command.receivedAt ?? now()),
    });
    const given = kept ? command : await undecided(pool, command.id);
    if (!given || !send) return;
    const sent = await sendCommand({ temporal, taskQueue }, given, {
      running: true,
      deadlineMs: DEADLINE_MS,
    });
    if (sent.kind === 'refused') await markRefused(pool, command.id, sent.refusal, instant(now()));
  };
}
