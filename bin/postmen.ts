import type { Client } from '@temporalio/client';
import { MAIL_SIGNAL, POSTMAN_SHARDS, POSTMAN_WORKFLOW, postmanWorkflowId } from '../workflows/messages.js';

/** Wakes every postman, or starts those that are not there. Mail that nobody was woken for waits minutes, not for ever. */
export async function wakePostmen(client: Client, taskQueue: string): Promise<void> {
  const shards = Array.from({ length: POSTMAN_SHARDS }, (_, shard) => shard);
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
