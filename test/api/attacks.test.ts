import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer, CaseList } from '../../api/contracts/cases.js';
import { samplePerson } from '../../stack/sample-data.js';
import { operationsOf, readDescription, type Operation } from '../scan/description.js';
import { concern, learner, opened, problemOf, send, signIn, url, type Got, type SignedIn } from './door.js';

/*
 * What an attacker tries, as tables over the whole description. Forged and stolen secrets: tokens, sessions, sign-in and
 * consent-link tests. Budgets: limits. Random requests: scan.
 */

let operations: Operation[];
let owner: SignedIn;
let curator: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  operations = operationsOf(await readDescription(url()));
  [owner, curator] = [await signIn('schoolCoordinator'), await signIn('curator')];
  stranger = await signIn('subjectTeacher');
});

const INJECTIONS = [
  "' OR '1'='1",
  "'; DROP TABLE case_event; --",
  "x' UNION SELECT secret_hash FROM consent_link --",
  '-opened; SELECT pg_sleep(5)',
  'opened DESC, (SELECT 1)',
  '%',
  '_',
  '\\',
  '\u0000',
  '__proto__',
  '2147483648',
  '1e309',
];

/** The path with something in place of each of its parameters. */
function filled({ path }: Operation, value: string): string {
  return path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
}

function ask(by: SignedIn, { method }: Operation, path: string): Promise<Got> {
  const headers = { 'idempotency-key': randomUUID() };
  return method === 'GET' ? by.get(path) : by.post(path, { body: {}, headers });
}

/** Without what differs by request. */
function bare({ status, text }: Got) {
  return { status, text };
}

