import { instant, type Instant } from '../domain/time/instant.js';

/** Workflow time: in the engine's sandbox the clock is the history's, the same at every replay. */
export function workflowNow(): Instant {
  return instant(Date.now());
}
