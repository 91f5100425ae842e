import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { commandLineOf, isAlive } from '../../stack/processes.js';
import { keysOf, readSecrets } from '../../stack/secrets.js';

/** Variables of the environment that api and worker of a running embedded stack were given. */
export type StackEnvironment = Readonly<Record<string, string>>;

/** Port of the database server whose data lie in the state folder: the server notes it there itself. */
async function postgresPort(home: string): Promise<number | undefined> {
  const lines = (await readFile(join(home, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 1 && port > 0 && isAlive(pid) ? port : undefined;
}

/** Port of the engine that runs on the state folder's file, from its own command line. */
async function temporalPort(home: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(home, 'temporal.pid'), 'utf8').catch(() => ''));
  if (!(pid > 1) || !isAlive(pid)) return undefined;
  const line = await commandLineOf(pid);
  if (!line.includes(join(home, 'temporal.db'))) return undefined;
  return Number(/--port (\d+)/.exec(line)?.[1]) || undefined;
}

/** What the servers of the embedded stack on this folder can be reached by; those that do not run are absent. */
export async function findRunningStack(folder: string): Promise<StackEnvironment> {
  const home = resolve(folder);
  const [postgres, temporal] = await Promise.all([postgresPort(home), temporalPort(home)]);
  if (postgres === undefined && temporal === undefined) return {};
  const secrets = await readSecrets(home);
  const url = (role: 'app' | 'owner' | 'eraser'): string =>
    `postgresql://rinnalla_${role}:${secrets[role]}@127.0.0.1:${postgres}/rinnalla`;
  return {
    ...keysOf(secrets),
    ...(postgres === undefined
      ? {}
      : {
          DATABASE_URL: url('app'),
          DATABASE_OWNER_URL: url('owner'),
          DATABASE_ERASER_URL: url('eraser'),
        }),
    ...(temporal === undefined ? {} : { TEMPORAL_ADDRESS: `127.0.0.1:${temporal}` }),
  };
}
