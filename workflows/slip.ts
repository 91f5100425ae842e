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
import { CONSULTATION } from '../domain/consultation/rules.js';
import type { SlipLogic } from '../domain/slips/logic.js';
import type { SlipCommand, SlipEnvelope, SlipState } from '../domain/slips/slip.js';
import { TALK } from '../domain/talk/rules.js';
import { MINUTE } from '../domain/time/instant.js';
import { createAlarmClock } from './alarm-clock.js';
import {
  COMMAND_UPDATE,
  LOG_DIVERGED,
  SNAPSHOT_QUERY,
  type SlipActivities,
  type SlipAnswer,
  type SlipInput,
  type SlipSnapshot,
} from './messages.js';
import { workflowNow } from './now.js';
import { refused } from './refused.js';
import { SlipRun } from './slip-run.js';

const { beginSlip, storeSlip } = proxyActivities<SlipActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const snapshot = defineQuery<SlipSnapshot>(SNAPSHOT_QUERY);

const MAX_EVENTS = 2000;
/** How long a run that has nothing to do waits for the command that started it. */
const GRACE = MINUTE;

/** An anonymous consultation, from the question until its words are gone. */
export function consultationWorkflow(input: SlipInput): Promise<void> {
  return live(CONSULTATION, input);
}

/** A learner's request to talk, from the request until its words are gone. */
export function talkWorkflow(input: SlipInput): Promise<void> {
  return live(TALK, input);
}

/**
 * A slip, for as long as it owes something. As a case's run: handlers decide and never wait for an activity, the main
 * loop stores in order, one timer is armed. A run that has grown old begins anew when everything is stored, from the
 * store.
 */
async function live<S extends SlipState, C extends SlipCommand, E extends SlipEnvelope>(
  logic: SlipLogic<S, C, E>,
  { slipId }: SlipInput,
): Promise<void> {
  const { kind } = logic;
  const run = new SlipRun(logic, slipId);
  let loaded = false;
  let used = false;
  const clock = createAlarmClock(() => rearm());
  const rearm = (): void => {
    for (let next = run.nextWake(); next !== null && next <= workflowNow(); next = run.nextWake()) {
      if (!run.wake(workflowNow())) break;
    }
    clock.set(run.nextWake());
  };
  const load = async (): Promise<void> => run.load(await beginSlip({ kind, slipId, now: workflowNow() }));

  setHandler(
    defineUpdate<SlipAnswer, [C]>(COMMAND_UPDATE),
    async (given: C) => {
      if (!loaded) await condition(() => loaded);
      if (run.rules === null) await load();
      const result = run.give(given, workflowNow());
      if (!result.ok) throw refused(result);
      used = true;
      rearm();
      return result.answer;
    },
    {
      validator: (given: C) => {
        const refusal = loaded ? run.refusalOf(given, workflowNow()) : null;
        if (refusal) throw refused(refusal);
      },
    },
  );
  setHandler(snapshot, () => ({
    state: run.state,
    unstored: run.hasUnstored,
    nextWake: run.nextWake(),
  }));

  const store = async (): Promise<void> => {
    const { input, stored } = run.unstored();
    try {
      await storeSlip(input);
      stored();
    } catch (error) {
      if (!isDiverged(error)) throw error;
      loaded = false;
      run.reload(await beginSlip({ kind, slipId, now: workflowNow() }), workflowNow());
      rearm();
      loaded = true;
    }
  };

  await load();
  loaded = true;
  rearm();
  const idle = (): boolean => !run.hasUnstored && allHandlersFinished();
  const isOver = (): boolean => idle() && (run.state === null || run.isOver);
  const isOld = (): boolean =>
    idle() && (workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > MAX_EVENTS);
  if (run.state === null) await condition(() => used, GRACE);
  while (!isOver()) {
    await condition(() => run.hasUnstored || isOver() || isOld());
    if (run.hasUnstored) await store();
    else if (!isOver() && isOld()) await continueAsNew<typeof consultationWorkflow>({ slipId });
  }
}

function isDiverged(error: unknown): boolean {
  return (
    error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === LOG_DIVERGED
  );
}
