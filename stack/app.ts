import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, type Child } from './child.js';
import { StackProblem } from './problem.js';
import { waitUntil } from './processes.js';
import type { Stack } from './stack.js';

/** The product on top of a stack: API and worker, each a process of its own. */
export type App = {
  url: string;
  api: Child;
  worker: Child;
  /** Stops the API first, so that no command is taken that nobody is there to decide. */
  stop(): Promise<void>;
};

export type AppOptions = {
  stack: Stack;
  port: number;
  host?: string | undefined;
  /** Settings on top of those the stack gives (bin/settings.ts). */
  env?: Record<string, string | undefined> | undefined;
  say?: ((sentence: string) => void) | undefined;
  /** How long the first answer may take. */
  patienceMs?: number | undefined;
  /** Ends the wait for the first answer, and with it API and worker. */
  signal?: AbortSignal | undefined;
};

/** Starts worker and API and waits until GET /health/ready says 200. */
export async function startApp(options: AppOptions): Promise<App> {
  const { stack, port, say, host = '127.0.0.1' } = options;
  const logs = join(stack.home, 'logs');
  await mkdir(logs, { recursive: true });
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const own = { PORT: String(port), HOST: host, PUBLIC_URL: url };
  // UTC everywhere: what a clock on the wall says is worked out from the policy's time zone, never from the host's.
  // Threads of the engine's library each get an arena of glibc's, which are never given back; each isolate of Node's gets
  // three semi-spaces, which are not either (docs/operations.md).
  const thrifty = { MALLOC_ARENA_MAX: '2', NODE_OPTIONS: '--max-semi-space-size=8' };
  const env = { ...thrifty, ...process.env, ...stack.env, ...own, ...options.env, TZ: 'UTC' };
  const begin = (name: string, file: string) =>
    startChild({
      name: `The ${name}`,
      entry: `bin/${file}.ts`,
      env: { ...env, RINNALLA_PROCESS: file },
      log: join(logs, `${file}.log`),
      ...(say ? { say } : {}),
    });
  const worker = begin('worker', 'worker');
  const api = begin('API', 'api');
  const stop = async () => {
    await api.stop();
    await worker.stop();
  };
  try {
    await untilReady(url, api, worker, options);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { url, api, worker, stop };
}

async function untilReady(url: string, api: Child, worker: Child, options: AppOptions): Promise<void> {
  const givesUp = () => [api, worker].find((child) => child.deaths >= 3);
  let ready = false;
  await waitUntil(
    async () => {
      ready = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => response.ok,
        () => false,
      );
      return ready || givesUp() !== undefined || options.signal?.aborted === true;
    },
    options.patienceMs ?? 60_000,
    50,
  );
  if (ready) return;
  const dead = givesUp();
  const who = dead === undefined ? 'API and worker do' : `the ${dead === api ? 'API' : 'worker'} does`;
  throw new StackProblem(
    `Rinnalla is not ready: ${who} not come up. Last words: ${await (dead ?? api).lastWords()}`,
    'read the logs in the folder `logs` of the state folder; `LOG_LEVEL=debug npm start` says more.',
  );
}
