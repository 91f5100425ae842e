import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explain } from '../stack/problem.js';
import { findChromium } from './find-chromium.js';
import { startTestStack, type RunningTestStack } from './test-stack.js';

/**
 * `npm test`: every level, in two lanes side by side, and one line at the end that sums them.
 * `npm test -- --project domain [arguments for jest or Playwright]` runs one level alone.
 *
 * A lane runs its levels one after the other. Each lane has servers of its own, and each is about half of the work,
 * so that two cores are busy to the end.
 */
const lanes = [
  ['workflows', 'activities', 'api', 'web'],
  ['domain', 'policies', 'components', 'stack', 'replay', 'drills'],
] as const;
const levels = lanes.flat();
type Level = (typeof levels)[number];
type Result = { level: Level; passed: number; failed: number; skipped: number; seconds: number };

/**
 * Levels that share a stack; of these, `product` also need worker and API, and share one of their own: the others write
 * into the engine in clear, and change rows by hand, to see what is found. The rest start what they need.
 */
const shared = new Set<Level>(['workflows', 'activities', 'api', 'web']);
const product = new Set<Level>(['api', 'web']);
const reports = 'reports';
const inCi = process.env['CI'] === 'true';
const stacks = new Set<RunningTestStack>();

async function main(): Promise<number> {
  const { wanted, rest } = readArguments(process.argv.slice(2));
  await mkdir(reports, { recursive: true });
  const chosen = new Set(wanted.filter((level) => hasTests(level)));
  const mine = lanes
    .map((lane) => lane.filter((level) => chosen.has(level)))
    .filter((lane) => lane.length > 0);
  const results = await Promise.all(mine.map((lane) => runLane(lane, rest, mine.length > 1)));
  return summarise(results.flat());
}

async function runLane(lane: readonly Level[], rest: string[], besides: boolean): Promise<Result[]> {
  const results: Result[] = [];
  let stack: RunningTestStack | undefined;
  for (const level of lane) {
    try {
      if (shared.has(level)) stack ??= await startStack({ withApp: product.has(level) });
      results.push(await runLevel(level, { rest, besides, env: stack?.env ?? {} }));
    } catch (failure) {
      console.error(explain(failure, process.env['LOG_LEVEL'] === 'debug'));
      results.push({ level, passed: 0, failed: 1, skipped: 0, seconds: 0 });
    }
    const next = lane[results.length];
    if (next && shared.has(next) && product.has(next) === product.has(level)) continue;
    if (stack) await stopStack(stack);
    stack = undefined;
  }
  return results;
}

function readArguments(args: string[]): { wanted: Level[]; rest: string[] } {
  const wanted: Level[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg !== '--project') {
      rest.push(arg);
      continue;
    }
    at += 1;
    const level = levels.find((name) => name === args[at]);
    if (!level) throw new Error(`There is no level "${args[at] ?? ''}"; there are ${levels.join(', ')}.`);
    wanted.push(level);
  }
  return { wanted: wanted.length > 0 ? wanted : [...levels], rest };
}

function hasTests(level: Level): boolean {
  const folder = join('test', level);
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((file) => /\.(test|spec)\.tsx?$/.test(String(file)));
}

/** How a level runs: with which arguments and servers, and whether another level runs beside it. */
type How = { rest: string[]; env: Record<string, string>; besides: boolean };

async function runLevel(level: Level, how: How): Promise<Result> {
  console.log(`\n== ${level}`);
  const began = Date.now();
  const report = join(reports, `${level}.json`);
  await rm(report, { force: true });
  const code = level === 'web' ? await runPlaywright(report, how) : await runJest(level, report, how);
  const counts = await readReport(report);
  // A run that ended badly without a failed test (a crash, a syntax error, no report) is a failure all the same.
  const failed = counts.failed === 0 && code !== 0 ? 1 : counts.failed;
  return { level, ...counts, failed, seconds: (Date.now() - began) / 1000 };
}

function runJest(level: Level, report: string, { rest, env, besides }: How): Promise<number> {
  const flags = ['--selectProjects', level, '--json', `--outputFile=${report}`, ...(inCi ? ['--ci'] : [])];
  const pure = level === 'domain' || level === 'policies' || level === 'components';
  const alone = pure && !besides ? [] : pure ? ['--maxWorkers=1'] : ['--runInBand'];
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  // Workers of jest inherit the flags through NODE_OPTIONS only.
  const options = { NODE_OPTIONS: [process.env['NODE_OPTIONS'] ?? '', ...node].join(' ').trim() };
  return run([jest, ...flags, ...alone, ...rest], { ...env, ...options }, 'ignore');
}

function runPlaywright(report: string, { rest, env }: How): Promise<number> {
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  return run(
    [cli, 'test', ...rest],
    { ...env, PLAYWRIGHT_REPORT: report, CHROMIUM_PATH: findChromium() },
    'inherit',
  );
}

function run(args: string[], env: Record<string, string>, stdout: 'inherit' | 'ignore'): Promise<number> {
  return new Promise((resolve) => {
    // jest writes its progress to the error stream; its output is the JSON that goes to the file as well.
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_ENV: 'test', ...env },
      stdio: ['ignore', stdout, 'inherit'],
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

type Report = {
  // jest
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  numRuntimeErrorTestSuites?: number;
  // Playwright
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors?: unknown[];
};

async function readReport(file: string): Promise<Pick<Result, 'passed' | 'failed' | 'skipped'>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as Report;
  if (report.stats) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0),
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function summarise(results: Result[]): number {
  console.log('');
  for (const { level, passed, failed, skipped, seconds } of results) {
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`${level.padEnd(12)}${passed} passed, ${failed} failed${left}  (${seconds.toFixed(1)} s)`);
  }
  const sum = (pick: (result: Result) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const [passed, skipped] = [sum((result) => result.passed), sum((result) => result.skipped)];
  // In CI nothing is passed over: a test that was skipped is one that was not passed.
  const failed = sum((result) => result.failed) + (inCi ? skipped : 0);
  if (passed + failed === 0) console.log('No test ran.');
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

async function startStack(options: { withApp: boolean }): Promise<RunningTestStack> {
  const stack = await startTestStack(options);
  stacks.add(stack);
  return stack;
}

async function stopStack(stack: RunningTestStack): Promise<void> {
  stacks.delete(stack);
  await stack.stop();
}

function stopStacks(): Promise<unknown> {
  return Promise.allSettled([...stacks].map(stopStack));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const leave = () => process.exit(130);
    stopStacks().then(leave, leave);
  });
}

main().then(
  (code) => process.exit(code),
  async (failure: unknown) => {
    console.error(explain(failure, process.env['LOG_LEVEL'] === 'debug'));
    await stopStacks();
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);
