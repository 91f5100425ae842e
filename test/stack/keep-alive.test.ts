import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { keepAlive } from '../../stack/keep-alive.js';
import { waitUntil } from '../../stack/processes.js';
import { startStack, type Stack } from '../../stack/stack.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let stack: Stack;
let endWatch: () => Promise<void>;
const said: string[] = [];
const ports = { postgres: 57_300, temporal: 57_433, smtp: 57_525, inbox: 57_625 };

beforeAll(async () => {
  folder = await stateFolder();
  stack = await startStack({ home: folder.home, ports, withoutMigrations: true });
  endWatch = keepAlive(stack, (sentence) => said.push(sentence), 50);
});

afterAll(async () => {
  await endWatch();
  await stack.stop();
  await folder.remove();
});

async function databaseAnswers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: stack.appUrl, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

async function engineAnswers(): Promise<boolean> {
  const connection = await Connection.connect({ address: stack.temporalAddress, connectTimeout: '1s' }).catch(
    () => undefined,
  );
  await connection?.close();
  return connection !== undefined;
}

test('servers that are killed come back under the same addresses', async () => {
  const before = { postgres: stack.postgres?.pid, temporal: stack.temporal?.pid };
  await stack.postgres?.kill9();
  await stack.temporal?.kill9();
  expect(await waitUntil(() => stack.temporal?.pid !== before.temporal, 30_000)).toBe(true);
  expect(stack.postgres?.pid).not.toBe(before.postgres);
  expect([await databaseAnswers(), await engineAnswers()]).toEqual([true, true]);
  expect(said).toEqual([expect.stringContaining('PostgreSQL'), expect.stringContaining('Temporal')]);
});
