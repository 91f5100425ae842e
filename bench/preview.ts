import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSampleData } from '../bin/load-sample-data.js';
import { BASIC_SCHOOL, samplePerson } from '../stack/sample-people.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inProcess } from '../test/api/in-process.js';
import { signInAt } from '../test/support/sign-in.js';
import { quantile, report } from './support/figure.js';

const WARM_UP = 500;
const REQUESTS = 2_000;

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Asks by the plainest client there is: what it costs stands in the figure. */
function get(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function ask(url: string): Promise<void> {
  const cookie = await signInAt(url, samplePerson('curator').id);
  const day = (n: number) => new Date(Date.UTC(2026, 7, 1 + (n % 300))).toISOString().slice(0, 10);
  const once = async (n: number): Promise<void> => {
    const query = `school=${BASIC_SCHOOL.id}&from=${day(n)}&urgent=${n % 5 === 0}`;
    const status = await get(`${url}/api/v1/deadlines?${query}`, cookie);
    if (status !== 200) throw new Error(`answered ${status}`);
  };
  for (let n = 0; n < WARM_UP; n += 1) await once(n);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let n = 0; n < REQUESTS; n += 1) {
    const began = performance.now();
    await once(n);
    times.push(performance.now() - began);
  }
  const spent = process.cpuUsage(before);
  const value = (spent.user + spent.system) / 1000 / REQUESTS;
  const note = `${REQUESTS} requests one after the other, the asking client included; p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms`;
  report({ name: 'deadline-request-cpu', value, unit: 'ms', budget: '< 2', within: value < 2, note });
}

function surroundings(stack: Stack): void {
  Object.assign(process.env, stack.env, { RINNALLA_INBOX_URL: stack.inboxUrl ?? '' });
}

/** `npm run bench -- preview`: the CPU of a whole `GET /api/v1/deadlines`, from the socket through the store and back. */
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
      agent.destroy();
      await door.stop();
    }
  } finally {
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  }
}
