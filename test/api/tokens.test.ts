import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createToken, TOKEN_DAYS, type TokenOptions } from '../../api/auth/tokens.js';
import type { CaseList } from '../../api/contracts/cases.js';
import type { Me } from '../../api/contracts/me.js';
import { DAY, instant } from '../../domain/time/instant.js';
import { SAMPLE_CONTROLLERS, SAMPLE_COUNTY, SAMPLE_PROVIDER } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { concern, opened, problemOf, send, signIn } from './door.js';

const pool = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
const now = () => instant(Date.now());
afterAll(() => pool.end());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const made = async (options: Omit<TokenOptions, 'name'> & { name?: string }) =>
  bearer(await createToken(pool, { name: 'test', ...options }, now()));

async function codeOf(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
  const got = await send(method, path, { headers: { ...headers, ...key }, ...(body ? { body } : {}) });
  return got.status < 300 ? got.status : `${got.status} ${problemOf(got).code}`;
}

describe('A token', () => {
  test('lets a system ask as a supervisor, and raise a concern', async () => {
    const headers = await made({ role: 'supervisor', name: 'figures' });
    expect((await send<Me>('GET', '/api/v1/me', { headers })).body).toMatchObject({
      kind: 'system',
      id: null,
      name: 'figures',
    });
    expect(await codeOf('GET', '/api/v1/supervision/summary', headers)).toBe(200);
    expect(await codeOf('POST', '/api/v1/cases', headers, concern())).toBe(201);
    const listed = await send<CaseList>('GET', '/api/v1/cases?sort=-opened', { headers });
    expect(listed.body.items.length).toBeGreaterThan(0);
  });

  test('does what it was made for and nothing more', async () => {
    const reads = await made({ role: 'administrator', scopes: ['read'] });
    expect(await codeOf('GET', '/api/v1/policies', reads)).toBe(200);
    expect(await codeOf('POST', '/api/v1/cases', reads, concern())).toBe('403 scope-missing');
    const commands = await made({ role: 'administrator', scopes: ['command'] });
    expect(await codeOf('GET', '/api/v1/me', commands)).toBe('403 scope-missing');
    const draft = { content: {} };
    const versions = '/api/v1/policies/espoo-sample/versions';
    expect(await codeOf('POST', versions, commands, draft)).toBe('403 scope-missing');
    const administers = await made({ role: 'administrator', scopes: ['administer'] });
    expect(await codeOf('POST', versions, administers, draft)).toBe(201);
    expect(await codeOf('POST', '/api/v1/cases', administers, concern())).toBe('403 scope-missing');
  });

  test('of one employer sees the schools of that employer only', async () => {
    const id = await opened(await signIn('schoolCoordinator'));
    const own = await made({ role: 'coordinator', controllerId: SAMPLE_PROVIDER.id });
    expect(await codeOf('GET', `/api/v1/cases/${id}`, own)).toBe(200);
    const stranger = SAMPLE_CONTROLLERS.find((it) => it.kind === 'provider' && it.id !== SAMPLE_PROVIDER.id);
    const other = await made({ role: 'coordinator', controllerId: stranger?.id ?? '' });
    expect(await codeOf('GET', `/api/v1/cases/${id}`, other)).toBe('404 not-found');
    const me = await send<Me>('GET', '/api/v1/me', { headers: own });
    expect(me.body.roles).toMatchObject([{ side: 'school', employer: SAMPLE_PROVIDER.name }]);
  });

  test('is made for an employer there is, and for a year at most', async () => {
    const role = 'coordinator' as const;
    for (const options of [
      { role, days: TOKEN_DAYS + 1 },
      { role, days: 0 },
      { role, scopes: [] },
      { role, controllerId: randomUUID() },
      { role, controllerId: SAMPLE_COUNTY.id, side: 'school' as const },
    ]) {
      await expect(createToken(pool, { name: 'never', ...options }, now())).rejects.toThrow(RangeError);
    }
    expect((await pool.query(`SELECT 1 FROM api_token WHERE name = 'never'`)).rows).toEqual([]);
  });

  test('ends on its day, when it is revoked, and is kept as a hash', async () => {
    const past = instant(Date.now() - 2 * DAY);
    const old = await createToken(pool, { role: 'supervisor', name: 'old', days: 1 }, past);
    expect(await codeOf('GET', '/api/v1/me', bearer(old))).toBe('401 not-signed-in');
    const token = await createToken(pool, { role: 'supervisor', name: 'revoked' }, now());
    expect(await codeOf('GET', '/api/v1/me', bearer(token))).toBe(200);
    await pool.query(`UPDATE api_token SET revoked_at = now() WHERE name = 'revoked'`);
    expect(await codeOf('GET', '/api/v1/me', bearer(token))).toBe('401 not-signed-in');
    expect((await pool.query('SELECT 1 FROM api_token WHERE token_hash = $1', [token])).rows).toEqual([]);
  });

  test('tells when it was last used', async () => {
    const name = randomUUID();
    const headers = await made({ role: 'supervisor', name });
    const used = async () =>
      (await pool.query<{ used_at: Date | null }>('SELECT used_at FROM api_token WHERE name = $1', [name]))
        .rows;
    expect(await used()).toEqual([{ used_at: null }]);
    await codeOf('GET', '/api/v1/me', headers);
    expect(await used()).toEqual([{ used_at: expect.any(Date) }]);
  });

  test('is of a system, which has no sessions to end', async () => {
    const headers = await made({ role: 'supervisor' });
    expect(await codeOf('POST', '/api/v1/sign-out-everywhere', headers)).toBe('403 people-only');
  });
});
