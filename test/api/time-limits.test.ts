import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createToken } from '../../api/auth/tokens.js';
import { JSON_DEPTH } from '../../api/http/json-depth.js';
import { instant } from '../../domain/time/instant.js';
import { testStack } from '../support/test-stack.js';
import { problemOf, send, signIn } from './door.js';
import { inProcess } from './in-process.js';

const owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 1 });
afterAll(() => owner.end());

/** Sends some bytes and waits for the other side to end the connection; what it said before. */
function sendSlowly(base: string, head: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (said += text));
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

/** The problem document of an answer as it stood on the line. */
function problemIn(answer: string): unknown {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toContain('Content-Type: application/problem+json');
  return JSON.parse(body);
}

describe('What is no request', () => {
  test('is answered by a problem document: headers that are too large, and bytes that are not HTTP', async () => {
    const door = await inProcess();
    const head = 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\n';
    const large = await sendSlowly(door.url, `${head}Cookie: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
    expect(problemIn(large)).toMatchObject({ status: 431, code: 'headers-too-large' });
    const noise = await sendSlowly(door.url, 'hello\r\n\r\n');
    expect(problemIn(noise)).toMatchObject({ status: 400, code: 'unreadable' });
    await door.stop();
  });
});

describe('A request that is not here in time', () => {
  test('is answered 408 and its connection ended, whether headers or body are missing', async () => {
    const door = await inProcess({ requestSeconds: 1 });
    const person = await signIn('curator', door.url);
    const started = 'POST /api/v1/cases HTTP/1.1\r\nHost: x\r\n';
    const headers = [
      `Cookie: ${person.cookie}`,
      'X-Requested-With: rinnalla',
      `Idempotency-Key: ${randomUUID()}`,
      'Content-Type: application/json',
      'Content-Length: 1000',
    ];
    const [noBody, noHeaders] = await Promise.all([
      sendSlowly(door.url, `${started}${headers.join('\r\n')}\r\n\r\n{"learnerId":`),
      sendSlowly(door.url, `${started}Cookie: rinn`),
    ]);
    for (const answer of [noBody, noHeaders]) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(problemIn(answer)).toMatchObject({ status: 408, code: 'request-timeout' });
    }
    // Others are answered as ever.
    expect((await person.get('/api/v1/me')).status).toBe(200);
    await door.stop();
  });
});

describe('A store that does not answer in time', () => {
  test('is 503, and the statement does not run on unseen', async () => {
    const door = await inProcess({ statementMs: 500 });
    const token = await createToken(
      door.deps.pool,
      { role: 'coordinator', name: 'slow' },
      instant(Date.now()),
    );
    const client = await owner.connect();
    try {
      await client.query('BEGIN');
      await client.query('LOCK TABLE api_token IN ACCESS EXCLUSIVE MODE');
      const headers = { authorization: `Bearer ${token}` };
      const got = await send('GET', '/api/v1/me', { headers }, door.url);
      expect({ status: got.status, code: problemOf(got).code }).toEqual({ status: 503, code: 'store-down' });
      expect(got.headers.get('retry-after')).toBe('5');
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE application_name = 'rinnalla-api' AND state = 'active' AND query LIKE '%FROM api_token%'`,
      );
      expect(rows).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
      await door.stop();
    }
  });
});

describe('A body whose parts lie deep inside each other', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const inObjects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each([
    ['lists, 100,000 deep', nested(100_000)],
    ['lists that never end', '['.repeat(100_000)],
    ['objects, 30,000 deep', inObjects(30_000)],
    ['one more than is allowed', nested(JSON_DEPTH + 1)],
  ])('is 400, whoever sends it and wherever: %s', async (_, raw) => {
    const administrator = await signIn('administrator');
    for (const path of ['/api/v1/cases', '/api/v1/policies/espoo-sample/versions', '/api/v1/what-if']) {
      for (const sent of [raw, `{"content":${raw}}`]) {
        const got = await administrator.post(path, {
          raw: sent,
          headers: { 'idempotency-key': randomUUID() },
        });
        expect({ path, status: got.status }).toEqual({ path, status: 400 });
        expect(['nested-too-deep', 'malformed-json']).toContain(problemOf(got).code);
      }
    }
  });

  test('of five megabytes is 413 before it is read, and the connection is not used again', async () => {
    const administrator = await signIn('administrator');
    const got = await administrator.post('/api/v1/policies/espoo-sample/versions', {
      raw: `{"content":${nested(2_500_000)}}`,
      headers: { 'idempotency-key': randomUUID() },
    });
    expect({ status: got.status, code: problemOf(got).code }).toEqual({
      status: 413,
      code: 'body-too-large',
    });
    expect(got.headers.get('connection')).toBe('close');
  });
});
