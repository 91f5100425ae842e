import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { SchoolList } from '../../api/contracts/directory.js';
import type { PassedOnTalk, TalkAnswer, TalkList } from '../../api/contracts/talks.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { BASIC_SCHOOL, sampleAddress, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { problemOf, signIn, url, type SignedIn } from './door.js';

const TALKS = '/api/v1/talk-requests';

let [curator, otherCurator]: SignedIn[] = [];
let owner: pg.Pool;
beforeAll(async () => {
  [curator, otherCurator] = [await signIn('curator'), await signIn('secondCurator')];
  owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 1 });
});
afterAll(() => owner.end());

function at(school: 'basic' | 'upper'): SignedIn {
  const found = school === 'basic' ? curator : otherCurator;
  if (found === undefined) throw new Error('nobody has signed in yet');
  return found;
}

async function list(who: SignedIn): Promise<string[]> {
  return (await who.get<TalkList>(TALKS)).body.items.map(({ id }) => id);
}

function one(who: SignedIn, id: string) {
  return who.get<TalkAnswer>(`${TALKS}/${id}`);
}

/** Asks for something until it is there: storing and sending follow the answer. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 200; turn += 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}

/** An urgent request from the public page, sent to the basic school. */
async function requested(): Promise<TalkAnswer> {
  const words = randomUUID();
  const who = { name: 'Aada Esimerkki', className: '1A', schoolId: BASIC_SCHOOL.id };
  const asked = { ...who, role: 'curator', urgent: 'yes', words, website: '', key: randomUUID() };
  const page = await fetch(`${url()}/haluan-jutella`, { method: 'POST', body: new URLSearchParams(asked) });
  expect(page.status).toBe(200);
  return eventually(async () => {
    const all = await Promise.all((await list(at('basic'))).map((id) => one(at('basic'), id)));
    return all.find(({ body }) => body.words === words)?.body;
  });
}

function passOn(who: SignedIn, id: string, schoolId: string, key: string = randomUUID()) {
  const sent = { body: { schoolId }, headers: { 'idempotency-key': key } };
  return who.post<PassedOnTalk>(`${TALKS}/${id}/pass-on`, sent);
}

/** The mail about a request that has left for somebody. */
async function mailTo(who: Parameters<typeof samplePerson>[0], slipId: string) {
  const person = samplePerson(who);
  const { template, messageId } = await eventually(async () => {
    const { rows } = await owner.query<{ template: string; messageId: string }>(
      `SELECT template, message_id AS "messageId" FROM mail
       WHERE slip_id = $1 AND recipient_id = $2 AND state = 'sent'`,
      [slipId, person.id],
    );
    return rows[0];
  });
  const inbox = `${testStack().inboxUrl}/api/mails?to=${encodeURIComponent(sampleAddress(person))}`;
  const mail = await eventually(async () => {
    const all = (await (await fetch(inbox)).json()) as { headers: Record<string, string>; text: string }[];
    return all.find(({ headers }) => headers['message-id'] === messageId);
  });
  return { template, text: mail.text };
}

const COLUMNS = `SELECT school_id AS school, state ->> 'startedOn' AS "startedOn", state ->> 'dueOn' AS "dueOn",
  state ->> 'dueAt' AS "dueAt", due_at FROM slip WHERE id = $1`;

async function row(id: string) {
  const { rows } = await owner.query<{ school: string }>(COLUMNS, [id]);
  const { school, ...clock } = rows[0] ?? { school: '' };
  return { school, clock };
}

