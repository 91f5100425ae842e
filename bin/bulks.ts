import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { BULK_WORKFLOW, bulkWorkflowId } from '../workflows/messages.js';

/** How often a worker sees to it that what is not finished has its workflow. */
const EVERY_MS = 30_000;

/** Starts the workflow of every roll-out that is neither done nor cancelled and has none. */
async function wakeBulks(client: Client, taskQueue: string, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM bulk WHERE state IN ('running', 'paused') ORDER BY started_at`,
  );
  for (const { id } of rows) {
    // One after the other: there is hardly ever more than one.
    await client.workflow.start(BULK_WORKFLOW, {
      workflowId: bulkWorkflowId(id),
      taskQueue,
      args: [{ bulkId: id }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }
}

/** Looks now and then, so that a start that was lost, or an engine that was, costs a moment and no roll-out. */
export function keepBulks(client: Client, taskQueue: string, pool: pg.Pool): { readonly stop: () => void } {
  const look = (): void => void wakeBulks(client, taskQueue, pool).catch(() => undefined);
  look();
  const timer = setInterval(look, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
