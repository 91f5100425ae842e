import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { HOUR } from '../domain/time/instant.js';
import {
  BULK_SIGNAL,
  SNAPSHOT_QUERY,
  type BulkActivities,
  type BulkInput,
  type BulkProgress,
} from './messages.js';
import { workflowNow } from './now.js';

const { runBulk } = proxyActivities<BulkActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '20 seconds' },
});

const look = defineSignal(BULK_SIGNAL);
const snapshot = defineQuery<BulkProgress>(SNAPSHOT_QUERY);

const BEGINNING: BulkProgress = { cursor: null, pace: null, counts: { done: 0, unchanged: 0, refused: 0 } };
/** A paused roll-out looks all the same, so that a lost signal costs an hour at the most. */
const PAUSED = HOUR;
const MAX_EVENTS = 2000;

/**
 * A roll-out over many cases. It holds a cursor and counters; what people want of it and what became of each case is
 * in the store, so that a run that is lost begins again without doing anything twice.
 */
export async function bulkWorkflow({ bulkId, progress = BEGINNING }: BulkInput): Promise<void> {
  let at = progress;
  let woken = false;
  setHandler(look, () => {
    woken = true;
  });
  setHandler(snapshot, () => at);
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < MAX_EVENTS) {
    woken = false;
    const step = await runBulk({ bulkId, progress: at, now: workflowNow() });
    at = step.progress;
    // A resume that came just now finds a run that is about to end: it looks once more.
    if (step.state === 'over' && !woken) return;
    const wait = step.state === 'paused' ? PAUSED : step.wait;
    if (wait > 0 && !woken) await condition(() => woken, wait);
  }
  await continueAsNew<typeof bulkWorkflow>({ bulkId, progress: at });
}
