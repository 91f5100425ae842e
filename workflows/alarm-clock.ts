import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../domain/time/instant.js';
import { workflowNow } from './now.js';

/** One timer: arming it for the instant it is armed for already costs nothing. */
export interface AlarmClock {
  set(at: Instant | null): void;
}

/** @param ring called when the armed instant has come */
export function createAlarmClock(ring: () => void): AlarmClock {
  let armed: Instant | null = null;
  let scope: CancellationScope | null = null;
  const arm = async (at: Instant): Promise<void> => {
    try {
      await sleep(Math.max(1, at - workflowNow()));
      armed = null;
      scope = null;
      ring();
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  };
  return {
    set(at) {
      if (at === armed) return;
      scope?.cancel();
      armed = at;
      scope = at === null ? null : new CancellationScope();
      if (scope && at !== null) void scope.run(() => arm(at));
    },
  };
}
