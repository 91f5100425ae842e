import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lastError, openLog } from './logs.js';
import { endProcess } from './processes.js';

/** A process of ours (API, worker) that is started again when it dies. */
export type Child = {
  /** Undefined while it is between two lives. */
  readonly pid: number | undefined;
  /** How many times it has died by itself. */
  readonly deaths: number;
  /** The last error it wrote, or its last lines. */
  lastWords(): Promise<string>;
  /** Asks it to stop and waits; it is not started again. */
  stop(patienceMs?: number): Promise<void>;
  /** Starts it again after `stop` or a death that was to stay. */
  start(): void;
  /** For drills: ends it at once; with `stay`, it is not started again. */
  kill9(options?: { stay?: boolean }): Promise<void>;
};

export type ChildOptions = {
  /** For sentences: "the worker". */
  name: string;
  /** Entry point, from the top of the repository: `bin/worker.ts`. */
  entry: string;
  env: Record<string, string | undefined>;
  /** File its output goes to. */
  log: string;
  say?: (sentence: string) => void;
};

const top = fileURLToPath(new URL('..', import.meta.url));
const followParent = new URL('../bin/follow-parent.mjs', import.meta.url).href;
const run = fileURLToPath(new URL('../bin/run.mjs', import.meta.url));
const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A life this long counts as healthy: the next death starts with the short pause again. */
const healthyMs = 30_000;

/** Starts an entry point as a process of its own and keeps it alive. */
export function startChild(options: ChildOptions): Child {
  const say = options.say ?? (() => {});
  let current: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wanted = true;
  let deaths = 0;
  let pause = firstPauseMs;

  const live = () => {
    const born = Date.now();
    const child = launch(options);
    current = child;
    child.once('exit', (code, signal) => {
      current = undefined;
      if (!wanted) return;
      deaths += 1;
      pause = Date.now() - born > healthyMs ? firstPauseMs : Math.min(pause * 2, longestPauseMs);
      say(
        `${options.name} ended unexpectedly (${signal ?? `code ${code}`}); starting it again. Log: ${options.log}`,
      );
      timer = setTimeout(live, pause);
    });
  };
  const end = async (signal: NodeJS.Signals, patienceMs: number, stay: boolean) => {
    if (stay) {
      wanted = false;
      clearTimeout(timer);
    }
    if (current?.pid !== undefined) await endProcess(current.pid, signal, patienceMs);
  };
  live();
  return {
    get pid() {
      return current?.pid;
    },
    get deaths() {
      return deaths;
    },
    lastWords: async () => lastError(await readFile(options.log, 'utf8').catch(() => '')),
    stop: (patienceMs = 8_000) => end('SIGTERM', patienceMs, true),
    start() {
      wanted = true;
      if (!current) live();
    },
    kill9: ({ stay = false } = {}) => end('SIGKILL', 5_000, stay),
  };
}

function launch({ entry, env, log }: ChildOptions): ChildProcess {
  const out = openLog(log);
  const child = spawn(process.execPath, ['--import', followParent, run, entry], {
    cwd: top,
    env,
    // Its own group: Ctrl-C reaches only `npm start`, which stops everything in order.
    detached: true,
    stdio: ['ignore', out, out, 'ipc'],
  });
  closeSync(out);
  child.on('error', () => {});
  return child;
}