describe('A request that reached the wrong school', () => {
  test('is passed on: the other school hears of it, sees it and takes it up; the first one knows nothing more of it', async () => {
    const request = await requested();
    const { id } = request;
    const before = await row(id);
    const key = randomUUID();
    const passed = await passOn(at('basic'), id, UPPER_SECONDARY.id, key);
    expect(passed).toMatchObject({ status: 200, body: { id, status: 'passed-on' } });
    expect(await row(id)).toEqual({ school: UPPER_SECONDARY.id, clock: before.clock });

    expect((await one(at('basic'), id)).status).toBe(404);
    expect(await list(at('basic'))).not.toContain(id);
    const there = (await one(at('upper'), id)).body;
    const { words, name, requestedAt, requestedOn, dueOn, urgent } = request;
    expect(there).toMatchObject({ words, name, requestedAt, requestedOn, dueOn, urgent, maySettle: true });
    expect(there).toMatchObject({
      ...{ schoolId: UPPER_SECONDARY.id, relation: 'answerer' },
      passes: [{ from: BASIC_SCHOOL.name }],
    });
    const mail = await mailTo('secondCurator', id);
    expect(mail.template).toBe('slip-urgent');
    expect(mail.text).not.toMatch(new RegExp(`${name}|${words}`));

    // A second press is the first one's answer, although the request is not there any more for this person.
    expect(await passOn(at('basic'), id, UPPER_SECONDARY.id, key)).toMatchObject({
      status: 200,
      body: { id, status: 'passed-on' },
    });
    expect(problemOf(await passOn(at('basic'), id, BASIC_SCHOOL.id, key)).code).toBe('key-reused');
    expect((await passOn(at('basic'), id, UPPER_SECONDARY.id)).status).toBe(404);

    const learner = sampleLearners.find(({ unitId }) => unitId === UPPER_SECONDARY.id);
    const take = { learnerId: learner?.id, topic: 'wellbeing', urgent: true };
    const sent = { body: take, headers: { 'idempotency-key': randomUUID() } };
    const taken = await at('upper').post<TalkAnswer>(`${TALKS}/${id}/take`, sent);
    expect(taken).toMatchObject({ status: 200, body: { status: 'settled', outcome: 'case' } });
    const opened = await at('upper').get(`/api/v1/cases/${taken.body.caseRef}`);
    expect(opened.text).toContain(`"requestedOn":"${requestedOn}"`);
    expect(problemOf(await passOn(at('upper'), id, BASIC_SCHOOL.id)).code).toBe('already-settled');
  });

  test('pressed twice at the same moment is passed on once; passed on back it is where it was, with its clock', async () => {
    const { id, dueOn } = await requested();
    const key = randomUUID();
    const twice = () => passOn(at('basic'), id, UPPER_SECONDARY.id, key);
    const answers = await Promise.all([twice(), twice()]);
    for (const { status } of answers) expect([200, 202]).toContain(status);
    const there = await eventually(async () => {
      const got = await one(at('upper'), id);
      return got.status === 200 ? got.body : undefined;
    });
    expect(there.passes).toHaveLength(1);
    expect((await passOn(at('upper'), id, BASIC_SCHOOL.id)).status).toBe(200);
    const back = (await one(at('basic'), id)).body;
    expect(back).toMatchObject({ dueOn, status: 'open', maySettle: true });
    expect(back.passes?.map(({ from }) => from)).toEqual([BASIC_SCHOOL.name, UPPER_SECONDARY.name]);
    expect((await one(at('upper'), id)).status).toBe(404);
  });

  test('stays where it is when the school is the same or unknown, and for the school there is no such request', async () => {
    const { id } = await requested();
    const same = await passOn(at('basic'), id, BASIC_SCHOOL.id);
    expect({ status: same.status, code: problemOf(same).code }).toEqual({ status: 409, code: 'same-school' });
    const unknown = await passOn(at('basic'), id, randomUUID());
    expect(unknown.status).toBe(422);
    expect(problemOf(unknown).errors).toEqual([{ path: 'schoolId', code: 'unknown-school' }]);
    for (const who of ['schoolCoordinator', 'principal', 'nurse', 'secondCurator'] as const)
      expect((await passOn(await signIn(who), id, UPPER_SECONDARY.id)).status).toBe(404);
    const supervisor = await signIn('countySupervisor');
    expect((await passOn(supervisor, id, UPPER_SECONDARY.id)).status).toBe(403);
    expect((await row(id)).school).toBe(BASIC_SCHOOL.id);
  });

  test('goes to no school that has closed, and such a school is not offered', async () => {
    const { id } = await requested();
    const schoolId = randomUUID();
    const listed = async () =>
      (await at('basic').get<SchoolList>('/api/v1/schools')).body.items.find((it) => it.id === schoolId);
    await owner.query(
      `INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
       SELECT $1, controller_id, 'Vanha koulu', level, calendar, policy, municipality FROM unit WHERE id = $2`,
      [schoolId, BASIC_SCHOOL.id],
    );
    try {
      // Nobody was ever named there: it may be one that opens.
      expect(await listed()).not.toHaveProperty('closed');
      await owner.query(
        `INSERT INTO staff_role (person_id, role, side, controller_id, unit_id, valid_from, valid_to)
         SELECT $1, 'class_teacher', 'school', controller_id, id, '2020-08-01', '2024-07-31' FROM unit WHERE id = $2`,
        [samplePerson('classTeacher').id, schoolId],
      );
      expect(await listed()).toMatchObject({ closed: true });
      const got = await passOn(at('basic'), id, schoolId);
      expect(got.status).toBe(422);
      expect(problemOf(got).errors).toEqual([{ path: 'schoolId', code: 'closed-school' }]);
      expect((await row(id)).school).toBe(BASIC_SCHOOL.id);
      await owner.query('UPDATE staff_role SET valid_to = NULL WHERE unit_id = $1', [schoolId]);
      expect(await listed()).not.toHaveProperty('closed');
    } finally {
      for (const table of ['staff_role', 'rule_set'])
        await owner.query(`DELETE FROM ${table} WHERE unit_id = $1`, [schoolId]);
      await owner.query('DELETE FROM unit WHERE id = $1', [schoolId]);
    }
  });

  test('is no longer closed for it', async () => {
    const { id } = await requested();
    const sent = { body: { reason: 'wrong-school' }, headers: { 'idempotency-key': randomUUID() } };
    expect((await at('basic').post(`${TALKS}/${id}/dismiss`, sent)).status).toBe(422);
    expect((await one(at('basic'), id)).body.status).toBe('open');
  });
});
