import { ParentClosePolicy, sleep, startChild } from '@temporalio/workflow';
import { SLIP_WORKFLOWS, slipWorkflowId } from '../../../workflows/messages.js';

export { consultationWorkflow, talkWorkflow } from '../../../workflows/slip.js';

/** Starts a slip on a chosen day, as `openStory` starts a case. */
export async function openSlipStory({
  kind,
  slipId,
  at,
}: {
  readonly kind: keyof typeof SLIP_WORKFLOWS;
  readonly slipId: string;
  readonly at: number;
}): Promise<void> {
  await sleep(Math.max(1, at - Date.now()));
  await startChild(SLIP_WORKFLOWS[kind], {
    workflowId: slipWorkflowId(kind, slipId),
    args: [{ slipId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
}
