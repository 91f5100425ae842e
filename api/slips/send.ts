import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Workflow } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { SlipKind } from '../../domain/slips/slip.js';
import {
  COMMAND_UPDATE,
  REFUSED,
  SLIP_WORKFLOWS,
  slipWorkflowId,
  type RefusalDetail,
  type SlipAnswer,
  type SlipInput,
} from '../../workflows/messages.js';
import type { Engine } from '../commands/send-command.js';
import type { AnySlipCommand } from './inbox.js';

/** What the engine said. `unknown`: nothing within the deadline; the command stays in the inbox. */
export type SlipSent =
  | { readonly kind: 'decided' }
  | { readonly kind: 'refused'; readonly refusal: RefusalDetail }
  | { readonly kind: 'unknown' };

function refusalOf(failure: unknown): RefusalDetail | null {
  if (!(failure instanceof WorkflowUpdateFailedError)) return null;
  const { cause } = failure;
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSED) return null;
  // `REFUSED` is made in one place of the workflow, with this detail.
  return (cause.details?.[0] as RefusalDetail | undefined) ?? null;
}

function startOf(engine: Engine, kind: SlipKind, slipId: string) {
  const input: SlipInput = { slipId };
  return {
    workflowId: slipWorkflowId(kind, slipId),
    taskQueue: engine.taskQueue,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  } as const;
}

/** Sends a kept command to its slip, whose run is started when there is none. Never throws for the engine. */
export async function sendSlipCommand(
  engine: Engine,
  kind: SlipKind,
  command: AnySlipCommand,
  deadlineMs: number,
): Promise<SlipSent> {
  const startWorkflowOperation = new WithStartWorkflowOperation(
    SLIP_WORKFLOWS[kind],
    startOf(engine, kind, command.slipId),
  );
  try {
    await engine.temporal.withDeadline(Date.now() + deadlineMs, () =>
      engine.temporal.workflow.executeUpdateWithStart<Workflow, SlipAnswer, [AnySlipCommand]>(
        COMMAND_UPDATE,
        {
          args: [command],
          updateId: command.id,
          startWorkflowOperation,
        },
      ),
    );
    return { kind: 'decided' };
  } catch (failure) {
    const refusal = refusalOf(failure);
    return refusal === null ? { kind: 'unknown' } : { kind: 'refused', refusal };
  }
}

/** Sees to it that a slip has a run: one whose engine was lost comes back from its row. */
export async function reviveSlip(engine: Engine, kind: SlipKind, slipId: string): Promise<void> {
  await engine.temporal.workflow.start(SLIP_WORKFLOWS[kind], startOf(engine, kind, slipId));
}
