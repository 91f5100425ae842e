import { parseArgs } from 'node:util';
import { startTestStack, type RunningTestStack } from '../../bin/test-stack.js';
import { readDescription } from './description.js';
import { IDENTITIES, identityOf } from './identities.js';
import { prepareMaterial } from './material.js';
import { scan } from './scan.js';

/**
 * `npm run scan [-- requests] [--role name]… [--seed n] [--lanes n]`: starts the product on a stack that is thrown away
 * and asks it everything its description allows and much that it does not, as each role. Exit code 1 when an answer was
 * a 5xx or outside the description.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      role: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '6' },
    },
  });
  const requests = Number(positionals[0] ?? 2_000);
  const [seed, lanes] = [Number(values.seed), Number(values.lanes)];
  if (![requests, seed, lanes].every((it) => Number.isInteger(it) && it > 0))
    throw new RangeError('how many requests, which seed and how many lanes are whole numbers');
  stack = await startTestStack({ withApp: true });
  const { RINNALLA_URL: base = '', DATABASE_URL: databaseUrl = '' } = stack.env;
  const description = await readDescription(base);
  const material = await prepareMaterial(base);
  let found = 0;
  for (const name of values.role ?? IDENTITIES) {
    const who = await identityOf(name, base, databaseUrl);
    const began = Date.now();
    // Each role makes requests of its own, whichever others are asked for.
    const own = seed + IDENTITIES.indexOf(name) * 1_000_003;
    const result = await scan({ base, description, material, who, requests, seed: own, lanes });
    const counts = [...result.statuses].toSorted(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    const pace = Math.round(result.sent / ((Date.now() - began) / 1000));
    console.log(`${name}: ${result.sent} requests, ${result.findings.length} findings, ${pace}/s`);
    console.log(`  ${counts.join(', ')}; ${result.succeeded.size} operations answered 2xx`);
    for (const { what, request } of result.findings) console.log(`  ${what}\n    ${request}`);
    found += result.findings.length;
  }
  console.log(`seed ${seed}: ${found} findings`);
  return found === 0 ? 0 : 1;
}

let stack: RunningTestStack | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void stack?.stop().finally(() => process.exit(130)));

void main()
  .catch((failure: unknown) => {
    console.error(failure);
    return 1;
  })
  .then(async (code) => {
    await stack?.stop();
    process.exit(code);
  });
