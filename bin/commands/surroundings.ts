import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { StackProblem } from '../../stack/problem.js';
import { keysOf, readSecrets } from '../../stack/secrets.js';
import { readSettings, type Settings } from '../settings.js';
import { findRunningStack } from './find-running.js';

/** What most of an operator's commands work with. */
export interface Store {
  readonly settings: Settings;
  /** PostgreSQL as the application's role: an operator's command may do no more to the log than the product. */
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

/** What those work with that speak to the engine, too. */
export interface Surroundings extends Store {
  readonly temporal: Client;
}

export interface Wanted {
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

type Settled = { readonly settings: Settings; readonly stop: () => Promise<void> };

/** Settings by which the servers can be reached, which are started when that is wanted. */
async function reach({ startServers, say = () => {} }: Wanted): Promise<Settled> {
  const settings = await settle();
  if (!startServers || (settings.databaseUrl && settings.temporalAddress))
    return { settings, stop: async () => {} };
  // Read when it is needed: the servers' own libraries take longer to load than most commands to run.
  const { startStack } = await import('../../stack/stack.js');
  const stack = await startStack({ home: settings.home, external: settings, say });
  return { settings: await settle(stack.env), stop: () => stack.stop() };
}

/** Opens the store and makes sure that it answers. Throws StackProblem with a way out. */
export async function openStore(wanted: Wanted = {}): Promise<Store> {
  return connectStore(await reach(wanted));
}

/** Opens store and engine. `temporal`: whether the engine must answer (default); otherwise it is not asked. */
export async function openSurroundings({
  temporal = true,
  ...wanted
}: Wanted & { readonly temporal?: boolean } = {}): Promise<Surroundings> {
  const store = await connectStore(await reach(wanted));
  const { settings } = store;
  const { temporalClient } = await import('../temporal.js');
  const address = settings.temporalAddress ?? 'unset:0';
  const { client, close: closeTemporal } = temporalClient({ ...settings, temporalAddress: address });
  const close = async (): Promise<void> => {
    await Promise.allSettled([closeTemporal(), store.close()]);
  };
  try {
    if (temporal && !settings.temporalAddress) throw notRunning(settings, 'Temporal');
    if (temporal) await reachTemporal(client, settings);
    return { ...store, temporal: client, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

function notRunning(settings: Settings, what: string): StackProblem {
  return new StackProblem(
    `${what} is not running on ${resolve(settings.home)}, and the environment names no other.`,
    'start it with `npm start` in another window, or set DATABASE_URL and TEMPORAL_ADDRESS.',
  );
}

async function connectStore({ settings, stop }: Settled): Promise<Store> {
  let pool: pg.Pool | undefined;
  const close = async (): Promise<void> => {
    await pool?.end().catch(() => undefined);
    await stop();
  };
  try {
    if (!settings.databaseUrl) throw notRunning(settings, 'PostgreSQL');
    pool = new pg.Pool({
      connectionString: settings.databaseUrl,
      max: 6,
      connectionTimeoutMillis: 5_000,
      application_name: 'rinnalla-operator',
    });
    pool.on('error', () => undefined);
    await reachPostgres(pool);
    return { settings, pool, close };
  } catch (failure) {
    await close();
    throw failure;
  }
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
