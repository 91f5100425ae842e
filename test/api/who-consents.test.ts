import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FamilyRole } from '../../domain/people.js';
import { samplePerson } from '../../stack/sample-data.js';
import { given, learnerOf, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';

const nurse = samplePerson('nurse');
const psychologist = samplePerson('psychologist');
const child = learnerOf('Rautio');
const [mother = '', parent = ''] = child.guardians.map((it) => it.id);

let by: SignedIn;
let id: string;
beforeAll(async () => {
  by = await signIn('curator');
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: child.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
  await given(by, id, {
    type: 'propose-group',
    members: [{ personId: nurse.id, role: 'school_nurse', side: 'county' }],
  });
  await given(by, id, {
    type: 'request-consent',
    memberIds: ['m1'],
    askedOf: [child.id, mother],
    told: 'in-person',
  });
  await given(by, id, {
    type: 'plan-transfer',
    kind: 'provider',
    movesOn: await todayOf(by),
    receiver: 'Muualla',
  });
});

/** What the door says to an answer, a withdrawal and an answer about a transfer by this person in this role. */
async function told(person: string, byRole: FamilyRole) {
  const said = { by: person, byRole, way: 'signed' } as const;
  return {
    'record-consent': await refusedWith(by, id, {
      ...{ type: 'record-consent', memberId: 'm1', answer: 'given' },
      ...said,
    }),
    'withdraw-consent': await refusedWith(by, id, { type: 'withdraw-consent', memberIds: ['m1'], ...said }),
    'record-transfer-consent': await refusedWith(by, id, {
      ...{ type: 'record-transfer-consent', transferId: 'r1', answer: 'given', items: ['concern'] },
      ...said,
    }),
  };
}

function refusedAs(code: string) {
  return {
    'record-consent': { status: 409, code, source: 'OHL 19 §' },
    'withdraw-consent': { status: 409, code, source: 'OHL 19 §' },
    'record-transfer-consent': { status: 409, code, source: 'OHL 23 §' },
  };
}

describe('A consent is given, refused and withdrawn by those who have a say, in the role they have', () => {
  test('a close person has none, whoever is named as one', async () => {
    for (const person of [psychologist.id, mother, child.id])
      expect(await told(person, 'close_person')).toEqual(refusedAs('close-person-without-say'));
  });

  test('a guardian does not answer as the learner, nor the learner as a guardian', async () => {
    expect(await told(mother, 'learner')).toEqual(refusedAs('not-in-this-role'));
    expect(await told(child.id, 'guardian')).toEqual(refusedAs('not-in-this-role'));
  });

  test('who is neither the learner nor listed as guardian or parent is nobody here', async () => {
    const field = { status: 422, code: 'invalid-fields', errors: [{ path: 'by', code: 'unknown-person' }] };
    for (const role of ['learner', 'guardian'] as const)
      expect(Object.values(await told(psychologist.id, role))).toEqual([field, field, field]);
  });

  test('of a parent who is no guardian the core says why, not the directory', async () => {
    const { 'record-consent': answer } = await told(parent, 'guardian');
    expect(answer).toMatchObject({ status: 409, code: 'not-a-guardian' });
  });

  test('the guardian as guardian and the learner as learner are heard', async () => {
    const answer = { type: 'record-consent', memberId: 'm1', answer: 'given', way: 'signed' } as const;
    await given(by, id, { ...answer, by: mother, byRole: 'guardian' });
    const heard = await given(by, id, { ...answer, by: child.id, byRole: 'learner' });
    expect(heard.members?.[0]).toMatchObject({ consent: 'given' });
    expect(heard.members?.[0]?.answers.map((it) => [it.by, it.byRole])).toEqual([
      [mother, 'guardian'],
      [child.id, 'learner'],
    ]);
  });
});
