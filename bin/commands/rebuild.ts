import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { sweepOnce } from '../../api/commands/sweeper.js';
import { CASE_WORKFLOW, caseWorkflowId } from '../../workflows/messages.js';
import { wakePostmen } from '../postmen.js';
import { forEachOf, readArguments, readCount, table, type OperatorCommand } from './command-line.js';
import { engineFaultsOf } from './engine-check.js';
import type { Fault } from './faults.js';
import { repairStaleViews } from './repair-views.js';
import { storedCases } from './stored-cases.js';
import { openSurroundings, type Surroundings } from './surroundings.js';
import { untilWorkers } from './workers.js';

/** Starts at a time, and questions: one makes a worker replay a case it does not hold. */
const AT_ONCE = 8;
const QUESTIONS_AT_ONCE = 4;
/** How long a worker is waited for, and the outcomes of what the inbox owed. */
const WORKER_PATIENCE_MS = 30_000;
const COMMAND_PATIENCE_MS = 60_000;

/** What a rebuild did. */
export interface RebuildReport {
  readonly cases: number;
  readonly views: number;
  readonly started: number;
  readonly running: number;
  /** What became of the commands that were undecided. */
  readonly commands: { readonly decided: number; readonly refused: number; readonly undecided: number };
  /** Null: no worker was there to ask. */
  readonly differences: readonly Fault[] | null;
}

/** Starts the run of a living case; false when it has one. The run loads its log by itself. */
async function startRun({ temporal, settings }: Surroundings, caseId: string): Promise<boolean> {
  try {
    await temporal.workflow.start(CASE_WORKFLOW, {
      workflowId: caseWorkflowId(caseId),
      taskQueue: settings.taskQueue,
      args: [{ caseId }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
    });
    return true;
  } catch (failure) {
    if (failure instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw failure;
  }
}

/** Sends what the inbox owes and waits, within bounds, until each of these commands has its outcome in the store. */
async function sendUndecided({ pool, temporal, settings }: Surroundings): Promise<RebuildReport['commands']> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM command WHERE outcome IS NULL');
  const ids = rows.map((row) => row.id);
  const end = Date.now() + COMMAND_PATIENCE_MS;
  for (;;) {
    const counts = await outcomesOf(pool, ids);
    if (counts.undecided === 0 || Date.now() > end) return counts;
    await sweepOnce({ pool, temporal, taskQueue: settings.taskQueue, afterMs: 0 });
    await sleep(200);
  }
}

async function outcomesOf(
  pool: Surroundings['pool'],
  ids: readonly string[],
): Promise<RebuildReport['commands']> {
  const { rows } = await pool.query<RebuildReport['commands']>(
    `SELECT count(*) FILTER (WHERE outcome = 'done')::integer AS decided,
            count(*) FILTER (WHERE outcome = 'refused')::integer AS refused,
            count(*) FILTER (WHERE outcome IS NULL)::integer AS undecided
     FROM command WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return rows[0] ?? { decided: 0, refused: 0, undecided: 0 };
}

/** Brings every open case back to life from its log. Doing it twice does nothing more. */
export async function rebuild(around: Surroundings, atOnce = AT_ONCE): Promise<RebuildReport> {
  const { views, living, cases } = await repairStaleViews(around.pool);
  let started = 0;
  await forEachOf(living, atOnce, async (caseId) => {
    if (await startRun(around, caseId)) started += 1;
  });
  const counts = { cases, views, started, running: living.length - started };
  if (!(await untilWorkers(around, 'there', WORKER_PATIENCE_MS))) {
    return { ...counts, commands: { decided: 0, refused: 0, undecided: 0 }, differences: null };
  }
  const commands = await sendUndecided(around);
  await wakePostmen(around.temporal, around.settings.taskQueue);
  const differences: Fault[] = [];
  await forEachOf(storedCases(around.pool), QUESTIONS_AT_ONCE, async (stored) => {
    differences.push(...(await engineFaultsOf(around.pool, around.temporal, stored)));
  });
  return { ...counts, commands, differences };
}

function print({ cases, views, started, running, commands, differences }: RebuildReport): void {
  console.log(
    `${cases} cases in the log; ${started} started, ${running} were running. ${views} views written anew.`,
  );
  if (differences === null) {
    console.log('No worker is there, so nothing was verified and no command was sent.');
    console.log('  Way out: start the workers, and run this again.');
    return;
  }
  const { decided, refused, undecided } = commands;
  console.log(`Commands of the inbox: ${decided} decided, ${refused} refused, ${undecided} undecided still.`);
  if (differences.length === 0) {
    console.log(
      `Every one of ${started + running} open cases has the state and the next wake that its log tells.`,
    );
    return;
  }
  console.log(`\nDifferences (${differences.length}):`);
  console.log(
    table(
      ['fault', 'case', 'detail'],
      differences.map((fault) => [fault.kind, fault.ref, fault.detail]),
    ),
  );
}

async function viewsOnly(around: Surroundings): Promise<number> {
  const { views, cases } = await repairStaleViews(around.pool);
  console.log(`${cases} cases in the log; ${views} views written anew.`);
  return 0;
}

export const rebuildCommand: OperatorCommand = {
  summary: 'bring every open case back into the engine from its log',
  help: `rinnalla rebuild [--views] [--at-once N] [--json]

Starts the workflow of every case that is open or owes something by its log and has none; writes views and duties anew
where they are missing or stale; sends what the inbox still owes; wakes the postmen; and verifies that every open case
has the state and the next wake that its log tells. Doing it twice does nothing more. Needs a running worker.
--views    only writes views and duties anew; needs no engine
--at-once  starts at a time (default ${AT_ONCE})
Exit code 1 when a case differs, or nothing could be verified.`,
  run: async (args) => {
    const { values } = readArguments('rebuild', args, {
      views: { type: 'boolean' },
      'at-once': { type: 'string' },
      json: { type: 'boolean' },
    });
    const atOnce = readCount('rebuild', 'at-once', values['at-once']);
    const around = await openSurroundings({ temporal: !values.views });
    try {
      if (values.views) return await viewsOnly(around);
      const report = await rebuild(around, atOnce);
      if (values.json) console.log(JSON.stringify(report));
      else print(report);
      return report.differences?.length === 0 ? 0 : 1;
    } finally {
      await around.close();
    }
  },
};
