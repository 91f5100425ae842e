import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { parseDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import {
  concern,
  dayAfter,
  opened,
  problemOf,
  refusedWith,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';
import { calendarFile, openSchool, policyFile } from './own-school.js';
import { publish } from './publishing.js';

let coordinator: SignedIn;
let today: string;

beforeAll(async () => {
  coordinator = await signIn('schoolCoordinator');
  today = await todayOf(coordinator);
});

/** The status, and the code at the day. */
async function saidOf(body: object): Promise<string> {
  const got = await coordinator.post('/api/v1/cases', { body, headers: { 'idempotency-key': randomUUID() } });
  const fault =
    got.status === 422 ? problemOf(got).errors?.find((it) => it.path === 'happenedOn') : undefined;
  return fault === undefined ? String(got.status) : `${got.status} ${fault.code}`;
}

/** A learner born so many days ago, at a school of their own. */
async function newborn(days: number) {
  const [school, admin] = [await openSchool(), await signIn('administrator')];
  await publish(admin, 'policies', school.name, policyFile(school.name));
  await publish(admin, 'calendars', school.name, calendarFile(school.name, parseDate(today)));
  const born = dayAfter(today, -days);
  const owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  await owner.query('UPDATE learner SET birth_date = $2 WHERE person_id = $1', [school.learnerId, born]);
  await owner.end();
  return { learnerId: school.learnerId, born };
}

const correction = (value: string): CommandOf<'correct-fact'> => ({
  type: 'correct-fact',
  fact: { name: 'requested-on', value },
});

describe('The day a request came, from which every limit counts', () => {
  test('lies no more than five years back, when a case is opened and when it is corrected', async () => {
    const first = `${Number(today.slice(0, 4)) - 5}${today.slice(4)}`.replace('-02-29', '-02-28');
    const before = dayAfter(first, -1);
    for (const happenedOn of ['1900-01-01', before])
      expect(await saidOf({ ...concern(), happenedOn })).toBe('422 too-long-ago');
    const id = await opened(coordinator, { happenedOn: first });
    for (const value of ['1900-01-01', before])
      expect(await refusedWith(coordinator, id, correction(value))).toEqual({
        ...{ status: 422, code: 'invalid-fields' },
        errors: [{ path: 'fact.value', code: 'too-long-ago' }],
      });
  });

  test('is not before the learner was born; the answer does not tell that this is why', async () => {
    const { learnerId, born } = await newborn(900);
    const responsible = {
      school: samplePerson('schoolCoordinator').id,
      county: samplePerson('psychologist').id,
    };
    const about = concern({ learnerId, responsible });
    expect(await saidOf({ ...about, happenedOn: dayAfter(born, -1) })).toBe('422 too-long-ago');
    const id = await opened(coordinator, { ...about, happenedOn: born });
    expect(await refusedWith(coordinator, id, correction(dayAfter(born, -1)))).toMatchObject({
      errors: [{ path: 'fact.value', code: 'too-long-ago' }],
    });
  });
});
