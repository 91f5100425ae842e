import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { text } from '../../api/contracts/common.js';
import {
  concern,
  learner,
  opened,
  problemOf,
  refusedWith,
  send,
  signIn,
  type CommandOf,
  type Got,
  type SignedIn,
} from './door.js';
import { samplePerson } from '../../stack/sample-data.js';

let coordinator: SignedIn;
let curator: SignedIn;

beforeAll(async () => {
  coordinator = await signIn('schoolCoordinator');
  curator = await signIn('curator');
});

/** A problem document with a stable code and nothing of what was sent. */
function expectProblem(got: Got, status: number, code: string): void {
  expect({ status: got.status, code: problemOf(got).code }).toEqual({ status, code });
  expect(got.headers.get('content-type')).toContain('application/problem+json');
  expect(problemOf(got)).toMatchObject({ type: `urn:rinnalla:problem:${code}`, status });
}

async function raiseRaw(raw: string, headers: Record<string, string> = {}): Promise<Got> {
  return coordinator.post('/api/v1/cases', { raw, headers: { 'idempotency-key': randomUUID(), ...headers } });
}

async function fieldsOf(body: unknown): Promise<Record<string, string>> {
  const got = await raiseRaw(JSON.stringify(body));
  expectProblem(got, 422, 'invalid-fields');
  return Object.fromEntries((problemOf(got).errors ?? []).map(({ path, code }) => [path, code]));
}

