import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { caseWorkflowId } from '../workflows/messages.js';
import { measureMemory } from './memory.js';
import { backlog } from './support/backlog.js';
import { startBareEngine, type BareEngine } from './support/bare-engine.js';
import { median, report, sustained, timed } from './support/figure.js';
import { measureMorning } from './support/morning.js';
import { moving, startProduct, still, type Product } from './support/product.js';

const PAIRS = 5;
const SINGLE = 60;
const BURST = 600;
const IN_FLIGHT = 50;
const MEGABYTE = 1024 * 1024;

async function latency(product: Product, bare: BareEngine, cases: readonly string[]): Promise<void> {
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let n = 0; n < SINGLE; n += 1) {
      theirs.push(await timed(() => bare.update(n)));
      ours.push(await timed(() => product.command(cases[n % cases.length] ?? '', moving(pair * SINGLE + n))));
    }
    ratios.push(median(ours) / median(theirs));
    report({
      name: 'command-p50',
      value: median(ours),
      unit: 'ms',
      note: `pair ${pair + 1}, bare update ${median(theirs).toFixed(1)} ms`,
    });
  }
  const value = median(ratios);
  report({ name: 'command-p50-over-bare-update', value, unit: 'ratio', budget: '<= 2', within: value <= 2 });
}

async function throughput(
  product: Product,
  bare: BareEngine,
  cases: readonly string[],
  pool: pg.Pool,
): Promise<void> {
  const ratios: number[] = [];
  let left = 0;
  let later = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const theirs = await sustained(BURST, IN_FLIGHT, bare.update);
    const ours = await sustained(BURST, IN_FLIGHT, async (n) => {
      const body = moving(Math.floor(n / cases.length) + pair);
      // Answered later than 200 allows: it stays in flight until it is done, or more than `IN_FLIGHT` would be.
      if ((await product.see(cases[n % cases.length] ?? '', body)) === 202) later += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 5000));
    left += await backlog(pool);
    ratios.push(ours / theirs);
    report({
      name: 'commands-per-second',
      value: ours,
      unit: '1/s',
      note: `pair ${pair + 1}, bare updates ${theirs.toFixed(0)}/s`,
    });
  }
  const value = median(ratios);
  report({
    name: 'commands-over-bare-updates',
    value,
    unit: 'ratio',
    budget: '>= 0.45',
    within: value >= 0.45,
  });
  report({ name: 'answered-202', value: later, unit: 'commands', note: `of ${PAIRS * BURST}` });
  report({ name: 'backlog-after-5-s', value: left, unit: 'commands', budget: '0', within: left === 0 });
}

async function historyLength(client: Client, caseId: string): Promise<number> {
  return (await client.workflow.getHandle(caseWorkflowId(caseId)).describe()).historyLength;
}

async function eventsPer(
  product: Product,
  client: Client,
  daysAgo: number,
  about: (caseId: string) => Promise<(n: number) => Record<string, unknown>>,
): Promise<number> {
  const caseId = await product.raise(daysAgo);
  const body = await about(caseId);
  await product.command(caseId, body(0));
  const before = await historyLength(client, caseId);
  for (let n = 1; n <= 10; n += 1) await product.command(caseId, body(n));
  return ((await historyLength(client, caseId)) - before) / 10;
}

async function history(product: Product): Promise<void> {
  const connection = await Connection.connect({ address: product.stack.temporalAddress });
  const client = new Client({ connection });
  const moves = await eventsPer(product, client, 0, () => Promise.resolve(moving));
  report({
    name: 'history-events-timer-moves',
    value: moves,
    unit: 'events',
    budget: '<= 13',
    within: moves <= 13,
  });
  const stays = await eventsPer(product, client, 40, async (caseId) => {
    const body = still(await product.promiseOf(caseId));
    return () => body;
  });
  report({
    name: 'history-events-timer-stays',
    value: stays,
    unit: 'events',
    budget: '<= 11',
    within: stays <= 11,
  });
  await connection.close();
}

async function bundleSize(): Promise<void> {
  const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  // The map that is inlined for readable stack traces is not what a worker runs.
  const value = Buffer.byteLength(code.replace(/\/\/# sourceMappingURL=.*$/s, '')) / MEGABYTE;
  report({ name: 'workflow-bundle', value, unit: 'MB', budget: '< 2.2', within: value < 2.2 });
}

/** `npm run bench -- commands [open cases]`: what a command costs, and what ten thousand cases cost. */
export async function benchCommands(openCases = 10_000): Promise<void> {
  await bundleSize();
  const product = await startProduct();
  const pool = new pg.Pool({ connectionString: product.stack.ownerUrl, max: 2 });
  try {
    const bare = await startBareEngine(product.stack.temporalAddress, IN_FLIGHT);
    const cases: string[] = [];
    for (let n = 0; n < 100; n += 1) cases.push(await product.raise());
    await latency(product, bare, cases.slice(0, SINGLE));
    await throughput(product, bare, cases, pool);
    await bare.close();
    await history(product);
    await measureMorning(product, pool, 2000);
    await measureMemory(product, openCases, pool);
  } finally {
    await pool.end();
    await product.close();
  }
}
