import { isAlive } from './processes.js';
import type { Stack } from './stack.js';
import { startPostgres } from './postgres.js';
import { startTemporal } from './temporal.js';

/**
 * Watches the embedded servers and starts again what has died, on the same port and the same data. API and worker
 * reconnect by themselves. Returns the function that ends the watch; call it before stopping the stack.
 */
export function keepAlive(stack: Stack, say: (sentence: string) => void, everyMs = 500): () => Promise<void> {
  let round: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    const { postgres, temporal, home } = stack;
    if (postgres && !isAlive(postgres.pid)) {
      say('PostgreSQL ended unexpectedly; starting it again.');
      // What was left is tidied by the same code that tidies after a killed run.
      await postgres.stop();
      stack.postgres = await startPostgres({ home, port: postgres.port, say });
    }
    if (temporal && !isAlive(temporal.pid)) {
      say('The Temporal server ended unexpectedly; starting it again.');
      await temporal.stop();
      stack.temporal = await startTemporal({ home, port: temporal.port, tests: stack.tests, say });
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = look()
      .catch((failure: Error) => say(`${failure.message} Trying again.`))
      .finally(() => (busy = false));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
