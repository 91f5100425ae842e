import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { settled } from './support/backlog.js';
import { report, sustained } from './support/figure.js';
import { startProduct, type Product } from './support/product.js';

const IN_FLIGHT = 50;

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Fills the engine with open cases, and sees what the worker takes for it, at half of them and at the end. */
export async function measureMemory(product: Product, cases: number, pool: pg.Pool): Promise<void> {
  let later = 0;
  const raise = async (): Promise<void> => {
    // Answered later than 201 allows: it stays in flight until it is done.
    if ((await product.seeRaised()) === 202) later += 1;
  };
  const half = Math.floor(cases / 2);
  await sustained(half, IN_FLIGHT, raise);
  await settled(pool);
  const atHalf = await residentMegabytes(product.app.worker.pid);
  await sustained(cases - half, IN_FLIGHT, raise);
  await settled(pool);
  const atEnd = await residentMegabytes(product.app.worker.pid);
  report({ name: 'raised-202', value: later, unit: 'cases', note: `of ${cases}` });
  const slope = ((atEnd - atHalf) * 1024) / (cases - half);
  report({
    name: 'worker-memory',
    value: atEnd,
    unit: 'MB',
    budget: '< 512',
    within: atEnd < 512,
    note: `${cases} open cases`,
  });
  report({
    name: 'worker-memory-per-case',
    value: slope,
    unit: 'KB',
    budget: '< 1',
    within: slope < 1,
    note: `from case ${half} on`,
  });
  const file = `${product.stack.home}/temporal.db`;
  const engineFile = statSync(file).size / 1024 / 1024;
  report({ name: 'engine-file', value: engineFile, unit: 'MB', note: `${cases} open cases and more` });
}

/** `npm run bench -- memory [open cases]`: what many open cases cost the worker. */
export async function benchMemory(openCases = 10_000): Promise<void> {
  const product = await startProduct();
  const pool = new pg.Pool({ connectionString: product.stack.ownerUrl, max: 2 });
  try {
    await measureMemory(product, openCases, pool);
  } finally {
    await pool.end();
    await product.close();
  }
}
