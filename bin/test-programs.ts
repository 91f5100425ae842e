import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium.js';

const CORE_TESTS = join('test', 'domain');
const inCi = process.env['CI'] === 'true';

/** Arguments for Node, and the environment on top of ours. */
export type Program = { readonly args: string[]; readonly env: Record<string, string> };

/** One level of jest's; its report is written to `report`. */
export function jest(level: string, report: string, rest: string[], inOneProcess: boolean): Program {
  const flags = ['--selectProjects', level, '--json', `--outputFile=${report}`, ...(inCi ? ['--ci'] : [])];
  const alone = inOneProcess ? ['--runInBand'] : [];
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const file = join('node_modules', 'jest', 'bin', 'jest.js');
  // Workers of jest inherit the flags through NODE_OPTIONS only.
  const options = [process.env['NODE_OPTIONS'] ?? '', ...node].join(' ').trim();
  return { args: [file, ...flags, ...alone, ...rest], env: { NODE_OPTIONS: options } };
}

/** The tests of the core, on mocha: `rest` is parts of the files' names, then options; the report goes to `report`. */
export function mocha(report: string, rest: string[], inOneProcess: boolean): Program {
  const options = rest.findIndex((arg) => arg.startsWith('-'));
  const [parts, given] = options < 0 ? [rest, []] : [rest.slice(0, options), rest.slice(options)];
  const files = readdirSync(CORE_TESTS, { recursive: true })
    .map((name) => join(CORE_TESTS, String(name)))
    .filter((file) => file.endsWith('.test.ts') && parts.every((part) => file.includes(part)));
  const node = ['--import=tsx', '--import=./test/mocha/words.mjs'];
  const told = ['--reporter', './test/mocha/report.cjs', '--reporter-option', `output=${report}`];
  // The patience is for the lives, which take a minute of computing, and yield to the levels beside them.
  const flags = ['--timeout', '1800000', ...(inCi ? ['--forbid-only'] : [])];
  const beside = inOneProcess ? [] : ['--parallel', '--jobs', '2'];
  const program = join('node_modules', 'mocha', 'bin', 'mocha.js');
  return { args: [...node, program, ...told, ...flags, ...beside, ...given, ...files], env: {} };
}

/** The journeys in a real browser; the report is written to `report`. */
export function playwright(report: string, rest: string[]): Program {
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  return { args: [cli, 'test', ...rest], env: { PLAYWRIGHT_REPORT: report, CHROMIUM_PATH: findChromium() } };
}

interface Manner {
  /** Collected, or where ours goes. */
  readonly collect: boolean;
  readonly withOutput: boolean;
  /** Takes of the cores what others leave over. */
  readonly yields: boolean;
}

const running = new Set<ChildProcess>();

/** Ends what is still running, and waits for it: nobody asks for its result any more. */
export async function endPrograms(): Promise<void> {
  const ended = [...running].map(
    (child) =>
      new Promise<void>((resolve) => {
        child.once('close', () => resolve());
        child.kill('SIGTERM');
      }),
  );
  await Promise.all(ended);
}

/** Runs a program of Node's, and answers what it said where that is collected. */
export function runProgram(
  { args, env }: Program,
  { collect, withOutput, yields }: Manner,
): Promise<{ readonly code: number; readonly said: string }> {
  const shown = collect ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_ENV: 'test', ...env },
      stdio: ['ignore', withOutput ? shown : 'ignore', shown],
    });
    if (yields) yieldToOthers(child.pid);
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    }
    child.once('error', (failure) => resolve({ code: 1, said: `${said}${failure.message}` }));
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, said });
    });
  });
}

function yieldToOthers(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let us: then it competes.
  }
}
