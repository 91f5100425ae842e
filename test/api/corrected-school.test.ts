import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { SchoolList } from '../../api/contracts/directory.js';
import { BASIC_SCHOOL, SAMPLE_SCHOOLS, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { given, opened, refusedWith, signIn, type SignedIn } from './door.js';

const elsewhere = SAMPLE_SCHOOLS.find(({ municipality }) => municipality === 'Helsinki')?.id ?? '';
const REFUSED = { status: 409, code: 'other-provider', source: 'OHL 23 §' };

let owner: pg.Client;
let curator: SignedIn;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  curator = await signIn('curator');
});
afterAll(() => owner.end());

/** A case of a learner of the basic school whom no other test knows. */
async function caseOf(): Promise<{ id: string; learnerId: string }> {
  const learnerId = randomUUID();
  await owner.query(
    `INSERT INTO person (id, kind, given_name, family_name) VALUES ($1, 'learner', 'Ilona', 'Muuttaja')`,
    [learnerId],
  );
  await owner.query(
    `INSERT INTO learner (person_id, unit_id, class, birth_date) VALUES ($1, $2, '7A', '2013-02-03')`,
    [learnerId, BASIC_SCHOOL.id],
  );
  return { id: await opened(await signIn('schoolCoordinator'), { learnerId }), learnerId };
}

/** What the directory says of the learner: the school, the last day there, and when it began to say so. */
function goesTo(learnerId: string, schoolId: string, said: { until?: string; since?: string } = {}) {
  return owner.query(
    `UPDATE learner SET unit_id = $2, enrolled_until = $3, changed_at = $4 WHERE person_id = $1`,
    [learnerId, schoolId, said.until ?? null, said.since ?? null],
  );
}

function corrected(id: string, value: string, by = curator) {
  return refusedWith(by, id, { type: 'correct-fact', fact: { name: 'school', value } });
}

async function schoolOf(id: string): Promise<string> {
  return (await curator.get<CaseAnswer>(`/api/v1/cases/${id}`)).body.schoolId;
}

describe('A school that was entered wrongly is corrected; to another education provider a case is transferred', () => {
  test('to another school of the same provider it is corrected', async () => {
    const { id } = await caseOf();
    const fact = { name: 'school', value: UPPER_SECONDARY.id } as const;
    expect((await given(curator, id, { type: 'correct-fact', fact })).schoolId).toBe(UPPER_SECONDARY.id);
  });

  test('to a school of another provider it is refused, and the case stays where it is', async () => {
    const { id } = await caseOf();
    expect(await corrected(id, elsewhere)).toEqual(REFUSED);
    expect(await schoolOf(id)).toBe(BASIC_SCHOOL.id);
  });

  test('also when the learner has moved there since: that is a transfer, which needs consent', async () => {
    const { id, learnerId } = await caseOf();
    await goesTo(learnerId, elsewhere, { since: new Date().toISOString() });
    expect(await corrected(id, elsewhere)).toEqual(REFUSED);
  });

  test('and when the learner had left that school before the case was opened', async () => {
    const { id, learnerId } = await caseOf();
    await goesTo(learnerId, elsewhere, { until: '2020-06-01' });
    expect(await corrected(id, elsewhere)).toEqual(REFUSED);
  });

  test('a learner who went there when the case was opened was entered wrongly: it is corrected', async () => {
    const { id, learnerId } = await caseOf();
    await goesTo(learnerId, elsewhere, { since: '2020-08-01T00:00:00Z' });
    expect(await corrected(id, elsewhere)).toMatchObject({ status: 200 });
  });

  test('whoever may not correct anything is not told where the directory has the learner', async () => {
    const { id, learnerId } = await caseOf();
    const supervisor = await signIn('countySupervisor');
    const refused = await corrected(id, elsewhere, supervisor);
    expect(refused).toMatchObject({ status: 403, code: 'not-allowed' });
    await goesTo(learnerId, elsewhere);
    expect(await corrected(id, elsewhere, supervisor)).toEqual(refused);
  });

  test('a school that nobody knows is a field at fault', async () => {
    const { id } = await caseOf();
    expect(await corrected(id, randomUUID())).toMatchObject({
      status: 422,
      errors: [{ path: 'fact.value', code: 'unknown-school' }],
    });
  });

  test('the list of schools says to which provider each belongs', async () => {
    const { items } = (await curator.get<SchoolList>('/api/v1/schools')).body;
    const providerOf = (id: string) => items.find((school) => school.id === id)?.providerId;
    expect(providerOf(UPPER_SECONDARY.id)).toBe(providerOf(BASIC_SCHOOL.id));
    expect(providerOf(elsewhere)).not.toBe(providerOf(BASIC_SCHOOL.id));
  });
});
