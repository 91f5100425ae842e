import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Me, SignedOut } from '../../api/contracts/me.js';
import { localPath } from '../../api/sign-in/local-path.js';
import { instant, MINUTE } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { outcomeOf, Traveller } from '../support/sign-in.js';
import { testStack } from '../support/test-stack.js';
import { problemOf, send, signIn, SignedIn, url } from './door.js';
import { inProcess } from './in-process.js';

const owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 2 });
afterAll(() => owner.end());

const curator = samplePerson('curator');

describe('Signing in', () => {
  test('asks the provider with PKCE, state and nonce, and hands out a cookie no script can read', async () => {
    const traveller = new Traveller();
    const address = new URL(await traveller.follow(`${url()}/auth/sign-in?to=/asiat&lang=sv`));
    const sent = Object.fromEntries(address.searchParams);
    expect(sent).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
      ui_locales: 'sv',
      redirect_uri: `${url()}/auth/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent[name]).toMatch(/^[\w-]{43}$/);

    const whole = new Traveller();
    const got = await whole.visit(await whole.answerFor(url(), curator.id, '/asiat?vaihe=closed'));
    expect(got.headers.get('location')).toBe('/asiat?vaihe=closed');
    expect(got.headers.getSetCookie().find((line) => line.startsWith('rinnalla_session'))).toMatch(
      /^rinnalla_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
    );
  });

  test('leads only to pages of our own, whatever `to` says', async () => {
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/api/v1/me', '']) {
      const traveller = new Traveller();
      expect(await outcomeOf(traveller, await traveller.answerFor(url(), curator.id, to))).toBe('/');
    }
    const ours = 'https://rinnalla.example';
    const kept = (to: unknown) => localPath(to, ours);
    expect(kept('/asiat/R-2026-000142?haku=a%20b')).toBe('/asiat/R-2026-000142?haku=a%20b');
    for (const to of [
      ...[
        '/\t/evil.example',
        '/\n/evil.example',
        '///evil.example',
        '/..//evil.example',
        '/\r\nSet-Cookie:x',
      ],
      ...[
        'javascript:alert(1)',
        '/auth/sign-in',
        '/kirjaudu?takaisin=/asiat',
        '/auth',
        undefined,
        ['/asiat'],
      ],
      `/${'a'.repeat(600)}`,
    ]) {
      expect(kept(to)).toBe('/');
    }
  });

  test('counts an answer once, and only in the browser that set out', async () => {
    const traveller = new Traveller();
    const answer = await traveller.answerFor(url(), curator.id);
    expect(await outcomeOf(new Traveller(), answer)).toBe('400 sign-in-expired');
    const other = new Traveller();
    await other.follow(`${url()}/auth/sign-in`);
    expect(await outcomeOf(other, answer)).toBe('400 sign-in-expired');
    expect(await outcomeOf(traveller, answer)).toBe('/');
    expect(await outcomeOf(traveller, answer)).toBe('400 sign-in-expired');
  });

  test('refuses a wrong state, a state without an attempt, and an answer that came too late', async () => {
    const traveller = new Traveller();
    const answer = await traveller.answerFor(url(), curator.id);
    const forged = new URL(answer);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await outcomeOf(traveller, forged.href)).toBe('400 sign-in-expired');
    forged.searchParams.delete('state');
    expect(await outcomeOf(traveller, forged.href)).toBe('400 sign-in-expired');

    let clock = Date.now();
    const server = await inProcess({ now: () => instant(clock) });
    const slow = new Traveller();
    const late = await slow.answerFor(server.url, curator.id);
    clock += 15 * MINUTE + 1;
    expect(await outcomeOf(slow, late)).toBe('400 sign-in-expired');
    await server.stop();
  });

  test('refuses a code that was used, a code of another attempt, and a token without our nonce', async () => {
    const traveller = new Traveller();
    const first = await traveller.answerFor(url(), curator.id);
    expect(await outcomeOf(traveller, first)).toBe('/');
    const replayed = new URL(await traveller.answerFor(url(), curator.id));
    replayed.searchParams.set('code', new URL(first).searchParams.get('code') ?? '');
    expect(await outcomeOf(traveller, replayed.href)).toBe('400 sign-in-invalid');

    // The code is good, but belongs to another attempt: its challenge does not fit this one's verifier.
    const [third, fourth] = [
      await traveller.answerFor(url(), curator.id),
      await traveller.answerFor(url(), curator.id),
    ];
    const swapped = new URL(third);
    swapped.searchParams.set('code', new URL(fourth).searchParams.get('code') ?? '');
    expect(await outcomeOf(traveller, swapped.href)).toBe('400 sign-in-invalid');

    // As if the token answered another question: the nonce kept with the attempt is not the one in the token.
    const answer = await traveller.answerFor(url(), curator.id);
    await owner.query(
      `UPDATE sign_in_attempt SET nonce = 'another' WHERE state_hash = encode(sha256($1::bytea), 'hex')`,
      [new URL(answer).searchParams.get('state')],
    );
    expect(await outcomeOf(traveller, answer)).toBe('400 sign-in-invalid');
  });

  test('says in the language of the person what the provider refused, and how to begin again', async () => {
    const traveller = new Traveller();
    const setOut = await traveller.follow(`${url()}/auth/sign-in?to=/asiat&lang=sv`);
    const state = new URL(setOut).searchParams.get('state') ?? '';
    const iss = new URL(setOut).origin;
    const answer = `${url()}/auth/callback?${new URLSearchParams({ error: 'access_denied', state, iss })}`;
    const got = await traveller.visit(answer);
    const page = await got.text();
    expect({ status: got.status, language: got.headers.get('content-language') }).toEqual({
      status: 403,
      language: 'sv',
    });
    expect(page).toContain('Du loggade inte in');
    expect(page).toContain('href="/auth/sign-in?to=%2Fasiat&amp;lang=sv"');
  });

  test('forgets the session a browser had before', async () => {
    const traveller = new Traveller();
    await traveller.visit(await traveller.answerFor(url(), curator.id));
    const before = /rinnalla_session=[\w-]+/.exec(traveller.cookiesFor(url()))?.[0] ?? '';
    expect((await new SignedIn(before, url()).get('/api/v1/me')).status).toBe(200);
    await traveller.visit(await traveller.answerFor(url(), samplePerson('nurse').id));
    const after = traveller.cookiesFor(url());
    expect(after).not.toContain(before);
    expect((await new SignedIn(before, url()).get('/api/v1/me')).status).toBe(401);
    expect((await new SignedIn(after, url()).get<Me>('/api/v1/me')).body.name).toBe('Leena Mäkelä');
  });

  test('takes a browser that knows the machine by another name to the name the provider knows', async () => {
    const { port } = new URL(url());
    const traveller = new Traveller();
    const next = await traveller.follow(`http://localhost:${port}/auth/sign-in?to=/asiat`);
    expect(next).toBe(`${url()}/auth/sign-in?to=%2Fasiat&named=1`);
  });

  test('over https the cookies are secure and of this host alone', async () => {
    const server = await inProcess({ publicUrl: 'https://rinnalla.example' });
    const got = await fetch(`${server.url}/auth/sign-in?named=1`, { redirect: 'manual' });
    expect(got.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-rinnalla_sign_in=[\w-]{43}; Path=\/; Max-Age=900; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    await server.stop();
  });
});

describe('Who is let in', () => {
  const special = samplePerson('specialTeacher');
  const unlink = () => owner.query('DELETE FROM person_identity WHERE person_id = $1', [special.id]);
  const linked = async () =>
    (await owner.query('SELECT 1 FROM person_identity WHERE person_id = $1', [special.id])).rowCount;

  test('is nobody whom the directory does not know, and nobody is made up', async () => {
    await unlink();
    const traveller = new Traveller();
    const before = await owner.query('SELECT count(*)::int AS n FROM person');
    expect(await outcomeOf(traveller, await traveller.answerFor(url(), special.id))).toBe(
      '403 person-unknown',
    );
    expect((await owner.query('SELECT count(*)::int AS n FROM person')).rows).toEqual(before.rows);
  });

  test('is linked once by a verified address, and found by issuer and subject from then on', async () => {
    await unlink();
    const server = await inProcess({ oidc: { subjectClaim: 'email' } });
    const traveller = new Traveller();
    expect(await outcomeOf(traveller, await traveller.answerFor(server.url, special.id))).toBe('/');
    expect(await linked()).toBe(1);
    const plain = new Traveller();
    expect(await outcomeOf(plain, await plain.answerFor(url(), special.id))).toBe('/');
    await server.stop();
  });

  test('is not somebody else to whom the address was given later', async () => {
    await unlink();
    const server = await inProcess({ oidc: { subjectClaim: 'email' } });
    await owner.query(
      `INSERT INTO person_identity (issuer, subject, person_id, linked_at) VALUES ($1, 'who was here first', $2, now())`,
      [server.deps.settings.oidc?.issuer, special.id],
    );
    const traveller = new Traveller();
    const answer = await traveller.answerFor(server.url, special.id);
    expect(await outcomeOf(traveller, answer)).toBe('403 person-unknown');
    expect(await linked()).toBe(1);
    await unlink();
    await server.stop();
  });

  test('is linked by staff number when the provider says it in another claim', async () => {
    await unlink();
    await owner.query('UPDATE person SET staff_number = $1::text WHERE id = $1::uuid', [special.id]);
    const server = await inProcess({ oidc: { subjectClaim: 'sub' } });
    const traveller = new Traveller();
    expect(await outcomeOf(traveller, await traveller.answerFor(server.url, special.id))).toBe('/');
    await server.stop();
  });

  test('is not let in by a way that is not enough; a way that is, is kept with the session', async () => {
    const weak = await inProcess({ oidc: { acr: ['urn:example:strong'] } });
    const traveller = new Traveller();
    const answer = await traveller.answerFor(weak.url, curator.id);
    expect(await outcomeOf(traveller, answer)).toBe('403 sign-in-too-weak');
    await weak.stop();
    const enough = await inProcess({ oidc: { acr: ['urn:rinnalla:sample'] } });
    const { cookie } = await signIn('curator', enough.url);
    const { rows } = await owner.query(
      `SELECT acr, amr FROM session WHERE id_hash = encode(sha256($1::bytea), 'hex')`,
      [cookie.split('=')[1]],
    );
    expect(rows).toEqual([{ acr: 'urn:rinnalla:sample', amr: ['none'] }]);
    await enough.stop();
  });
});

// Not 1: to some ports no client sends anything at all, which is another failure than a refused connection.
describe('A provider that is away', () => {
  test('keeps people out with a page that says so, and leaves those who are in at work', async () => {
    const server = await inProcess({ oidc: { issuer: 'http://127.0.0.1:47999' } });
    const got = await fetch(`${server.url}/auth/sign-in?lang=fi`, { headers: { accept: 'text/html' } });
    expect({ status: got.status, retry: got.headers.get('retry-after') }).toEqual({
      status: 503,
      retry: '10',
    });
    expect(await got.text()).toContain('Tunnistuspalvelu ei vastaa');
    const machine = await send(
      'GET',
      '/auth/sign-in',
      { headers: { accept: 'application/json' } },
      server.url,
    );
    expect({ status: machine.status, code: problemOf(machine).code }).toEqual({
      status: 503,
      code: 'identity-provider-down',
    });
    const { cookie } = await signIn('curator');
    const person = new SignedIn(cookie, server.url);
    expect((await person.get('/api/v1/me')).status).toBe(200);
    expect((await person.post<SignedOut>('/api/v1/sign-out')).body).toEqual({ endSessionUrl: null });
    expect((await person.get('/api/v1/me')).status).toBe(401);
    await server.stop();
  });
});

test('no other way in is served: the development sign-in is gone', async () => {
  const body = { personId: curator.id };
  expect((await send('POST', '/api/v1/dev/sign-in', { body })).status).toBe(404);
  expect((await send('GET', '/api/v1/dev/people')).status).toBe(404);
});
