import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackProblem } from './problem.js';

/** Whether this port on loopback is free to listen on. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

const handedOut = new Set<number>();

/**
 * The preferred port, or the next free one after it. Ports handed out are remembered within this process, so
 * that two parts that start at the same time never get the same.
 */
export async function findPort(preferred: number, what: string): Promise<number> {
  for (let port = preferred; port < preferred + 100; port += 1) {
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new StackProblem(
    `No free port for ${what}: ${preferred} to ${preferred + 99} are all in use.`,
    'stop the programs that use them, or point Rinnalla at a server of your own (see docs/operations.md).',
  );
}

/** Gives back a port after its server has stopped. */
export function releasePort(port: number): void {
  handedOut.delete(port);
}

// Between finding a port free and listening on it another start may take it; a killed server may also hold its
// memory or its file for a moment longer.
const passes = /could not bind|in use|shared memory block|password authentication failed|is locked/i;

/**
 * Starts a server on the preferred port or the next free one, and tries again when what stopped it will pass.
 * `start` rejects when the server does not come up.
 */
export async function startOnPort<Started>(
  preferred: number,
  what: string,
  start: (port: number) => Promise<Started>,
): Promise<Started & { port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findPort(preferred, what);
    try {
      return { ...(await start(port)), port };
    } catch (failure) {
      releasePort(port);
      if (attempt === 5 || !passes.test((failure as Error).message)) throw failure;
      await sleep(300);
    }
  }
}
