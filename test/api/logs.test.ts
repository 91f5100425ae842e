import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createLogger } from '../../api/http/log.js';
import { samplePeople, sampleLearners } from '../../stack/sample-data.js';
import { concern, learner, send, signIn } from './door.js';

test('a log line of the API holds method, route, status, time, request and code, and nothing of people', async () => {
  const words = 'Sensitive words that belong in no log.';
  const coordinator = await signIn('schoolCoordinator');
  const { id, ref } = (await coordinator.raise(concern({ description: words }))).body;
  await coordinator.get(`/api/v1/cases?q=${encodeURIComponent(learner(0).family)}`);
  await coordinator.get(`/api/v1/cases/${ref}`);
  await coordinator.post('/api/v1/cases', { raw: `{"${words}": ` });
  const last = await send('GET', `/${encodeURIComponent(words)}`);
  const log = await logUntil(last.headers.get('x-request-id') ?? '');

  expect(log).toContain('/api/v1/cases/{id}');
  for (const secret of [
    words,
    id,
    ref,
    ...samplePeople.flatMap((it) => [it.id, it.family]),
    ...sampleLearners.flatMap((it) => [it.id, it.family]),
  ]) {
    expect(log).not.toContain(secret);
  }
  const allowed = [
    'level',
    'time',
    'part',
    'method',
    'route',
    'status',
    'ms',
    'requestId',
    'code',
    'port',
    'host',
    'failure',
  ];
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  for (const line of lines)
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(JSON.parse(line) as object)));
});

test('whatever a line is given, only what is on the list is written; sentences and errors are not', () => {
  let written = '';
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      written += chunk.toString();
      done();
    },
  });
  const logger = createLogger('info', to);
  const secret = 'Eetu Kallio';
  logger.info(
    { code: 'x', learner: secret, failure: { name: 'Error', message: secret, at: 'a.ts:1' } },
    secret,
  );
  logger.error(new Error(secret));
  logger.warn(secret);
  logger.child({ code: 'of-a-child' }).info({ body: { name: secret } });
  expect(written).not.toContain(secret);
  const [first, ...others] = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(first).toMatchObject({ code: 'x', failure: { name: 'Error', at: 'a.ts:1' } });
  expect(others).toHaveLength(3);
});

/** The log once the line of this request is in it: lines are written after the answer. */
async function logUntil(requestId: string): Promise<string> {
  const file = join(process.env['RINNALLA_HOME'] ?? '', 'logs', 'api.log');
  for (let turn = 0; ; turn += 1) {
    const text = await readFile(file, 'utf8');
    if (text.includes(requestId) || turn === 100) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
