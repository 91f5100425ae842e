import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import type { Surroundings } from './surroundings.js';

/** A worker asks for work at least once a minute; one that has not is gone. */
const GONE_AFTER_MS = 70_000;

/** How long ago a worker last asked for work, in milliseconds; null when none has lately. */
async function lastSeen({ temporal, settings }: Surroundings): Promise<number | null> {
  const { workflowService } = temporal.connection as Connection;
  const { pollers } = await workflowService.describeTaskQueue({
    namespace: settings.temporalNamespace,
    taskQueue: { name: settings.taskQueue },
  });
  const seen = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000);
  const age = seen.length === 0 ? null : Date.now() - Math.max(...seen);
  return age !== null && age < GONE_AFTER_MS ? age : null;
}

/** Waits until a worker is there (`there`) or none can be any more; false when the patience is over. */
export async function untilWorkers(
  around: Surroundings,
  wanted: 'there' | 'gone',
  patienceMs: number,
): Promise<boolean> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const there = (await lastSeen(around)) !== null;
    if (there === (wanted === 'there')) return true;
    if (Date.now() > end) return false;
    await sleep(500);
  }
}
