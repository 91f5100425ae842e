import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createToken } from '../../api/auth/tokens.js';
import type { CaseList } from '../../api/contracts/cases.js';
import type { Me } from '../../api/contracts/me.js';
import { createServer, UnsafeSettings } from '../../api/server.js';
import { DAY, HOUR, instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, problemOf, send, signIn, SignedIn, url } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

const pool = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
const now = () => instant(Date.now());
afterAll(() => pool.end());

describe('A session', () => {
  let server: InProcess;
  let clock = Date.now();
  beforeAll(async () => {
    server = await inProcess({ now: () => instant(clock) });
  });
  afterAll(() => server.stop());

  test('is a cookie no script can read, and ends with sign-out', async () => {
    const got = await send('POST', '/api/v1/dev/sign-in', { body: { personId: samplePerson('curator').id } });
    expect(got.headers.get('set-cookie')).toMatch(
      /^rinnalla_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
    );
    const person = await signIn('curator');
    expect((await person.get<Me>('/api/v1/me')).body).toMatchObject({
      name: 'Aino Virtanen',
      can: { raiseConcern: true },
    });
    expect((await person.post('/api/v1/sign-out')).status).toBe(204);
    expect((await person.get('/api/v1/me')).status).toBe(401);
  });

  test('ends two hours after the last request and twelve after sign-in', async () => {
    clock = Date.now();
    const idle = await signIn('curator', server.url);
    clock += 2 * HOUR + 1;
    expect((await idle.get('/api/v1/me')).status).toBe(401);

    clock = Date.now();
    const busy = await signIn('curator', server.url);
    for (let hour = 1; hour < 12; hour += 1) {
      clock += HOUR;
      // Each request keeps the session awake for the next one.
      expect((await busy.get('/api/v1/me')).status).toBe(200);
    }
    clock += HOUR + 1;
    expect((await busy.get('/api/v1/me')).status).toBe(401);
  });

  test('is not taken from the database: only a hash is there', async () => {
    const { cookie } = await signIn('curator');
    const secret = cookie.split('=')[1];
    const { rows } = await pool.query('SELECT 1 FROM session WHERE id_hash = $1', [secret]);
    expect(rows).toEqual([]);
  });
});

describe('A request that another site could have made', () => {
  test('is refused with a cookie, and taken when a browser or a header says it is ours', async () => {
    const { cookie } = await signIn('schoolCoordinator');
    const raise = (headers: Record<string, string>) =>
      send('POST', '/api/v1/cases', {
        body: concern(),
        headers: { cookie, 'idempotency-key': randomUUID(), ...headers },
      });
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'x-requested-with': 'XMLHttpRequest' },
    ]) {
      const got = await raise(headers);
      expect({ status: got.status, code: problemOf(got).code }).toEqual({
        status: 403,
        code: 'forged-request',
      });
    }
    for (const headers of [
      { 'x-requested-with': 'rinnalla' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect((await raise(headers)).status).toBe(201);
    }
  });
});

describe('A token', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test('lets a system ask as a supervisor, and raise a concern', async () => {
    const token = await createToken(pool, { role: 'supervisor', name: 'figures' }, now());
    const headers = bearer(token);
    expect((await send<Me>('GET', '/api/v1/me', { headers })).body).toMatchObject({
      kind: 'system',
      id: null,
      name: 'figures',
    });
    expect((await send('GET', '/api/v1/supervision/summary', { headers })).status).toBe(200);
    const raised = await send('POST', '/api/v1/cases', {
      body: concern(),
      headers: { ...headers, 'idempotency-key': randomUUID() },
    });
    expect(raised.status).toBe(201);
    const listed = await send<CaseList>('GET', '/api/v1/cases?sort=-opened', { headers });
    expect(listed.body.items.length).toBeGreaterThan(0);
  });

  test('ends on its day, when it is revoked, and is kept as a hash', async () => {
    const old = await createToken(
      pool,
      { role: 'supervisor', name: 'old', days: 1 },
      instant(Date.now() - 2 * DAY),
    );
    expect((await send('GET', '/api/v1/me', { headers: bearer(old) })).status).toBe(401);
    const token = await createToken(pool, { role: 'supervisor', name: 'revoked' }, now());
    expect((await send('GET', '/api/v1/me', { headers: bearer(token) })).status).toBe(200);
    await pool.query(`UPDATE api_token SET revoked_at = now() WHERE name = 'revoked'`);
    expect((await send('GET', '/api/v1/me', { headers: bearer(token) })).status).toBe(401);
    expect((await pool.query('SELECT 1 FROM api_token WHERE token_hash = $1', [token])).rows).toEqual([]);
  });
});

describe('Sign-in by choosing a person', () => {
  test('is for staff only', async () => {
    const got = await send('POST', '/api/v1/dev/sign-in', { body: { personId: concern().learnerId } });
    expect(problemOf(got).errors).toEqual([{ path: 'personId', code: 'unknown-person' }]);
  });

  test('is not built in production, and not there when it is switched off', async () => {
    const { deps, stop } = await inProcess({ listen: false });
    const production = { ...deps, settings: { ...deps.settings, environment: 'production' as const } };
    expect(() => createServer(production)).toThrow(UnsafeSettings);
    await stop();
    const off = await inProcess({ devSignIn: false });
    const got = await send(
      'POST',
      '/api/v1/dev/sign-in',
      { body: { personId: samplePerson('curator').id } },
      off.url,
    );
    expect(got.status).toBe(404);
    expect((await new SignedIn('', url()).get('/api/v1/me')).status).toBe(401);
    await off.stop();
  });
});
