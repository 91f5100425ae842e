import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { POSTMAN_WORKFLOW, type Delivered } from '../../workflows/messages.js';
import type { Settings } from '../settings.js';
import { runsOf, stepsOf } from './histories.js';

/** Marks rows of the ledger as what became of them before the restore. Answers how many it changed. */
async function mark(
  pool: pg.Pool,
  ids: readonly string[],
  state: 'sent' | 'dropped',
  messageId: string | null,
  at: number | null,
): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE mail SET state = $2, message_id = coalesce($3, message_id), sent_at = CASE WHEN $2 = 'sent' THEN to_timestamp($4 / 1000.0) END,
            note = 'before the restore' WHERE id = ANY($1::uuid[]) AND state IN ('planned', 'sending')`,
    [ids, state, messageId, at],
  );
  return rowCount ?? 0;
}

/** What comparing the ledger with the postmen's histories showed. */
export interface SentMails {
  /** Rows that had been sent or dropped, and that the ledger did not know were. */
  readonly marked: number;
  /** Mails that left for rows the ledger does not hold: what they were about is gone. */
  readonly unknown: number;
}

/**
 * What the postmen's histories say was sent or dropped is so in the ledger, too: nothing goes out again because a
 * ledger was restored.
 */
export async function markSentMails(pool: pg.Pool, temporal: Client, settings: Settings): Promise<SentMails> {
  let [marked, unknown] = [0, 0];
  for (const { workflowId, runIds } of await runsOf(temporal, POSTMAN_WORKFLOW)) {
    for (const runId of runIds) {
      for (const step of await stepsOf(temporal, settings, workflowId, runId)) {
        if (step.kind !== 'activity' || step.type !== 'deliver' || step.result === undefined) continue;
        const { sent, dropped } = step.result as Delivered;
        for (const [messageId, ids] of Object.entries(sent))
          marked += await mark(pool, ids, 'sent', messageId, step.endedAt);
        if (dropped.length > 0) marked += await mark(pool, dropped, 'dropped', null, null);
        unknown += await countUnknown(pool, Object.values(sent).flat());
      }
    }
  }
  return { marked, unknown };
}

async function countUnknown(pool: pg.Pool, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM unnest($1::uuid[]) AS x (id) WHERE NOT EXISTS (SELECT FROM mail m WHERE m.id = x.id)',
    [ids],
  );
  return rows[0]?.count ?? 0;
}
