import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { StackProblem } from '../../stack/problem.js';
import { keysOf, readSecrets } from '../../stack/secrets.js';
import { startStack } from '../../stack/stack.js';
import { readSettings, required, type Settings } from '../settings.js';
import { temporalClient } from '../temporal.js';
import { findRunningStack } from './find-running.js';

/** What an operator's command works with. */
export interface Surroundings {
  readonly settings: Settings;
  /** PostgreSQL as the application's role: an operator's command may do no more to the log than the product. */
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly close: () => Promise<void>;
}

export interface Wanted {
  /** Also the engine; default true. */
  readonly temporal?: boolean;
  /** Starts the embedded servers for the time of the command when they do not run, without API and worker. */
  readonly startServers?: boolean;
  readonly say?: (sentence: string) => void;
}

/** Settings of the environment, filled up from the embedded stack that runs on RINNALLA_HOME. */
async function settle(extra: Readonly<Record<string, string>> = {}): Promise<Settings> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const { home } = readSettings(given);
  const kept = existsSync(join(home, 'secrets.json')) ? keysOf(await readSecrets(home)) : {};
  return readSettings({ ...kept, ...(await findRunningStack(home)), ...extra, ...given });
}

/** Opens what a command needs and makes sure that it answers. Throws StackProblem with a way out. */
export async function openSurroundings(wanted: Wanted = {}): Promise<Surroundings> {
  let settings = await settle();
  let stop = async (): Promise<void> => {};
  if (wanted.startServers && (!settings.databaseUrl || !settings.temporalAddress)) {
    const stack = await startStack({
      home: settings.home,
      external: settings,
      say: wanted.say ?? (() => {}),
    });
    stop = () => stack.stop();
    settings = await settle(stack.env);
  }
  try {
    return await connect(settings, wanted.temporal ?? true, stop);
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function notRunning(settings: Settings, what: string): StackProblem {
  return new StackProblem(
    `${what} is not running on ${resolve(settings.home)}, and the environment names no other.`,
    'start it with `npm start` in another window, or set DATABASE_URL and TEMPORAL_ADDRESS.',
  );
}

async function connect(
  settings: Settings,
  withTemporal: boolean,
  stop: () => Promise<void>,
): Promise<Surroundings> {
  if (!settings.databaseUrl) throw notRunning(settings, 'PostgreSQL');
  if (withTemporal && !settings.temporalAddress) throw notRunning(settings, 'Temporal');
  const { databaseUrl } = required(settings, 'databaseUrl');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 6,
    connectionTimeoutMillis: 5_000,
    application_name: 'rinnalla-operator',
  });
  pool.on('error', () => undefined);
  const { client, close: closeTemporal } = temporalClient({
    ...settings,
    temporalAddress: settings.temporalAddress ?? 'unset:0',
  });
  const close = async (): Promise<void> => {
    await Promise.allSettled([pool.end(), closeTemporal()]);
    await stop();
  };
  try {
    await reachPostgres(pool);
    if (withTemporal) await reachTemporal(client, settings);
  } catch (failure) {
    await Promise.allSettled([pool.end(), closeTemporal()]);
    throw failure;
  }
  return { settings, pool, temporal: client, close };
}

async function reachPostgres(pool: pg.Pool): Promise<void> {
  const { rows } = await pool
    .query<{ there: boolean }>(`SELECT to_regclass('case_event') IS NOT NULL AS there`)
    .catch((failure: Error) => {
      throw new StackProblem(
        `PostgreSQL does not answer: ${failure.message}.`,
        'start it, or correct DATABASE_URL.',
      );
    });
  if (rows[0]?.there) return;
  throw new StackProblem(
    'The database has no tables of Rinnalla.',
    'bring the schema up first: `npm start`, or `node bin/run.mjs bin/migrate.ts`.',
  );
}

async function reachTemporal(
  client: Client,
  { temporalAddress, temporalNamespace }: Settings,
): Promise<void> {
  const connection = client.connection as Connection;
  const deadline = Date.now() + 10_000;
  await connection
    .withDeadline(deadline, () =>
      connection.workflowService.describeNamespace({ namespace: temporalNamespace }),
    )
    .catch((failure: Error) => {
      throw new StackProblem(
        `Temporal at ${temporalAddress} does not serve namespace ${temporalNamespace}: ${failure.message}.`,
        'start it, or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.',
      );
    });
}
