import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { OVERTAKE_AFTER } from '../../api/commands/inbox.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { dayAfter, opened, signIn, todayOf, type CommandOf, type SignedIn } from './door.js';

let owner: pg.Client;
let by: SignedIn;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  by = await signIn('curator');
});
afterAll(() => owner.end());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function outcomeOf(key: string): Promise<string> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { status } = (await by.get<{ status: string }>(`/api/v1/commands/${key}`)).body;
    if (status !== 'pending') return status;
    await pause(100);
  }
  return 'pending';
}

test('a command follows one that is decided and not yet stored, without the sweeper', async () => {
  const id = await opened(by);
  const today = await todayOf(by);
  const offer = (days: number): CommandOf<'offer-discussion'> => ({
    ...{ type: 'offer-discussion', withId: samplePerson('curator').id, told: 'phone' },
    ...{ on: dayAfter(today, days), minute: 600 },
  });
  // No sweeper takes up a case on which another works.
  await owner.query('SELECT pg_advisory_lock(7301, hashtext($1))', [id]);
  try {
    await owner.query('BEGIN');
    await owner.query('SELECT FROM case_view WHERE case_id = $1 FOR UPDATE', [id]);
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    for (const [at, key] of keys.entries()) {
      expect((await by.command(id, offer(at), key)).status).toBe(202);
      await pause(OVERTAKE_AFTER);
    }
    await owner.query('COMMIT');
    expect(await Promise.all(keys.map(outcomeOf))).toEqual(['done', 'done', 'done']);
  } finally {
    await owner.query('SELECT pg_advisory_unlock(7301, hashtext($1))', [id]);
  }
});
