import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { SupervisionSummary } from '../../api/contracts/supervision.js';
import type { TalkList } from '../../api/contracts/talks.js';
import { BASIC_SCHOOL, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { signIn, url, type SignedIn } from './door.js';

const TALKS = '/api/v1/talk-requests';
let curator: SignedIn;
let supervisor: SignedIn;
let owner: pg.Pool;

beforeAll(async () => {
  [curator, supervisor] = await Promise.all([signIn('curator'), signIn('countySupervisor')]);
  owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 1 });
});
afterAll(() => owner.end());

async function summaryOf(who: SignedIn, school: string): Promise<SupervisionSummary> {
  return (await who.get<SupervisionSummary>(`/api/v1/supervision/summary?school=${school}`)).body;
}

async function requests(school: string): Promise<NonNullable<SupervisionSummary['requests']>> {
  const found = (await summaryOf(supervisor, school)).requests;
  if (found === undefined) throw new Error('the county is shown the requests');
  return found;
}

const listed = async () => (await curator.get<TalkList>(TALKS)).body.items.map(({ id }) => id);

/** A request from the public page; answers its id. */
async function requested(): Promise<string> {
  const before = await listed();
  const who = { name: 'Aada Esimerkki', className: '1A', schoolId: BASIC_SCHOOL.id };
  const asked = {
    ...who,
    role: 'curator',
    urgent: 'no',
    words: 'Haluan jutella.',
    website: '',
    key: randomUUID(),
  };
  const page = await fetch(`${url()}/haluan-jutella`, { method: 'POST', body: new URLSearchParams(asked) });
  expect(page.status).toBe(200);
  for (let turn = 0; turn < 200; turn += 1) {
    const id = (await listed()).find((it) => !before.includes(it));
    if (id !== undefined) return id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}

/** The limit has passed. */
const pass = (id: string) =>
  owner.query(`UPDATE slip SET due_at = opened_at - interval '1 second' WHERE id = $1`, [id]);

const act = (id: string, what: string, body: unknown) =>
  curator.post(`${TALKS}/${id}/${what}`, { body, headers: { 'idempotency-key': randomUUID() } });

test('a request to talk that nobody has taken up is counted, late once its limit has passed, and stays so when it is dismissed', async () => {
  const before = await requests(BASIC_SCHOOL.id);
  const id = await requested();
  const { waiting, dismissed } = before;
  const asked = { ...before, waiting: { ...waiting, inTime: waiting.inTime + 1 } };
  expect(await requests(BASIC_SCHOOL.id)).toEqual(asked);
  await pass(id);
  const late = { ...before, waiting: { ...waiting, late: waiting.late + 1 } };
  expect(await requests(BASIC_SCHOOL.id)).toEqual(late);
  expect((await act(id, 'dismiss', { reason: 'duplicate' })).status).toBe(200);
  const over = { ...before, dismissed: { ...dismissed, late: dismissed.late + 1 } };
  expect(await requests(BASIC_SCHOOL.id)).toEqual(over);
});

test('one that is passed on is counted where it is, by the clock with which it came, and there alone', async () => {
  const [from, to] = [await requests(BASIC_SCHOOL.id), await requests(UPPER_SECONDARY.id)];
  const id = await requested();
  await pass(id);
  expect((await act(id, 'pass-on', { schoolId: UPPER_SECONDARY.id })).status).toBe(200);
  expect(await requests(BASIC_SCHOOL.id)).toEqual(from);
  const waiting = { ...to.waiting, late: to.waiting.late + 1 };
  expect(await requests(UPPER_SECONDARY.id)).toEqual({ ...to, waiting, passedOn: to.passedOn + 1 });
});

test('who oversees a school is told of no request, not even that there are none', async () => {
  await requested();
  const whole = await summaryOf(await signIn('schoolSupervisor'), BASIC_SCHOOL.id);
  expect(whole).not.toHaveProperty('requests');
  expect(whole.recording.limit).toBeGreaterThan(0);
});
