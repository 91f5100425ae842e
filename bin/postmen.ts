import type { Client } from '@temporalio/client';
import { MAIL_SIGNAL, POSTMAN_SHARDS, POSTMAN_WORKFLOW, postmanWorkflowId } from '../workflows/messages.js';

export const ALL_SHARDS: readonly number[] = Array.from({ length: POSTMAN_SHARDS }, (_, shard) => shard);

/** Wakes postmen, or starts those that are not there. Mail that nobody was woken for waits minutes, not for ever. */
export async function wakePostmen(
  client: Client,
  taskQueue: string,
  shards: readonly number[] = ALL_SHARDS,
): Promise<void> {
  const wake = (shard: number): Promise<unknown> =>
    client.workflow.signalWithStart(POSTMAN_WORKFLOW, {
      workflowId: postmanWorkflowId(shard),
      taskQueue,
      args: [{ shard }],
      signal: MAIL_SIGNAL,
      signalArgs: [],
    });
  await Promise.all(shards.map(wake));
}
