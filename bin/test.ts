import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { explain } from '../stack/problem.js';
import { endPrograms, jest, mocha, playwright, runProgram, type Program } from './test-programs.js';
import { startTestStack, type RunningTestStack } from './test-stack.js';

/**
 * `npm test`: every level, and one line at the end that sums them.
 * `npm test -- --project domain [arguments for its runner]` runs one level alone.
 *
 * Most levels wait more than they compute, so two lanes of levels with servers run beside each other where there are two
 * cores, and a third that only computes takes what they leave over. What a level says is told when it ends, in one piece;
 * of a single level, as it comes.
 */
const levels = [
  'domain',
  'policies',
  'components',
  'stack',
  'replay',
  'workflows',
  'activities',
  'api',
  'web',
  'drills',
] as const;
type Level = (typeof levels)[number];
type Result = { level: Level; passed: number; failed: number; skipped: number; seconds: number };

/**
 * Levels that need a stack, and share it with their neighbours in the lane; of these, `product` also need worker and API,
 * and share one of their own: the others write into the engine in clear, and change rows by hand, to see what is found.
 * The rest start what they need.
 */
const shared = new Set<Level>(['workflows', 'activities', 'api', 'web']);
const product = new Set<Level>(['api', 'web']);
/** Without servers: both cores, when no other lane runs or it is left over. */
const serverless = new Set<Level>(['domain', 'policies', 'components']);
const reports = 'reports';
const inCi = process.env['CI'] === 'true';
/** The longest first: what is left over at the end is short. */
const lanes: readonly (readonly Level[])[] = [
  ['web', 'api', 'stack', 'replay', 'policies', 'components'],
  ['drills', 'workflows', 'activities'],
  ['domain'],
];
/** Computes for minutes and waits for nothing: it yields to the levels whose servers are to answer in time. */
const yielding: Level = 'domain';
const running = new Set<RunningTestStack>();
/** Stacks that are being started: whoever leaves meanwhile waits for them, and stops them. */
const opening = new Set<Promise<unknown>>();
/** Somebody has stopped the run: no level begins any more. */
let leaving = false;

async function main(): Promise<number> {
  const { wanted, rest } = readArguments(process.argv.slice(2));
  await mkdir(reports, { recursive: true });
  const chosen = wanted.filter((level) => hasTests(level));
  const beside = chosen.length > 1 && availableParallelism() > 1;
  const own = beside ? lanes.map((lane) => lane.filter((level) => chosen.includes(level))) : [chosen];
  const results = await Promise.all(own.map((lane) => runLane(lane, rest, beside)));
  return summarise(results.flat());
}

/** One level after the other. */
async function runLane(chosen: readonly Level[], rest: string[], beside: boolean): Promise<Result[]> {
  const results: Result[] = [];
  let stack: RunningTestStack | undefined;
  for (const level of chosen) {
    if (shared.has(level)) stack ??= await openStack(product.has(level));
    if (leaving) break;
    results.push(await runLevel(level, rest, shared.has(level) ? (stack?.env ?? {}) : {}, beside));
    const next = chosen[results.length];
    if (!stack || (next && shared.has(next) && product.has(next) === product.has(level))) continue;
    await closeStack(stack);
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

async function runLevel(
  level: Level,
  rest: string[],
  env: Record<string, string>,
  beside: boolean,
): Promise<Result> {
  console.log(`\n== ${level}${beside ? ' begins' : ''}`);
  const began = Date.now();
  const report = join(reports, `${level}.json`);
  await rm(report, { force: true });

  const yields = beside && level === yielding;
  const inOneProcess = (beside && !yields) || !serverless.has(level);
  const { args, env: own } = programOf(level, report, rest, inOneProcess);
  // jest's own output is the JSON that goes to the file as well; its progress goes to the error stream.
  const { code, said } = await runProgram(
    { args, env: { ...env, ...own } },
    { collect: beside, withOutput: level === 'web' || level === 'domain', yields },
  );
  if (beside) console.log(`\n== ${level}\n${said}`);
  const counts = await readReport(report);
  // A run that ended badly without a failed test (a crash, a syntax error, no report) is a failure all the same.
  const failed = counts.failed === 0 && code !== 0 ? 1 : counts.failed;
  return { level, ...counts, failed, seconds: (Date.now() - began) / 1000 };
}

function programOf(level: Level, report: string, rest: string[], inOneProcess: boolean): Program {
  if (level === 'web') return playwright(report, rest);
  if (level === 'domain') return mocha(report, rest, inOneProcess);
  return jest(level, report, rest, inOneProcess);
}

type PlaywrightStats = { expected: number; unexpected: number; flaky: number; skipped: number };
type MochaStats = { passes: number; failures: number; pending: number };
type Report = {
  // jest
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  numRuntimeErrorTestSuites?: number;
  stats?: PlaywrightStats | MochaStats;
  errors?: unknown[];
};

async function readReport(file: string): Promise<Pick<Result, 'passed' | 'failed' | 'skipped'>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as Report;
  const { stats } = report;
  if (stats && 'passes' in stats)
    return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  if (stats)
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    };
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

async function openStack(withApp: boolean): Promise<RunningTestStack> {
  const starting = startTestStack({ withApp });
  opening.add(starting);
  try {
    const stack = await starting;
    running.add(stack);
    return stack;
  } finally {
    opening.delete(starting);
  }
}

async function closeStack(stack: RunningTestStack): Promise<void> {
  running.delete(stack);
  await stack.stop();
}

async function closeStacks(): Promise<void> {
  await Promise.allSettled(opening);
  await Promise.all([...running].map(closeStack));
}

/** Programs first, the servers that they use after them. */
async function leave(): Promise<void> {
  leaving = true;
  await endPrograms();
  await closeStacks();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const exit = () => process.exit(130);
    leave().then(exit, exit);
  });
}

main().then(
  (code) => process.exit(code),
  async (failure: unknown) => {
    console.error(explain(failure, process.env['LOG_LEVEL'] === 'debug'));
    await closeStacks();
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);