describe('An id of somebody else', () => {
  test('in any path is answered as one that does not exist, whatever it is the id of', async () => {
    const id = await opened(owner);
    const { ref } = (await owner.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
    const foreign = [id, learner(0).id, samplePerson('curator').id];
    const withIds = operations.filter((it) => it.path.includes('{') && !/policies|calendars/.test(it.path));
    expect(withIds.length).toBeGreaterThan(20);
    for (const operation of withIds) {
      const unknown = bare(await ask(stranger, operation, filled(operation, randomUUID())));
      // A reference names a case and nothing else.
      for (const value of operation.path.includes('/cases/') ? [...foreign, ref] : foreign)
        expect({
          operation: operation.path,
          ...bare(await ask(stranger, operation, filled(operation, value))),
        }).toEqual({ operation: operation.path, ...unknown });
    }
  });

  test('in a filter gives nothing of theirs', async () => {
    const id = await opened(owner);
    const { ref } = (await owner.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
    const [teacher, school] = [samplePerson('homeroomTeacher').id, learner(0).unitId];
    for (const filter of [
      `responsible=${teacher}`,
      `waitingFor=${teacher}`,
      `school=${school}`,
      `q=${ref}`,
    ]) {
      const got = await stranger.get<CaseList>(`/api/v1/cases?status=all&${filter}`);
      expect({ filter, ids: got.body.items.map((it) => it.id) }).toEqual({ filter, ids: [] });
    }
  });

  test('in a command names nobody: people of another case, parts that are not of this one', async () => {
    const [mine, theirs] = [await opened(owner), await opened(owner)];
    const version = async () => (await curator.get<CaseAnswer>(`/api/v1/cases/${mine}`)).body.version;
    const before = await version();
    const tried = [
      { type: 'explain-lateness', dutyId: theirs, reason: 'no-time-free' },
      { type: 'offer-hand-over', toId: learner(3).id },
      { type: 'offer-hand-over', toId: theirs },
      { type: 'offer-discussion', withId: learner(3).id, on: '2026-12-01', minute: 600, told: 'phone' },
      { type: 'request-consent', memberIds: [theirs], askedOf: [learner(3).id], told: 'phone' },
      { type: 'print-form', actId: theirs, shown: 'a'.repeat(64) },
    ];
    for (const body of tried) {
      const headers = { 'idempotency-key': randomUUID() };
      const got = await curator.post(`/api/v1/cases/${mine}/commands`, { body, headers });
      expect({ type: body.type, isRefused: [404, 409, 422].includes(got.status) }).toEqual({
        type: body.type,
        isRefused: true,
      });
      expect(got.text).not.toContain(learner(3).family);
    }
    expect(await version()).toBe(before);
  });
});

describe('Injection', () => {
  test('into any parameter of any read is refused or finds nothing', async () => {
    const supervisor = await signIn('schoolSupervisor');
    const reads = operations.filter((it) => it.method === 'GET');
    for (const operation of reads) {
      const path = filled(operation, randomUUID());
      const names = operation.parameters.filter((it) => it.in === 'query').map((it) => it.name);
      const tried = [...names, 'colour'].flatMap((name) => INJECTIONS.map((value) => ({ name, value })));
      const wrong = await Promise.all(
        tried.map(async ({ name, value }) => {
          const { status } = await supervisor.get(`${path}?${new URLSearchParams({ [name]: value })}`);
          return operation.answers.has(status) && status < 500 ? [] : [{ name, value, status }];
        }),
      );
      expect({ path: operation.path, wrong: wrong.flat() }).toEqual({ path: operation.path, wrong: [] });
    }
  });

  test('into a path is the same as an unknown id', async () => {
    const unknown = bare(await owner.get(`/api/v1/cases/${randomUUID()}`));
    for (const value of [...INJECTIONS, '../../health/live', '..%2f..%2fhealth', 'R-2026-000001%00'])
      expect(bare(await owner.get(`/api/v1/cases/${encodeURIComponent(value)}`))).toEqual(unknown);
  });

  test('wildcards of SQL are letters like any other', async () => {
    const id = await opened(owner);
    for (const q of ['%', '_', '%%', 'R-____-______', '\\', "'"]) {
      const { items } = (await owner.get<CaseList>(`/api/v1/cases?${new URLSearchParams({ q })}`)).body;
      // Somebody else's learner may have an apostrophe in the name; this one has none of these.
      expect(items.map((item) => item.id)).not.toContain(id);
    }
    const staff = await owner.get<{ items: unknown[] }>('/api/v1/staff?q=%25');
    expect(staff.body.items).toEqual([]);
  });

  test('a cursor that no page gave is 422', async () => {
    const made = (text: string) => Buffer.from(text).toString('base64url');
    const id = randomUUID();
    for (const text of [
      ...[
        `["2026-02-31 00:00:00+00","${id}"]`,
        '[]',
        'null',
        '{}',
        '["1","x"]',
        `["1","${id}"]`,
        `["2026-11-23","${'-'.repeat(36)}"]`,
      ],
      ...[`["infinity');--","${id}"]`, `["9999999-01-01","${id}"]`, `[["2026-11-23"],"${id}"]`, '\u0000'],
    ]) {
      const got = await owner.get(`/api/v1/cases?cursor=${made(text)}`);
      expect({ text, status: got.status }).toEqual({ text, status: 422 });
    }
  });

  test('names of JavaScript itself are unknown fields, and change no object', async () => {
    for (const raw of ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']) {
      const got = await owner.post('/api/v1/cases', { raw, headers: { 'idempotency-key': randomUUID() } });
      expect(got.status).toBe(422);
    }
    expect((await stranger.get<{ isAdmin?: boolean }>('/api/v1/me')).body.isAdmin).toBeUndefined();
    expect((await stranger.get('/api/v1/policies')).status).toBe(403);
  });
});

describe('Tricks of Unicode in names and words', () => {
  test('signs that turn the direction of what stands beside them are taken out, the writing itself stays', async () => {
    const description = '\u202eevil\u202c مريم\u200f ja \u2066Eetu\u2069 👩‍👩‍👧';
    const got = await owner.raise(concern({ description }));
    const { body } = await curator.get<CaseAnswer>(`/api/v1/cases/${got.body.id}`);
    expect(body.description).toBe('evil مريم\u200f ja Eetu 👩‍👩‍👧');
  });

  test('two ways of writing one letter are one, and find each other', async () => {
    const plain = await owner.get<{ items: unknown[] }>('/api/v1/staff?q=M%C3%A4kel%C3%A4');
    const composed = await owner.get<{ items: unknown[] }>(
      `/api/v1/staff?${new URLSearchParams({ q: 'Ma\u0308kela\u0308' })}`,
    );
    expect(plain.body.items).toHaveLength(1);
    expect(composed.body.items).toEqual(plain.body.items);
  });
});

/** Sends bytes as they are; the first line of the answer. */
function sendBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(url());
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('What is not quite HTTP', () => {
  test.each([
    [
      'two lengths',
      'POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n',
    ],
    [
      'a length and chunks, as smugglers do',
      'POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a line break inside a header', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\u0000c\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['no HTTP at all', 'HELO rinnalla\r\n\r\n'],
  ])('%s is 400', async (_, bytes) => {
    expect(await sendBytes(bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('headers of more than 16 KB are 431', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${url()}/health/live`, { headers: { 'x-a': 'a'.repeat(20_000) } }, (got) => {
        got.resume();
        resolve(got.statusCode);
      });
      sent.once('error', reject).end();
    });
    expect(status).toBe(431);
  });

  test('a body that is packed, or says it is, is not unpacked', async () => {
    const packed = async (encoding: string) => {
      const headers = { 'content-encoding': encoding, 'idempotency-key': randomUUID() };
      return owner.post('/api/v1/cases', { raw: JSON.stringify(concern()), headers });
    };
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'rot13'])
      expect({ encoding, status: (await packed(encoding)).status }).toEqual({ encoding, status: 415 });
    const page = {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: new URLSearchParams({ key: 'x' }),
    };
    expect((await fetch(`${url()}/haluan-jutella`, page)).status).toBe(400);
  });

  test('a key that is sent twice is no key', async () => {
    const headers = { 'idempotency-key': `${randomUUID()}, ${randomUUID()}` };
    const got = await owner.post('/api/v1/cases', { body: concern(), headers });
    expect({ status: got.status, code: problemOf(got).code }).toEqual({ status: 400, code: 'key-malformed' });
  });

  test('an unknown host and a page of another site get no cookie and no permission to read', async () => {
    const headers = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
    const got = await send('GET', '/health/live', { headers });
    expect(got.headers.get('access-control-allow-origin')).toBeNull();
    const setOut = await fetch(`${url()}/auth/sign-in?named=1`, { redirect: 'manual', headers });
    expect(setOut.headers.get('location')).not.toContain('evil');
  });
});
