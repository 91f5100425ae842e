import { fork } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WIDE_LIMITS } from '../bin/limit-settings.js';
import { loadSampleData } from '../bin/load-sample-data.js';
import { samplePerson } from '../stack/sample-people.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inProcess } from '../test/api/in-process.js';
import { signInAt } from '../test/support/sign-in.js';
import type { Asked, Asking } from './support/asker.js';
import { quantile, report } from './support/figure.js';

const WARM_UP = 500;
const REQUESTS = 2_000;

/** Lets a process of its own ask, so that the figure is the service's alone. */
async function ask(url: string): Promise<void> {
  const cookie = await signInAt(url, samplePerson('curator').id);
  const child = fork(new URL('./support/asker.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const asking: Asking = { url, cookie, warmUp: WARM_UP, requests: REQUESTS };
  child.send(asking);
  const before = await new Promise<NodeJS.CpuUsage>((resolve, reject) => {
    child.once('message', () => resolve(process.cpuUsage()));
    child.once('exit', () => reject(new Error('nobody asks')));
  });
  const times = await new Promise<readonly number[]>((resolve, reject) => {
    child.once('message', (said: Asked) => resolve('times' in said ? said.times : []));
    child.once('exit', () => reject(new Error('nobody asks any more')));
  });
  const spent = process.cpuUsage(before);
  const value = (spent.user + spent.system) / 1000 / REQUESTS;
  const note = `${REQUESTS} requests one after the other; p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms`;
  report({ name: 'deadline-request-cpu', value, unit: 'ms', budget: '< 2', within: value < 2, note });
}

function surroundings(stack: Stack): void {
  Object.assign(process.env, stack.env, WIDE_LIMITS, { RINNALLA_INBOX_URL: stack.inboxUrl ?? '' });
}

/** `npm run bench -- preview`: the CPU of the service for a whole `GET /api/v1/deadlines`, from the socket through
 * the store and back; the database's and the client's own are not in it. */
export async function benchPreview(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-bench-'));
  await chmod(home, 0o711);
  const ports = { postgres: 56_329, temporal: 18_233, smtp: 13_525, inbox: 19_025 };
  const stack = await startStack({ home, ports });
  try {
    await loadSampleData(stack);
    surroundings(stack);
    const door = await inProcess();
    try {
      await ask(door.url);
    } finally {
      await door.stop();
    }
  } finally {
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  }
}
