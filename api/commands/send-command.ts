import {
  ApplicationFailure,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type Workflow,
} from '@temporalio/client';
import type { AnyCommand } from '../../domain/commands.js';
import {
  CASE_WORKFLOW,
  caseWorkflowId,
  COMMAND_UPDATE,
  REFUSED,
  type CaseInput,
  type CommandAnswer,
  type RefusalDetail,
} from '../../workflows/messages.js';

/** What is known after sending: decided, refused by the rules, or not known, and then the sweeper asks again. */
export type Sent =
  | { readonly kind: 'decided'; readonly answer: CommandAnswer }
  | { readonly kind: 'refused'; readonly refusal: RefusalDetail }
  | { readonly kind: 'unknown' };

export interface Engine {
  readonly temporal: Client;
  readonly taskQueue: string;
}

function refusalOf(failure: unknown): RefusalDetail | null {
  if (!(failure instanceof WorkflowUpdateFailedError)) return null;
  const cause = failure.cause;
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSED) return null;
  // `REFUSED` is made in one place of the workflow, with this detail.
  const detail = cause.details?.[0] as RefusalDetail | undefined;
  return detail ?? null;
}

function withStart(engine: Engine, command: AnyCommand): Promise<CommandAnswer> {
  const input: CaseInput = { caseId: command.caseId };
  const startWorkflowOperation = new WithStartWorkflowOperation(CASE_WORKFLOW, {
    workflowId: caseWorkflowId(command.caseId),
    taskQueue: engine.taskQueue,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return engine.temporal.workflow.executeUpdateWithStart<Workflow, CommandAnswer, [AnyCommand]>(
    COMMAND_UPDATE,
    {
      args: [command],
      updateId: command.id,
      startWorkflowOperation,
    },
  );
}

async function toRunning(engine: Engine, command: AnyCommand): Promise<CommandAnswer> {
  try {
    const handle = engine.temporal.workflow.getHandle(caseWorkflowId(command.caseId));
    return await handle.executeUpdate<CommandAnswer, [AnyCommand]>(COMMAND_UPDATE, {
      args: [command],
      updateId: command.id,
    });
  } catch (failure) {
    // The run has ended since the view was read: a new one loads the log and takes the command.
    if (failure instanceof WorkflowNotFoundError) return withStart(engine, command);
    throw failure;
  }
}

/**
 * Sends a kept command to its case and says what came of it within `deadlineMs`.
 *
 * 1. The Update's id is the command's: sent twice, it is decided once.
 * 2. `running`: the view says that the case is open, so that its run can be expected; otherwise one is started.
 * 3. Never throws for the engine: no answer, no worker, no server are all `unknown`, and the command stays in the inbox.
 */
export async function sendCommand(
  engine: Engine,
  command: AnyCommand,
  options: { readonly running: boolean; readonly deadlineMs: number },
): Promise<Sent> {
  try {
    const deadline = Date.now() + options.deadlineMs;
    const answer = await engine.temporal.withDeadline(deadline, () =>
      options.running ? toRunning(engine, command) : withStart(engine, command),
    );
    return { kind: 'decided', answer };
  } catch (failure) {
    const refusal = refusalOf(failure);
    return refusal === null ? { kind: 'unknown' } : { kind: 'refused', refusal };
  }
}
