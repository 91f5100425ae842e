import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { EventList } from '../../api/contracts/events.js';
import { samplePerson } from '../../stack/sample-data.js';
import {
  given,
  learnerOf,
  opened,
  refusedWith,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';

const nurse = samplePerson('nurse');
const apart = learnerOf('Vuorinen');
const [mother = '', father = ''] = apart.guardians.map((it) => it.id);
const without: CommandOf<'go-on-without-guardian'> = {
  type: 'go-on-without-guardian',
  guardianId: father,
  reason: 'ill-or-away',
};
const said = (by: string, answer: 'given' | 'refused'): CommandOf<'record-consent'> => ({
  ...{ type: 'record-consent', memberId: 'm1', answer, by, byRole: 'guardian', way: 'phone' },
});

describe('Of two guardians who live apart one does not answer (361/1983 5 §)', () => {
  let by: SignedIn;
  let id: string;
  let today: string;
  beforeAll(async () => {
    by = await signIn('curator');
    today = await todayOf(by);
    id = await opened(await signIn('schoolCoordinator'), {
      learnerId: apart.id,
      topic: 'wellbeing',
      discussedWith: ['learner', 'guardian'],
    });
    const member = { personId: nurse.id, role: 'school_nurse', side: 'county' } as const;
    await given(by, id, { type: 'propose-group', members: [member] });
  });

  test('before anybody was asked, the command is shown with its reason and refused', async () => {
    const { body } = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(body.commands.find((it) => it.type === without.type)).toMatchObject({
      ...{ allowed: false, reason: 'answer-not-awaited' },
    });
    expect(await refusedWith(by, id, without)).toEqual({
      ...{ status: 409, code: 'answer-not-awaited', source: 'LHL 5 §' },
    });
  });

  test('the answer of the other is enough, and the consents say who is not waited for and why', async () => {
    await given(by, id, {
      ...{ type: 'request-consent', memberIds: ['m1'], askedOf: [mother, father], told: 'phone' },
    });
    const dispensable = ({ family }: CaseAnswer) =>
      family?.guardians.filter((it) => it.dispensable).map((it) => it.personId);
    const asked = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(dispensable(asked.body)?.toSorted()).toEqual([mother, father].toSorted());
    const one = await given(by, id, said(mother, 'given'));
    expect(one.members?.[0]?.consent).toBe('requested');
    // Who has answered is not waited for.
    expect(dispensable(one)).toEqual([father]);
    expect(one.goneOnWithout).toBeUndefined();
    const gone = await given(by, id, without);
    expect(gone.members?.[0]?.consent).toBe('given');
    expect(dispensable(gone)).toEqual([]);
    expect(gone.goneOnWithout).toEqual([{ guardianId: father, reason: 'ill-or-away', on: today }]);
    expect(gone.people?.[father]?.name).toBeDefined();
    const { body } = await by.get<EventList>(`/api/v1/cases/${id}/events`);
    expect(body.items.find((it) => it.type === 'went-on-without-guardian')).toMatchObject({
      ...{ happenedOn: today, data: { guardianId: father, reason: 'ill-or-away' } },
    });
  });

  test('never is it the last one, and a no that comes later is a conflict', async () => {
    expect(await refusedWith(by, id, { ...without, guardianId: mother })).toMatchObject({
      code: 'only-guardian',
    });
    const late = await given(by, id, said(father, 'refused'));
    expect(late.members?.[0]?.consent).toBe('conflict');
  });
});
