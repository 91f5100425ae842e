import type { BulkAnswer } from '../api/contracts/bulk.js';
import { parseDate } from '../domain/time/civil-date.js';
import { administrator, publishShorter } from './support/administrator.js';
import { quantile, report, sustained, timed } from './support/figure.js';
import { moving, startProduct, type Product } from './support/product.js';

const IN_FLIGHT = 20;
/** Cases on which people work meanwhile, and how many commands a second they give. */
const PEOPLES_CASES = 40;
const PEOPLES_PACE = 4;
const PACE = 500;
const WANTED = 50;
const LONGEST_MS = 1_000;

/** Gives people's commands at their own pace until told to stop; answers how long each took. */
function people(product: Product, cases: readonly string[]): { readonly stop: () => Promise<number[]> } {
  let working = true;
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const work = async (): Promise<void> => {
    for (let n = 0; working; n += 1) {
      const body = moving(n);
      const id = cases[n % cases.length] ?? '';
      // Not waited for: people do not queue behind each other.
      waiting.push(timed(() => product.attempt(id, body)).then((ms) => void times.push(ms)));
      await new Promise((resolve) => setTimeout(resolve, 1000 / PEOPLES_PACE));
    }
  };
  const done = work();
  return {
    stop: async () => {
      working = false;
      await done;
      await Promise.all(waiting);
      return times;
    },
  };
}

/** How often the page of a roll-out asks how far it is. Milliseconds. */
const LOOK_MS = 2_000;

/** Waits until a roll-out is over; the slowest pace it has gone at. Asks as the page does, and at the end to the tenth. */
async function over(read: () => Promise<BulkAnswer>): Promise<{ bulk: BulkAnswer; slowest: number }> {
  let slowest = PACE;
  for (;;) {
    const bulk = await read();
    if (bulk.state === 'done') return { bulk, slowest };
    slowest = Math.min(slowest, bulk.currentPace ?? PACE);
    const left = (bulk.counts.pending / WANTED) * 500;
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, Math.max(100, left))));
  }
}

/** `npm run bench -- rollout [open cases]`: a version over all open cases, while people go on working. */
export async function benchRollout(cases = 2_000): Promise<void> {
  const product = await startProduct();
  try {
    const ask = await administrator(product.app.url);
    const own: string[] = [];
    for (let n = 0; n < PEOPLES_CASES; n += 1) own.push(await product.raise());
    await sustained(cases - PEOPLES_CASES, IN_FLIGHT, async () => void (await product.seeRaised()));
    const { today } = await ask<{ today: string }>('GET', '/api/v1/me');
    const versionId = await publishShorter(ask, parseDate(today));
    const quiet = people(product, own);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const before = await quiet.stop();

    const busy = people(product, own);
    const began = performance.now();
    const body = { kind: 'policy', versionId, mode: 'recompute', pace: PACE };
    const { id } = await ask<BulkAnswer>('POST', '/api/v1/bulk', body);
    const { bulk, slowest } = await over(() => ask<BulkAnswer>('GET', `/api/v1/bulk/${id}`));
    const seconds = (performance.now() - began) / 1000;
    const during = await busy.stop();
    const { counts } = bulk;
    const rate = (counts.total - counts.pending) / seconds;
    report({
      ...{ name: 'rollout-cases-per-second', value: rate, unit: '1/s', budget: `>= ${WANTED}` },
      within: rate >= WANTED,
      note: `${counts.done} moved, ${counts.unchanged} unchanged, ${counts.refused} refused; slowest pace ${Math.round(slowest)}/s`,
    });
    const p95 = quantile(during, 0.95);
    report({
      ...{ name: 'peoples-commands-p95', value: p95, unit: 'ms', budget: `< ${LONGEST_MS}` },
      within: p95 < LONGEST_MS,
      note: `${during.length} commands; ${quantile(before, 0.95).toFixed(0)} ms before the roll-out`,
    });
  } finally {
    await product.close();
  }
}
