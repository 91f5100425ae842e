import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { isAlive } from '../../stack/processes.js';
import { startTemporal, type Temporal } from '../../stack/temporal.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let running: Temporal | undefined;
const said: string[] = [];
const taskQueue = 'stack-test';

const start = async () => {
  running = await startTemporal({
    home: folder.home,
    port: 56_833,
    tests: true,
    say: (sentence) => said.push(sentence),
  });
  return running;
};

async function withClient<Result>(
  address: string,
  act: (client: Client) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({ address });
  return act(new Client({ connection })).finally(() => connection.close());
}

async function withWorker<Result>(address: string, act: () => Promise<Result>): Promise<Result> {
  const connection = await NativeConnection.connect({ address });
  const workflowsPath = fileURLToPath(new URL('sleeper-workflow.ts', import.meta.url));
  const worker = await Worker.create({ connection, taskQueue, workflowsPath });
  return worker.runUntil(act()).finally(() => connection.close());
}

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  folder = await stateFolder();
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  said.length = 0;
});

afterAll(() => folder.remove());

test('a timer that was running when the server was killed fires after the restart', async () => {
  const first = await start();
  await withClient(first.address, (client) =>
    client.workflow.start('sleeper', { taskQueue, workflowId: 'sleeper', args: [3_000] }),
  );
  await withWorker(first.address, () =>
    withClient(first.address, async (client) => {
      const handle = client.workflow.getHandle('sleeper');
      // The timer is running as soon as the first task is done, which the query waits for.
      expect(await handle.query('state')).toBe('asleep');
    }),
  );
  await first.kill9();
  const second = await start();
  const result = await withWorker(second.address, () =>
    withClient(second.address, (client) => client.workflow.getHandle('sleeper').result()),
  );
  expect(result).toBe('awake');
});

test('a server that a killed run left behind on the same file is stopped first', async () => {
  const leftBehind = await start();
  const next = await start();
  expect(isAlive(leftBehind.pid)).toBe(false);
  expect(said).toEqual([expect.stringContaining(`pid ${leftBehind.pid}`)]);
  await withClient(next.address, (client) => client.connection.ensureConnected());
});

test('histories are kept for 90 days, and the two search attributes are there', async () => {
  const { address } = await start();
  await withClient(address, async ({ connection }) => {
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3600);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes ?? {}).toSorted()).toEqual(['RinnallaPolicy', 'RinnallaWake']);
  });
});

test('a file that no server ever answered on is set aside', async () => {
  await rm(join(folder.home, 'temporal.db.ready'));
  await start();
  expect(said).toEqual([expect.stringContaining('incomplete')]);
});

test('a deleted file is made anew without what its write-ahead log still held', async () => {
  const file = join(folder.home, 'temporal.db');
  await rm(file);
  const { address } = await start();
  expect(existsSync(file)).toBe(true);
  await withClient(address, async (client) => {
    await expect(client.workflow.getHandle('sleeper').describe()).rejects.toThrow(/not found/i);
  });
});
