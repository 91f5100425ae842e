import { spawn } from 'node:child_process';
import { closeSync, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { lastLines, openLog } from './logs.js';
import { releasePort, startOnPort } from './ports.js';
import { StackProblem } from './problem.js';
import { commandLineOf, endProcess, isAlive, waitUntil } from './processes.js';
import { obtainTemporal, type TemporalBinary } from './temporal-binary.mjs';
import { prepareNamespace, searchAttributes } from './temporal-namespace.js';

/** A running embedded Temporal server. */
export type Temporal = {
  address: string;
  port: number;
  pid: number;
  /** Whether workflows can skip time (false only for the old server `go install` builds). */
  skipsTime: boolean;
  stop(): Promise<void>;
  /** For drills: the power goes off. */
  kill9(): Promise<void>;
};

export type TemporalOptions = {
  /** The state folder; everything the engine knows lies in `<home>/temporal.db`. */
  home: string;
  /** Tried first; the next free one is taken when it is busy. */
  port?: number | undefined;
  /** Fires due timers within milliseconds instead of a second: stories of a school year are counted in timers. */
  tests?: boolean;
  say?: (sentence: string) => void;
};

/**
 * Starts the development server on loopback with a file that survives restarts.
 *
 * 1. A server a killed run left behind on the same file is stopped by its own pid first.
 * 2. The file counts only once a server has answered on it: the schema is written when the file is made, never
 *    repaired, so what an early crash left is moved aside. The cases come back from their log (`rinnalla rebuild`).
 * 3. Histories are kept for 90 days after a case has closed: after a loss of PostgreSQL they fill the gap.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const say = options.say ?? (() => {});
  const home = resolve(options.home);
  const files = { db: join(home, 'temporal.db'), log: join(home, 'logs', 'temporal.log') };
  await mkdir(join(home, 'logs'), { recursive: true });
  const binary = await findBinary(home, options.tests ?? false, say);
  await stopLeftOverTemporal(home, say);
  await setIncompleteAside(files.db, binary.version, say);
  const tests = options.tests ?? false;
  const { port, pid } = await startOnPort(options.port ?? 7233, 'Temporal', async (free) => {
    const started = await launch(binary, serverArguments(files.db, free, tests), home, files.log);
    await untilItAnswers(`127.0.0.1:${free}`, started, files.log);
    return { pid: started };
  });
  const address = `127.0.0.1:${port}`;
  await writeFile(`${files.db}.ready`, `${binary.version}\n`);
  const end = async (signal: NodeJS.Signals) => {
    await endProcess(pid, signal, 10_000);
    releasePort(port);
    if (signal !== 'SIGKILL') await rm(join(home, 'temporal.pid'), { force: true });
  };
  return {
    address,
    port,
    pid,
    skipsTime: binary.skipsTime,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
  };
}

async function findBinary(
  home: string,
  tests: boolean,
  say: (sentence: string) => void,
): Promise<TemporalBinary> {
  const wayOut =
    'check the connection (a proxy?) and start again; or install the Temporal CLI 1.9 or newer (`temporal` on the ' +
    'PATH), or set TEMPORAL_ADDRESS to a running server.';
  const binary = await obtainTemporal({ home, say }).catch((failure: Error) => {
    throw new StackProblem(`${failure.message} It is fetched once, over the internet.`, wayOut);
  });
  if (tests && !binary.skipsTime) {
    throw new StackProblem(
      `The Temporal server at hand (${binary.version}) cannot skip time; the tests need it.`,
      wayOut,
    );
  }
  return binary;
}

/**
 * Limits of the server, also for production (stack/temporal-dynamic-config.yaml): a bulk run and a busy morning
 * put many commands on one case, more than the defaults of 10 and 2,000.
 */
export const dynamicConfig: Record<string, string> = {
  'history.maxInFlightUpdates': '100',
  'history.maxTotalUpdates': '20000',
};

function serverArguments(db: string, port: number, tests: boolean): string[] {
  const dynamic = [
    'frontend.WorkflowTimeSkippingEnabled=true',
    ...Object.entries(dynamicConfig).map(([key, value]) => `${key}=${value}`),
    ...(tests ? ['history.timerProcessorMaxTimeShift="5ms"'] : []),
  ];
  const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'];
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--db-filename', db, '--log-level', 'error'],
    ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...dynamic.flatMap((value) => ['--dynamic-config-value', value]),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}

/** Stops the server that a killed run left behind on this state folder, if there is one. */
export async function stopLeftOverTemporal(home: string, say: (sentence: string) => void): Promise<void> {
  const pid = Number(await readFile(join(home, 'temporal.pid'), 'utf8').catch(() => ''));
  if (!(pid > 1) || !isAlive(pid)) return;
  // The pid may be somebody else's by now: only a server on our own file is ours to stop.
  if (!(await commandLineOf(pid)).includes(join(home, 'temporal.db'))) return;
  say(`A Temporal server of an earlier run was still there (pid ${pid}); stopping it first.`);
  await endProcess(pid, 'SIGTERM', 10_000);
}

async function setIncompleteAside(
  db: string,
  version: string,
  say: (sentence: string) => void,
): Promise<void> {
  if (!existsSync(db)) {
    // A write-ahead log without its file would be read back into the new one.
    for (const suffix of ['.ready', '-wal', '-shm']) await rm(db + suffix, { force: true });
    return;
  }
  const madeBy = (await readFile(`${db}.ready`, 'utf8').catch(() => '')).trim();
  if (madeBy === version) return;
  const aside = `${db}.${madeBy === '' ? 'incomplete' : `of-${madeBy}`}-${Date.now()}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(db + suffix)) await rename(db + suffix, aside + suffix);
  }
  const why = madeBy === '' ? 'incomplete' : `made by server ${madeBy}, which ${version} cannot read`;
  say(
    `The engine's file was ${why}; it is now ${aside}. Bring open cases back with \`npm run rinnalla rebuild\`.`,
  );
}

