import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import type { CommandPending, CommandStatus, Readiness } from '../../api/contracts/answers.js';
import { sweepOnce } from '../../api/commands/sweeper.js';
import { instant } from '../../domain/time/instant.js';
import { concern, problemOf, send, signIn } from './door.js';
import { inProcess, type InProcess, type InProcessOptions } from './in-process.js';

const started: InProcess[] = [];

async function start(options: InProcessOptions = {}): Promise<InProcess> {
  const server = await inProcess(options);
  started.push(server);
  return server;
}

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

// A port of which nothing is ever heard.
const NOBODY = '127.0.0.1:1';

test('all parts up: ready', async () => {
  const got = await send<Readiness>('GET', '/health/ready');
  expect(got.status).toBe(200);
  expect(got.body).toEqual({
    status: 'up',
    checks: { postgres: 'up', temporal: 'up', worker: 'up', mail: 'up' },
  });
  expect((await send('GET', '/health/live')).body).toEqual({ status: 'up' });
});

test('PostgreSQL down: 503 with Retry-After, nothing was done, and readiness names the part', async () => {
  const { cookie } = await signIn('schoolCoordinator');
  const server = await start({ databaseUrl: `postgresql://nobody:x@${NOBODY}/none` });
  const headers = { cookie, 'x-requested-with': 'rinnalla', 'idempotency-key': randomUUID() };
  const got = await send('POST', '/api/v1/cases', { body: concern(), headers }, server.url);
  expect({ status: got.status, code: problemOf(got).code }).toEqual({ status: 503, code: 'store-down' });
  expect(got.headers.get('retry-after')).toBe('5');
  const ready = await send<Readiness>('GET', '/health/ready', {}, server.url);
  expect(ready.status).toBe(503);
  expect(ready.body.checks.postgres).toBe('down');
  expect((await send('GET', '/health/live', {}, server.url)).status).toBe(200);
});

test('mail server and engine down: readiness says which', async () => {
  const server = await start({ temporalAddress: NOBODY, smtpUrl: `smtp://${NOBODY}` });
  const { body } = await send<Readiness>('GET', '/health/ready', {}, server.url);
  expect(body.checks).toEqual({ postgres: 'up', temporal: 'down', worker: 'down', mail: 'down' });
});

test('engine down: 202, and done once when it is back', async () => {
  const down = await start({ temporalAddress: NOBODY });
  const person = await signIn('schoolCoordinator', down.url);
  const key = randomUUID();
  const got = await person.post<CommandPending>('/api/v1/cases', {
    body: concern(),
    headers: { 'idempotency-key': key },
  });
  expect({ status: got.status, body: got.body }).toEqual({ status: 202, body: { key, status: 'pending' } });
  expect(got.headers.get('location')).toBe(`/api/v1/commands/${key}`);
  expect((await person.get<CommandStatus>(`/api/v1/commands/${key}`)).body.status).toBe('pending');
  const again = await person.post('/api/v1/cases', { body: concern(), headers: { 'idempotency-key': key } });
  expect(again.status).toBe(202);

  const up = await start();
  const { pool, temporal } = up.deps;
  // The inbox is shared with other levels: what the sweep makes of their commands is not this test's matter.
  await sweepOnce({
    pool,
    temporal,
    taskQueue: up.deps.settings.taskQueue,
    afterMs: 0,
    now: () => Date.now() + 1_000,
  });
  const raiser = await signIn('schoolCoordinator', up.url);
  await expect(settled(() => raiser.get<CommandStatus>(`/api/v1/commands/${key}`))).resolves.toMatchObject({
    status: 'done',
    answer: { version: 1 },
  });
});

test('a sweep decides nothing twice', async () => {
  const up = await start({ now: () => instant(Date.now()) });
  const person = await signIn('schoolCoordinator', up.url);
  const raised = await person.raise(concern());
  const { temporal, settings } = up.deps;
  const pool = up.app;
  // As after a crash between decision and answer: the command looks undecided.
  const { id, ref } = raised.body;
  await sweepOnce({
    pool,
    temporal,
    taskQueue: settings.taskQueue,
    afterMs: 0,
    now: () => Date.now() + 1_000,
  });
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM case_event WHERE case_id = $1',
    [id],
  );
  expect({ ref, n: rows[0]?.n }).toEqual({ ref, n: 1 });
});

/** Asks until the command is no longer pending: the projection follows the decision. */
async function settled(ask: () => Promise<{ body: CommandStatus }>): Promise<CommandStatus> {
  for (let turn = 0; ; turn += 1) {
    const { body } = await ask();
    if (body.status !== 'pending' || turn === 600) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
