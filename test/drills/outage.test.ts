import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { concern, offerDiscussion, PatientClient, recordDiscussion } from './support/client.js';
import { settled } from './support/facts.js';
import { House, until } from './support/house.js';

let house: House;
let coordinator: PatientClient;
let curator: PatientClient;
beforeAll(async () => {
  house = await House.open();
  coordinator = await PatientClient.signIn(house, 'schoolCoordinator');
  curator = await PatientClient.signIn(house, 'curator');
});
afterAll(() => house?.close());

async function count(sql: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await house.pool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`, [
    ...values,
  ]);
  return rows[0]?.n ?? 0;
}

test('PostgreSQL is down: 503 and nothing was done; the same key is taken when it is back', async () => {
  const { id } = await coordinator.raise();
  const [raise, offer] = [randomUUID(), randomUUID()];
  await house.unwatch();
  await house.stack.postgres?.kill9();
  for (const [path, body, key] of [
    ['/api/v1/cases', concern(), raise],
    [`/api/v1/cases/${id}/commands`, offerDiscussion(), offer],
  ] as const) {
    const got = await curator.send('POST', path, body, key);
    expect({ status: got.status, body: got.body }).toMatchObject({
      status: 503,
      body: { code: 'store-down' },
    });
    expect(Number(got.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await house.bringBackPostgres();
  house.watch();
  await until('the database answers', () => count('command', []).catch(() => null));
  expect(await count('command WHERE key = ANY($1::uuid[])', [[raise, offer]])).toBe(0);
  expect(await count('case_event WHERE case_id = $1', [id])).toBe(1);

  const answer = await curator.command(id, offerDiscussion(), offer);
  expect(answer).toMatchObject({ id, version: 2 });
  await curator.raise({}, raise);
  expect(await count('command WHERE key = ANY($1::uuid[])', [[raise, offer]])).toBe(2);
}, 120_000);

test('no worker is there: 202, and all is done in order when one is back', async () => {
  const { id } = await coordinator.raise();
  await house.app.worker.kill9({ stay: true });
  const raised = randomUUID();
  const got = await coordinator.send('POST', '/api/v1/cases', concern(), raised);
  expect(got).toMatchObject({ status: 202, body: { key: raised, status: 'pending' } });
  expect(got.headers.get('location')).toBe(`/api/v1/commands/${raised}`);
  const keys: string[] = [];
  for (const body of [
    offerDiscussion(),
    recordDiscussion('postponed-by-learner'),
    offerDiscussion(),
    recordDiscussion(),
  ]) {
    const key = randomUUID();
    keys.push(key);
    expect(await curator.send('POST', `/api/v1/cases/${id}/commands`, body, key)).toMatchObject({
      status: 202,
    });
  }
  house.app.worker.start();
  const answers = [];
  for (const key of keys) answers.push(await curator.outcomeOf(key));
  expect(answers.map(({ version, events }) => [version, events[0]?.type])).toEqual([
    [2, 'discussion-offered'],
    [3, 'discussion-recorded'],
    [4, 'discussion-offered'],
    [5, 'discussion-recorded'],
  ]);
  expect(await coordinator.outcomeOf(raised)).toMatchObject({ version: 1 });
}, 120_000);

test('Temporal is down: 202, and done when it is back', async () => {
  const { id } = await coordinator.raise();
  await house.unwatch();
  await house.stack.temporal?.kill9();
  const [offer, record] = [randomUUID(), randomUUID()];
  expect(await curator.send('POST', `/api/v1/cases/${id}/commands`, offerDiscussion(), offer)).toMatchObject({
    status: 202,
  });
  expect(
    await curator.send('POST', `/api/v1/cases/${id}/commands`, recordDiscussion(), record),
  ).toMatchObject({ status: 202 });
  await house.bringBackTemporal();
  house.watch();
  expect(await curator.outcomeOf(offer)).toMatchObject({ version: 2 });
  expect(await curator.outcomeOf(record)).toMatchObject({ version: 3 });
}, 120_000);

test('the mail server is down: what is still true goes out later, and what is not is dropped', async () => {
  await settled(house);
  const mailbox = house.stack.mailbox;
  await mailbox?.pause();
  const [waiting, answered] = [
    await coordinator.raise({ urgent: true }),
    await coordinator.raise({ urgent: true }),
  ];
  await until('the postman has met the closed door', async () => {
    const tried = await count(`mail WHERE case_id = ANY($1::uuid[]) AND state = 'planned' AND attempts > 0`, [
      [waiting.id, answered.id],
    ]);
    return tried > 0 ? true : null;
  });
  await curator.command(answered.id, offerDiscussion());
  const before = (await mailbox?.messages())?.length ?? 0;
  await mailbox?.resume();
  await settled(house);
  const arrived = (await mailbox?.messages())?.slice(0, -before || undefined) ?? [];
  const text = arrived.map((mail) => mail.text).join('\n');
  expect(text).toContain(`${waiting.ref}: kiireellinen tehtävä`);
  // In office hours what is still true of the other case goes out too: who is responsible, what else waits.
  expect(text).not.toContain(`${answered.ref}: kiireellinen tehtävä`);
  const { rows } = await house.pool.query<{ case_id: string; state: string; note: string | null }>(
    `SELECT case_id, state, note FROM mail WHERE case_id = ANY($1::uuid[]) AND not_before <= now() AND template = 'urgent-task'`,
    [[waiting.id, answered.id]],
  );
  expect(rows.find((row) => row.case_id === waiting.id)).toMatchObject({ state: 'sent' });
  expect(rows.find((row) => row.case_id === answered.id)).toMatchObject({
    state: 'dropped',
    note: 'no longer true',
  });
}, 120_000);

test('the identity provider is down: nobody new comes in, and whoever is in works on', async () => {
  await house.stack.identity?.pause();
  const nobody = await fetch(`${house.url}/auth/sign-in`, { headers: { accept: 'text/html' } });
  expect({ status: nobody.status, page: await nobody.text() }).toMatchObject({
    status: 503,
    page: expect.stringContaining('identity-provider-down'),
  });
  expect(await coordinator.raise()).toMatchObject({ version: 1 });
  await house.stack.identity?.resume();
  const back = await PatientClient.signIn(house, 'nurse');
  expect(await back.send('GET', '/api/v1/me')).toMatchObject({ status: 200 });
}, 60_000);

test('a token that the operator makes opens the API until it is revoked', async () => {
  const made = await house.rinnalla(
    'token',
    'create',
    '--role',
    'supervisor',
    '--name',
    'figures',
    '--days',
    '7',
  );
  const token = made.out.trimEnd().split('\n').at(-1) ?? '';
  const ask = () => fetch(`${house.url}/api/v1/cases`, { headers: { authorization: `Bearer ${token}` } });
  expect({ code: made.code, status: (await ask()).status }).toEqual({ code: 0, status: 200 });
  const listed = await house.rinnalla('token', 'list', '--json');
  const [row] = JSON.parse(listed.out) as { id: string; name: string }[];
  expect(row).toMatchObject({
    name: 'figures',
    scopes: ['read', 'command', 'administer'],
    used_at: expect.any(String),
  });
  expect(listed.out).not.toContain(token);
  expect(await house.rinnalla('token', 'revoke', row?.id ?? '')).toMatchObject({ code: 0 });
  expect((await ask()).status).toBe(401);
}, 60_000);

test('salvage refuses to work beside API and workers', async () => {
  expect(await house.rinnalla('salvage')).toMatchObject({
    code: 1,
    out: expect.stringContaining('stop API and workers first'),
  });
}, 60_000);

test('after all of this the audit finds nothing', async () => {
  await settled(house);
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
}, 60_000);
