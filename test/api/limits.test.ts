import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createToken } from '../../api/auth/tokens.js';
import { addressOf } from '../../api/limits/address.js';
import type { BudgetName } from '../../api/limits/limits.js';
import { instant } from '../../domain/time/instant.js';
import { concern, problemOf, send, signIn, SignedIn, url, type Got } from './door.js';
import { inProcess, type InProcess, type InProcessOptions } from './in-process.js';

const NOBODY = '127.0.0.1:1';
const started: InProcess[] = [];
afterAll(() => Promise.all(started.map((it) => it.stop())));

/** A door with narrow budgets, behind a proxy that may be believed. */
async function narrow(budgets: Partial<Record<BudgetName, number>>, more: InProcessOptions = {}) {
  const of = Object.entries(budgets).map(([name, requests]) => [name, { requests, seconds: 600 }]);
  const door = await inProcess({ trustedProxies: ['loopback'], budgets: Object.fromEntries(of), ...more });
  started.push(door);
  return door;
}

/** An address nobody has called from before: shared budgets outlive a test. */
const somewhere = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
const from = (address: string) => ({ 'x-forwarded-for': address });

function expectRefused(got: Got): void {
  expect({ status: got.status, code: problemOf(got).code }).toEqual({
    status: 429,
    code: 'too-many-requests',
  });
  expect(got.headers.get('content-type')).toContain('application/problem+json');
  expect(Number(got.headers.get('retry-after'))).toBeGreaterThan(0);
}

describe('Who is signed in has a budget of their own', () => {
  let door: InProcess;
  beforeAll(async () => {
    door = await narrow({ reads: 3, commands: 2, heavy: 1, address: 1_000 });
  });

  test('reads, commands and what is computed at length are counted apart, and colleagues are not touched', async () => {
    const [one, other] = [await signIn('curator', door.url), await signIn('nurse', door.url)];
    const reads = [];
    for (let turn = 0; turn < 4; turn += 1) reads.push(await one.get('/api/v1/me'));
    expect(reads.map((got) => got.status)).toEqual([200, 200, 200, 429]);
    expectRefused(reads[3]!);
    expect((await one.raise(concern())).status).toBe(201);
    expect((await one.raise(concern())).status).toBe(201);
    const key = randomUUID();
    expectRefused(await one.raise(concern(), key));
    // Nothing was kept under the key: elsewhere it is a new command.
    expect((await new SignedIn(one.cookie, url()).raise(concern(), key)).status).toBe(201);
    expect((await other.get('/api/v1/me')).status).toBe(200);

    const supervisor = await signIn('schoolSupervisor', door.url);
    expect((await supervisor.get('/api/v1/supervision/summary')).status).toBe(200);
    expectRefused(await supervisor.get('/api/v1/supervision/workload'));
    expect((await supervisor.get('/api/v1/me')).status).toBe(200);
  });

  test('a second session of the same person has no second budget', async () => {
    const first = await signIn('psychologist', door.url);
    for (let turn = 0; turn < 3; turn += 1) await first.get('/api/v1/me');
    expectRefused(await (await signIn('psychologist', door.url)).get('/api/v1/me'));
  });

  test('a token is counted by itself', async () => {
    const make = () =>
      createToken(door.deps.pool, { role: 'coordinator', name: 'limits' }, instant(Date.now()));
    const [one, other] = [await make(), await make()];
    const ask = (token: string) =>
      send('GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } }, door.url);
    for (let turn = 0; turn < 3; turn += 1) expect((await ask(one)).status).toBe(200);
    expectRefused(await ask(one));
    expect((await ask(other)).status).toBe(200);
  });
});

describe('An address', () => {
  test('from which nobody is known is refused after a while; who is signed in behind it works on', async () => {
    const door = await narrow({ unknown: 2 });
    const person = await signIn('curator', door.url);
    const headers = from(somewhere());
    const guess = () =>
      send('GET', '/api/v1/me', { headers: { ...headers, authorization: 'Bearer rin_guess' } }, door.url);
    expect([(await guess()).status, (await guess()).status]).toEqual([401, 401]);
    expectRefused(await guess());
    const mine = { headers: { ...headers, cookie: person.cookie } };
    expect((await send('GET', '/api/v1/me', mine, door.url)).status).toBe(200);
  });

  test('that floods the door is refused before anybody is looked up, and no other address is', async () => {
    const door = await narrow({ address: 2 });
    const headers = from(somewhere());
    const live = () => send('GET', '/health/live', { headers }, door.url);
    expect([(await live()).status, (await live()).status]).toEqual([200, 200]);
    expectRefused(await live());
    expect((await send('GET', '/health/live', { headers: from(somewhere()) }, door.url)).status).toBe(200);
  });

  test('is that of the connection unless a proxy may be believed', async () => {
    const door = await narrow({ address: 2 }, { trustedProxies: undefined });
    const live = () => send('GET', '/health/live', { headers: from(somewhere()) }, door.url);
    expect([(await live()).status, (await live()).status]).toEqual([200, 200]);
    expectRefused(await live());
  });

  test('is counted as the network one customer has, in whatever form it is written', () => {
    const of = (ip: string) => addressOf({ ip });
    expect(of('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(of('2001:db8:1:2:3:4:5:6')).toBe(of('2001:0DB8:1:2::9'));
    expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'));
    expect(of('fe80::1%eth0')).toBe('fe80:0:0:0');
  });
});

describe('What needs no account is counted by address, for all processes together', () => {
  test('signing in ends with a page, or a problem document for programs', async () => {
    const [door, other] = [await narrow({ signIn: 1 }), await narrow({ signIn: 1 })];
    const headers = from(somewhere());
    const setOut = (base: string, accept: string) =>
      fetch(`${base}/auth/sign-in?named=1&lang=en`, { redirect: 'manual', headers: { ...headers, accept } });
    expect((await setOut(door.url, 'text/html')).status).toBe(302);
    const page = await setOut(other.url, 'text/html');
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await page.text()).toContain('Many are signing in just now');
    const json = { ...headers, accept: 'application/json' };
    expectRefused(await send('GET', '/auth/sign-in?named=1', { headers: json }, door.url));
  });

  test('looks at public pages end with a problem document', async () => {
    const door = await narrow({ pages: 4 });
    const look = (headers: Record<string, string>, secret: string) =>
      fetch(`${door.url}/suostumus/${secret}`, { headers });
    const headers = from(somewhere());
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1) statuses.push((await look(headers, 'A'.repeat(43))).status);
    expect(statuses).toEqual([404, 404, 404, 404, 429]);
  });
});

describe('With PostgreSQL away', () => {
  test('budgets are counted in the process, and the answer is 503 all the same', async () => {
    const databaseUrl = `postgresql://nobody:x@${NOBODY}/none`;
    const door = await narrow({ signIn: 1 }, { databaseUrl });
    const headers = { ...from(somewhere()), accept: 'application/json' };
    const setOut = () => send('GET', '/auth/sign-in?named=1', { headers }, door.url);
    expect((await setOut()).status).toBe(503);
    expectRefused(await setOut());
    expect((await send('GET', '/health/live', {}, door.url)).status).toBe(200);
  });
});

test('the table of shared budgets holds no address', async () => {
  const { deps } = await narrow({});
  const address = somewhere();
  expect(await deps.limits.spend('signIn', address)).toBeNull();
  const { rows } = await deps.pool.query<{ key: string }>('SELECT key FROM request_budget');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ key }) => key.includes(address) || key.includes('2001:'))).toEqual([]);
});
