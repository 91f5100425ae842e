import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import type { CommandStatus } from '../../api/contracts/answers.js';
import { concern, problemOf, signIn, type SignedIn } from './door.js';

let coordinator: SignedIn;
let curator: SignedIn;

beforeAll(async () => {
  coordinator = await signIn('schoolCoordinator');
  curator = await signIn('curator');
});

test('the same key twice is one case: 201, then 200 with the same body', async () => {
  const [key, body] = [randomUUID(), concern()];
  const first = await coordinator.raise(body, key);
  const second = await coordinator.raise(body, key);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('location')).toBe(`/api/v1/cases/${first.body.id}`);
});

test('the order of fields and the form of letters do not make another body', async () => {
  const key = randomUUID();
  const { learnerId, ...rest } = concern({ description: 'A\u030ainen  ' });
  const first = await coordinator.raise({ learnerId, ...rest }, key);
  const second = await coordinator.raise({ ...rest, description: '\u00c5inen', learnerId }, key);
  expect([first.status, second.status]).toEqual([201, 200]);
});

test('ten at once under one key are one case', async () => {
  const key = randomUUID();
  const got = await Promise.all(Array.from({ length: 10 }, () => coordinator.raise(concern(), key)));
  const answered = got.filter((it) => it.status !== 202);
  expect(new Set(answered.map((it) => it.body.id)).size).toBe(1);
  expect(answered.filter((it) => it.status === 201)).toHaveLength(1);
});

test('the same key with another body is 422 and changes nothing', async () => {
  const key = randomUUID();
  const first = await coordinator.raise(concern(), key);
  const other = await coordinator.raise(concern({ urgent: true }), key);
  expect({ status: other.status, code: problemOf(other).code }).toEqual({ status: 422, code: 'key-reused' });
  const onCase = await coordinator.command(first.body.id, { type: 'void-case', reason: 'duplicate' }, key);
  expect(problemOf(onCase).code).toBe('key-reused');
});

test('keys are scoped to the caller: another person may use the same one', async () => {
  const key = randomUUID();
  const mine = await coordinator.raise(concern(), key);
  const theirs = await curator.raise(concern({ source: 'learner', responsible: {} }), key);
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('what became of a command is told to its sender alone', async () => {
  const key = randomUUID();
  const { body } = await coordinator.raise(concern(), key);
  const mine = await coordinator.get<CommandStatus>(`/api/v1/commands/${key}`);
  expect(mine.body).toMatchObject({ key, status: 'done', answer: { id: body.id, version: 1 } });
  expect((await curator.get(`/api/v1/commands/${key}`)).status).toBe(404);
  expect((await coordinator.get('/api/v1/commands/none')).status).toBe(404);
});

test('a command that ends the sender’s sight of the case still has its answer', async () => {
  const key = randomUUID();
  const { id } = (await curator.raise(concern({ source: 'learner', responsible: {} }))).body;
  const wrong = { type: 'void-case', reason: 'wrong-learner', note: 'Avattu uudelleen.' } as const;
  const first = await curator.command(id, wrong, key);
  const again = await curator.command(id, wrong, key);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  expect(first.body.case).toBeUndefined();
});
