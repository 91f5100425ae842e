import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

let forwards = 0;

/** Lets one workflow's clock run ahead by whole seconds of native time skipping; comes back when it has arrived. */
export async function fastForward(client: Client, workflowId: string, milliseconds: number): Promise<void> {
  const { workflowService } = client;
  const { namespace } = client.options;
  forwards += 1;
  const id = `ff-${forwards}-${process.pid}`;
  const duration = msToTs(Math.ceil(milliseconds / 1000) * 1000);
  await workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration } } },
    updateMask: { paths: ['time_skipping_config'] },
  });
  await workflowService.pollWorkflowExecutionTimeSkipping({
    namespace,
    workflowExecution: { workflowId },
    fastForwardId: id,
  });
}

/** Options of a start whose workflow skips all idle time but whose children do not. */
export async function skipFreely(client: Client, workflowId: string): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, disablePropagation: true } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