/**
 * How the embedded engine collects what it no longer needs: a quarter as often as Go does by itself, and as often as it must
 * near a gigabyte (docs/operations.md). Collecting was a sixth of its work.
 */
const COLLECTING = { GOGC: '400', GOMEMLIMIT: '1GiB' };

async function launch(binary: TemporalBinary, args: string[], home: string, log: string): Promise<number> {
  const out = openLog(log);
  // A group of its own: Ctrl-C must not reach it before the worker has let go.
  const env = { ...COLLECTING, ...process.env };
  const child = spawn(binary.path, args, { detached: true, stdio: ['ignore', out, out], env });
  closeSync(out);
  child.on('error', () => {});
  child.unref();
  if (child.pid === undefined) {
    throw new StackProblem(
      `${binary.path} cannot be run.`,
      'delete the file and start again; it is fetched anew.',
    );
  }
  await writeFile(join(home, 'temporal.pid'), String(child.pid));
  return child.pid;
}

async function untilItAnswers(address: string, pid: number, log: string): Promise<void> {
  let last = 'it gave no answer within a minute';
  const answered = await waitUntil(
    async () => {
      if (!isAlive(pid)) return true;
      const connection = await Connection.connect({ address, connectTimeout: '2s' }).catch(() => undefined);
      if (!connection) return false;
      try {
        await prepareNamespace(connection, 'default');
        return true;
      } catch (failure) {
        last = (failure as Error).message;
        return false;
      } finally {
        await connection.close();
      }
    },
    60_000,
    50,
  );
  if (answered && isAlive(pid)) return;
  const tail = lastLines(await readFile(log, 'utf8').catch(() => ''), 2);
  const why = isAlive(pid) ? last : tail;
  await endProcess(pid, 'SIGTERM', 5_000);
  throw new StackProblem(
    `The Temporal server did not start: ${why}.`,
    `read ${log}; or move temporal.db away and run \`npm run rinnalla rebuild\`: cases come back from their log.`,
  );
}
