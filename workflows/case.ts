import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { AnyCommand } from '../domain/commands.js';
import { DAY, MINUTE, type Instant } from '../domain/time/instant.js';
import { createAlarmClock, type AlarmClock } from './alarm-clock.js';
import { CaseRun } from './case-run.js';
import {
  COMMAND_UPDATE,
  LOG_DIVERGED,
  SNAPSHOT_QUERY,
  type CaseActivities,
  type CaseInput,
  type CommandAnswer,
  type Snapshot,
} from './messages.js';
import { workflowNow } from './now.js';
import { refused } from './refused.js';

const { begin, project } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const command = defineUpdate<CommandAnswer, [AnyCommand]>(COMMAND_UPDATE);
const snapshot = defineQuery<Snapshot>(SNAPSHOT_QUERY);

/** A run is replaced by a fresh one at the latest after so many events, or so long: replay stays short. */
const MAX_EVENTS = 2000;
const MAX_AGE = 300 * DAY;
/** How long a run that has nothing to do waits for the command that started it. */
const GRACE = MINUTE;

/**
 * A case, for as long as it lives. It wires messages to the core and holds no rule.
 *
 * 1. Handlers decide synchronously and never wait for an activity; only for the state to be loaded.
 * 2. What is decided is stored by the main loop, in order, by an ordinary activity.
 * 3. One timer is armed: the next thing that time itself causes.
 * 4. A run ends when the case owes nothing and everything is stored. It continues as new when it has grown old,
 *    with what is not yet stored: under a steady stream of commands something always is.
 */
export async function caseWorkflow(input: CaseInput): Promise<void> {
  const run = new CaseRun(input.caseId);
  let loaded = false;
  let used = false;
  const clock: AlarmClock = createAlarmClock(() => rearm());
  const rearm = (): void => {
    for (let next = run.nextWake(); isDue(next) && run.wake(workflowNow());) next = run.nextWake();
    clock.set(run.nextWake());
  };

  setHandler(
    command,
    async (given) => {
      if (!loaded) await condition(() => loaded);
      if (run.rules === null) await lookAgain(run, input);
      const result = run.give(given, workflowNow());
      if (!result.ok) throw refused(result);
      used = true;
      rearm();
      return result.answer;
    },
    {
      validator: (given) => {
        const refusal = loaded ? run.refusalOf(given, workflowNow()) : null;
        if (refusal) throw refused(refusal);
      },
    },
  );
  setHandler(snapshot, () => run.snapshot());

  run.load(await beginning(input), input.carried?.waiting);
  loaded = true;
  rearm();
  const idle = (): boolean => !run.hasUnprojected && allHandlersFinished();
  if (run.state === null || run.isOver) await condition(() => used, GRACE);
  const outgrown = (): boolean => run.state !== null && !run.isOver && allHandlersFinished() && isOld();
  while (!(idle() && (run.state === null || run.isOver))) {
    await condition(() => run.hasUnprojected || outgrown() || (idle() && run.isOver));
    if (outgrown()) await succeed(run);
    else if (run.hasUnprojected) loaded = await store(run, (ready) => (loaded = ready), rearm);
  }
}

/** The run began before its concern was in the inbox: what it did not find then may be there now. */
async function lookAgain(run: CaseRun, input: CaseInput): Promise<void> {
  const begun = await beginning(input);
  if (run.rules === null) run.load(begun);
}

function isDue(at: Instant | null): boolean {
  return at !== null && at <= workflowNow();
}

function isOld(): boolean {
  const info = workflowInfo();
  const age = workflowNow() - info.runStartTime.getTime();
  return info.continueAsNewSuggested || info.historyLength > MAX_EVENTS || age > MAX_AGE;
}

async function beginning({ caseId, carried }: CaseInput): ReturnType<CaseActivities['begin']> {
  const begun = await begin({ caseId, now: workflowNow(), carried: carried !== undefined });
  return carried ? { ...carried, core: begun.core } : begun;
}

/** Stores what is decided; when the stored log is another one, becomes what the log says. Answers true: loaded. */
async function store(run: CaseRun, setLoaded: (ready: boolean) => void, rearm: () => void): Promise<true> {
  const { input, stored } = run.unprojected();
  try {
    await project(input);
    stored();
  } catch (error) {
    const diverged =
      error instanceof ActivityFailure &&
      error.cause instanceof ApplicationFailure &&
      error.cause.type === LOG_DIVERGED;
    if (!diverged) throw error;
    setLoaded(false);
    const { caseId } = input;
    run.reload(await begin({ caseId, now: workflowNow(), carried: false }), workflowNow());
    rearm();
  }
  return true;
}

async function succeed(run: CaseRun): Promise<void> {
  const carried = run.carried();
  if (carried) await continueAsNew<typeof caseWorkflow>({ caseId: run.caseId, carried });
}