describe('What cannot be read is answered with a problem document', () => {
  test.each(['{', '', '"text"', 'null', '{"learnerId": }', '\u0000'])(
    'malformed JSON %j is 400',
    async (raw) => {
      expectProblem(await raiseRaw(raw), 400, 'malformed-json');
    },
  );

  test('a body of 5 MB is 413', async () => {
    const got = await raiseRaw(JSON.stringify(concern({ description: 'x'.repeat(5_000_000) })));
    expectProblem(got, 413, 'body-too-large');
  });

  test('a body that is not JSON is 415', async () => {
    expectProblem(
      await raiseRaw('learnerId=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media-type',
    );
    expectProblem(await raiseRaw('{}', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type');
  });

  test('a command without a key, or with one that is no UUID, is 400', async () => {
    expectProblem(await coordinator.post('/api/v1/cases', { body: concern() }), 400, 'key-missing');
    expectProblem(
      await raiseRaw(JSON.stringify(concern()), { 'idempotency-key': 'first' }),
      400,
      'key-malformed',
    );
  });

  test('nobody is 401, whatever was sent', async () => {
    expectProblem(await send('GET', '/api/v1/cases'), 401, 'not-signed-in');
    expectProblem(await send('POST', '/api/v1/cases', { raw: '{' }), 401, 'not-signed-in');
    expectProblem(
      await send('GET', '/api/v1/me', { headers: { cookie: 'rinnalla_session=x' } }),
      401,
      'not-signed-in',
    );
    expectProblem(
      await send('GET', '/api/v1/me', { headers: { authorization: 'Bearer rin_no' } }),
      401,
      'not-signed-in',
    );
  });

  test('an unknown path is 404, another method 405', async () => {
    expectProblem(await coordinator.get('/api/v1/nothing'), 404, 'not-found');
    expectProblem(await coordinator.get('/api/v1/cases/%E0%A4%A'), 404, 'not-found');
    const got = await coordinator.post('/api/v1/tasks', { body: {} });
    expectProblem(got, 405, 'method-not-allowed');
    expect(got.headers.get('allow')).toBe('GET');
  });
});

describe('Each wrong field is named with a code, and no value is repeated', () => {
  test('unknown fields, also nested ones', async () => {
    expect(await fieldsOf({ ...concern(), colour: 'red' })).toEqual({ colour: 'unknown-field' });
    expect(await fieldsOf({ ...concern(), responsible: { state: 'x' } })).toEqual({
      'responsible.state': 'unknown-field',
    });
    expect(await fieldsOf({ ...concern(), ref: 'R-2026-000001' })).toEqual({ ref: 'unknown-field' });
  });

  test('a field name that could be anything is not repeated', async () => {
    const got = await raiseRaw(JSON.stringify({ ...concern(), 'Eetu Kallio <b>': 1 }));
    expectProblem(got, 422, 'invalid-fields');
    expect(got.text).not.toContain('Eetu');
  });

  test('missing fields and wrong types', async () => {
    expect(await fieldsOf({})).toMatchObject({ learnerId: 'missing', source: 'missing', topic: 'missing' });
    expect(await fieldsOf({ ...concern(), learnerId: 7, urgent: 'yes' })).toEqual({
      learnerId: 'wrong-type',
      urgent: 'wrong-type',
    });
    expect(await fieldsOf({ ...concern(), topic: 'weather' })).toEqual({ topic: 'not-allowed-value' });
    expect(await fieldsOf([])).toEqual({ '': 'wrong-type' });
  });

  test.each(['2026-02-31', '2026-13-01', '31.2.2026', '2026-1-1', 'today'])(
    'a date that does not exist: %s',
    async (day) => {
      expect(await fieldsOf({ ...concern(), happenedOn: day })).toEqual({ happenedOn: 'not-a-date' });
    },
  );

  test.each([
    '\u2060',
    '\ufeff',
    '\u200b',
    '\u2800',
    '\u3164',
    '\u115f\u1160\uffa0',
    ' \u00ad\u200e\n',
    '\u200d\ufe0f',
  ])('a text in which nothing can be seen (%j) is empty, whatever asks for it', async (unseen) => {
    expect(await fieldsOf({ ...concern(), description: unseen })).toEqual({ description: 'empty' });
    const id = await opened(coordinator);
    const prohibition: CommandOf<'prohibit-guardian'> = {
      ...{ type: 'prohibit-guardian', guardianId: learner(0).guardians[0]?.id ?? '', scope: 'both' },
      grounds: unseen,
    };
    expect(await refusedWith(coordinator, id, prohibition)).toMatchObject({
      errors: [{ path: 'grounds', code: 'empty' }],
    });
  });

  test('what needs unseen signs beside what is seen keeps them', () => {
    for (const seen of ['👩‍👩‍👧', '‏שלום‎', 'می‌خواهم', 'a\u00ad', '❤️']) expect(text.parse(seen)).toBe(seen);
  });

  test('texts that are empty, too long or hold control characters', async () => {
    expect(await fieldsOf({ ...concern(), description: '   ' })).toEqual({ description: 'empty' });
    expect(await fieldsOf({ ...concern(), description: 'x'.repeat(4001) })).toEqual({
      description: 'too-long',
    });
    expect(await fieldsOf({ ...concern(), description: 'a\u0000b' })).toEqual({
      description: 'control-character',
    });
    expect(await fieldsOf({ ...concern(), description: 'a\ud800' })).toEqual({
      description: 'control-character',
    });
  });

  test('people and learners that the directory does not know', async () => {
    expect(await fieldsOf(concern({ learnerId: randomUUID() }))).toEqual({ learnerId: 'unknown-learner' });
    expect(await fieldsOf(concern({ learnerId: samplePerson('curator').id }))).toEqual({
      learnerId: 'unknown-learner',
    });
    const stranger = { school: samplePerson('homeroomTeacher').id, county: randomUUID() };
    expect(await fieldsOf(concern({ responsible: stranger }))).toEqual({
      'responsible.county': 'unknown-person',
    });
    // A learner, or somebody of the other employer, cannot be responsible.
    const swapped = { school: samplePerson('curator').id, county: learner(1).id };
    expect(await fieldsOf(concern({ responsible: swapped }))).toEqual({
      'responsible.school': 'unknown-person',
      'responsible.county': 'unknown-person',
    });
  });

  test('filters of a list', async () => {
    const got = await coordinator.get(
      '/api/v1/cases?limit=0&late=maybe&colour=red&dueBefore=2026-02-30&cursor=zzz',
    );
    expectProblem(got, 422, 'invalid-fields');
    expect(problemOf(got).errors).toEqual(
      expect.arrayContaining([
        { path: 'query.limit', code: 'too-small' },
        { path: 'query.late', code: 'not-allowed-value' },
        { path: 'query.colour', code: 'unknown-field' },
        { path: 'query.dueBefore', code: 'not-a-date' },
      ]),
    );
    expectProblem(await coordinator.get('/api/v1/cases?cursor=zzz'), 422, 'invalid-fields');
    expectProblem(await coordinator.get(`/api/v1/deadlines?school=${randomUUID()}`), 422, 'invalid-fields');
  });
});

describe('Commands that the rules refuse change nothing', () => {
  test('out of order, of an unknown type, and in the future', async () => {
    const raised = await coordinator.raise(concern());
    const { id, version } = raised.body;
    expectProblem(
      await curator.command(id, { type: 'record-discussion', outcome: 'held' }),
      409,
      'no-open-offer',
    );
    const future = await curator.command(id, {
      type: 'close-case',
      reason: 'no-need',
      told: [],
      happenedOn: '2099-01-01',
    });
    expectProblem(future, 409, 'happened-in-future');
    expect(problemOf(future).source).toBe('OHL 20 §');
    const unknown = await curator.post(`/api/v1/cases/${id}/commands`, {
      body: { type: 'adopt-rules', rules: {} },
      headers: { 'idempotency-key': randomUUID() },
    });
    expectProblem(unknown, 422, 'invalid-fields');
    const now = await curator.get<{ version: number }>(`/api/v1/cases/${id}`);
    expect(now.body.version).toBe(version);
  });

  test('somebody known on the case without the right is 403, somebody unknown 404', async () => {
    const { id } = (await coordinator.raise(concern())).body;
    expectProblem(
      await coordinator.command(id, { type: 'close-case', reason: 'no-need', told: [] }),
      403,
      'not-allowed',
    );
    const stranger = await signIn('subjectTeacher');
    expectProblem(
      await stranger.command(id, { type: 'close-case', reason: 'no-need', told: [] }),
      404,
      'not-found',
    );
  });

  test('a learner of a school at which the caller does not work, of two people at once, one wins', async () => {
    const { id, case: seen } = (await coordinator.raise(concern())).body;
    const offer = {
      type: 'offer-discussion',
      withId: samplePerson('curator').id,
      on: seen?.today ?? '',
      minute: 1430,
      told: 'phone',
    } as const;
    await curator.command(id, offer);
    const both = await Promise.all([
      curator.command(id, { type: 'record-discussion', outcome: 'held' }),
      curator.command(id, { type: 'record-discussion', outcome: 'no-show' }),
    ]);
    expect(both.map((got) => got.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});
