import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Me, SignedOut } from '../../api/contracts/me.js';
import { DAY, HOUR, instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { outcomeOf, Traveller } from '../support/sign-in.js';
import { testStack } from '../support/test-stack.js';
import { concern, problemOf, send, signIn, SignedIn, url } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

const owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 2 });
afterAll(() => owner.end());

describe('A session', () => {
  let server: InProcess;
  let clock = Date.now();
  beforeAll(async () => {
    server = await inProcess({ now: () => instant(clock) });
  });
  afterAll(() => server.stop());

  test('ends with sign-out, which says where to leave the provider', async () => {
    const person = await signIn('curator');
    expect((await person.get<Me>('/api/v1/me')).body).toMatchObject({
      name: 'Aino Virtanen',
      can: { raiseConcern: true },
    });
    const left = await person.post<SignedOut>('/api/v1/sign-out');
    expect({ status: left.status, cookie: left.headers.get('set-cookie') }).toEqual({
      status: 200,
      cookie: 'rinnalla_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    });
    const leave = new URL(left.body.endSessionUrl ?? '');
    expect(Object.fromEntries(leave.searchParams)).toEqual({
      client_id: 'rinnalla',
      post_logout_redirect_uri: `${url()}/kirjaudu`,
    });
    expect((await fetch(leave)).status).toBe(200);
    expect((await person.get('/api/v1/me')).status).toBe(401);
  });

  test('ends on every device when the person says so, and nobody else leaves with them', async () => {
    const [here, there] = [await signIn('secondCurator'), await signIn('secondCurator')];
    const other = await signIn('nurse');
    const forged = await send('POST', '/api/v1/sign-out-everywhere', { headers: { cookie: here.cookie } });
    expect(problemOf(forged).code).toBe('forged-request');
    expect((await here.post('/api/v1/sign-out-everywhere')).status).toBe(200);
    const statuses = await Promise.all(
      [here, there, other].map(async (it) => (await it.get('/api/v1/me')).status),
    );
    expect(statuses).toEqual([401, 401, 200]);
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

  test('ends with the last post of the person, who is not let in again either', async () => {
    const person = samplePerson('upperPrincipal');
    const [before, elsewhere] = [await signIn('upperPrincipal'), await signIn('upperPrincipal')];
    const post = 'UPDATE staff_role SET valid_to = $2 WHERE person_id = $1';
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
    try {
      await owner.query(post, [person.id, yesterday]);
      expect((await before.get('/api/v1/me')).status).toBe(401);
      const { rows } = await owner.query('SELECT 1 FROM session WHERE person_id = $1', [person.id]);
      expect(rows).toEqual([]);
      const traveller = new Traveller();
      expect(await outcomeOf(traveller, await traveller.answerFor(url(), person.id))).toBe('403 no-role');
    } finally {
      await owner.query(post, [person.id, null]);
    }
    // The post is back, the sessions are not.
    expect((await elsewhere.get('/api/v1/me')).status).toBe(401);
  });

  test('is no cookie that somebody made up, changed, or took from the database', async () => {
    const { cookie } = await signIn('curator');
    const secret = cookie.split('=')[1] ?? '';
    const { rows } = await owner.query<{ id_hash: string }>('SELECT id_hash FROM session');
    expect(rows.map((row) => row.id_hash)).not.toContain(secret);
    const flipped = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const forged of [flipped, 'A'.repeat(43), rows[0]?.id_hash ?? '', '', `${secret}'--`, '../../etc']) {
      const got = await new SignedIn(`rinnalla_session=${forged}`, url()).get('/api/v1/me');
      expect(got.status).toBe(401);
    }
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
