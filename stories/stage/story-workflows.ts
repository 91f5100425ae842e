import { ParentClosePolicy, sleep, startChild } from '@temporalio/workflow';
import { BULK_WORKFLOW, bulkWorkflowId, CASE_WORKFLOW, caseWorkflowId } from '../../workflows/messages.js';

export { bulkWorkflow } from '../../workflows/bulk.js';
export { caseWorkflow } from '../../workflows/case.js';
export { postmanWorkflow } from '../../workflows/postman.js';

/**
 * Starts a case on a chosen day: a child inherits its parent's clock, and the parent skips ahead to that day.
 * The child itself does not skip until the story says so.
 */
export async function openStory({
  caseId,
  at,
}: {
  readonly caseId: string;
  readonly at: number;
}): Promise<void> {
  await sleep(Math.max(1, at - Date.now()));
  await startChild(CASE_WORKFLOW, {
    workflowId: caseWorkflowId(caseId),
    args: [{ caseId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
}

/** The same for a roll-out. */
export async function openRollOut({
  bulkId,
  at,
}: {
  readonly bulkId: string;
  readonly at: number;
}): Promise<void> {
  await sleep(Math.max(1, at - Date.now()));
  await startChild(BULK_WORKFLOW, {
    workflowId: bulkWorkflowId(bulkId),
    args: [{ bulkId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
}
