import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import type { EventList } from '../../api/contracts/events.js';
import type { MessageAnswer } from '../../api/contracts/messages.js';
import { samplePerson } from '../../stack/sample-data.js';
import {
  dayAfter,
  given,
  learnerOf,
  opened,
  refusedWith,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';

const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('homeroomTeacher'),
];
const apart = learnerOf('Vuorinen');
const [mother, father] = apart.guardians.map((it) => it.id);
const members = [
  { personId: nurse.id, role: 'school_nurse' as const, side: 'county' as const },
  { personId: teacher.id, role: 'homeroom_teacher' as const, side: 'school' as const },
];
const outsider = {
  role: 'family_social_worker' as const,
  side: 'county' as const,
  external: { organisation: 'family-social-work' as const, name: 'Ulla Ulkopuolinen' },
};

let by: SignedIn;
let today: string;
beforeAll(async () => {
  by = await signIn('curator');
  today = await todayOf(by);
});

/** A case with a proposed group: nurse, teacher, and somebody from outside. */
async function withGroup(): Promise<string> {
  const id = await opened(await signIn('schoolCoordinator'), {
    learnerId: apart.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, { type: 'propose-group', members: [...members, outsider] });
  return id;
}

describe('Somebody from outside takes part by itemised written consent only (OHL 19 §)', () => {
  let id: string;
  let asked: CaseAnswer;
  beforeAll(async () => {
    id = await withGroup();
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
    asked = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
  });

  test('they have no person in the directory, and their name is read only by those who may read words', async () => {
    const [, , from] = asked.members ?? [];
    expect(from?.external).toEqual({ organisation: 'family-social-work', name: 'Ulla Ulkopuolinen' });
    expect(Object.keys(asked.people ?? {})).not.toContain(from?.personId);
    const post = await (await signIn('countySupervisor')).get(`/api/v1/cases/${id}`);
    expect(post.text).not.toContain('Ulkopuolinen');
  });

  test('without items the request, and without a signature the answer, is refused with its source', async () => {
    const request: CommandOf<'request-consent'> = {
      type: 'request-consent',
      memberIds: ['m3'],
      askedOf: [apart.id],
      told: 'in-person',
    };
    expect(await refusedWith(by, id, request)).toEqual({
      status: 409,
      code: 'items-missing',
      source: 'OHL 19 §',
    });
    await given(by, id, { ...request, items: ['concern', 'absences'] });
    const answer: CommandOf<'record-consent'> = {
      type: 'record-consent',
      memberId: 'm3',
      answer: 'given',
      by: apart.id,
      byRole: 'learner',
      way: 'phone',
      items: ['concern'],
    };
    expect(await refusedWith(by, id, answer)).toMatchObject({ status: 409, code: 'written-consent-needed' });
    expect(
      await refusedWith(by, id, { ...answer, way: 'signed', validUntil: dayAfter(today, -1) }),
    ).toMatchObject({ code: 'valid-until-passed' });
    const heard = await given(by, id, { ...answer, way: 'signed', validUntil: dayAfter(today, 60) });
    expect(heard.members?.[2]).toMatchObject({
      consent: 'given',
      agreedItems: ['concern'],
      validUntil: dayAfter(today, 60),
      askedOf: [apart.id],
    });
  });

  test('once consented to, they are invited to a network meeting with a named inviter', async () => {
    const [, , from] = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body.members ?? [];
    const call: CommandOf<'call-meeting'> = {
      type: 'call-meeting',
      kind: 'network-meeting',
      on: dayAfter(today, 7),
      minute: 600,
      invitedStaff: [{ personId: from?.personId ?? '', role: 'family_social_worker', side: 'county' }],
    };
    expect(await refusedWith(by, id, call)).toMatchObject({ status: 409, code: 'inviter-missing' });
    const called = await given(by, id, { ...call, inviterId: curator.id });
    expect(called.meetings?.[0]).toMatchObject({ inviterId: curator.id, staff: [from?.personId] });
  });
});

describe('Consent of guardians who live apart, withdrawn and assessed', () => {
  test('both are asked; what one takes back ends at once, and somebody assesses what is still lawful', async () => {
    const id = await withGroup();
    const request: Omit<CommandOf<'request-consent'>, 'askedOf'> = {
      type: 'request-consent',
      memberIds: ['m1'],
      told: 'phone',
    };
    expect(await refusedWith(by, id, { ...request, askedOf: [mother ?? ''] })).toMatchObject({
      status: 409,
      code: 'ask-both-guardians',
    });
    await given(by, id, { ...request, askedOf: [mother ?? '', father ?? '', apart.id] });
    for (const [person, byRole] of [
      [apart.id, 'learner'],
      [mother ?? '', 'guardian'],
      [father ?? '', 'guardian'],
    ] as const) {
      await given(by, id, {
        type: 'record-consent',
        memberId: 'm1',
        answer: 'given',
        by: person,
        byRole,
        way: 'signed',
      });
    }
    const nurseNow = await signIn('nurse');
    expect((await nurseNow.get(`/api/v1/cases/${id}`)).status).toBe(200);
    const taken = await given(by, id, {
      type: 'withdraw-consent',
      memberIds: ['m1'],
      by: father ?? '',
      byRole: 'guardian',
      way: 'phone',
    });
    expect(taken.members?.[0]).toMatchObject({ consent: 'withdrawn' });
    expect((await nurseNow.get(`/api/v1/cases/${id}`)).status).toBe(404);
    expect(taken.duties?.find((duty) => duty.kind === 'lawful-basis')).toMatchObject({ status: 'open' });
    const assessed = await given(by, id, {
      type: 'assess-basis',
      basis: 'teaching-side-only',
      note: 'Vain koulun oma tuki.',
    });
    expect(assessed.duties?.find((duty) => duty.kind === 'lawful-basis')).toMatchObject({ status: 'done' });
  });
});

describe('A guardian whom the learner has forbidden gets nothing (OHL 18 § 2)', () => {
  let id: string;
  let forbidden: CaseAnswer;
  beforeAll(async () => {
    id = await withGroup();
    forbidden = await given(by, id, {
      type: 'prohibit-guardian',
      guardianId: father ?? '',
      scope: 'both',
      grounds: 'Arvioitu keskustelussa nuoren kanssa.',
    });
  });

  test('only a professional of student welfare assesses it, and a guardian of the learner is meant', async () => {
    const command = {
      type: 'prohibit-guardian',
      guardianId: mother ?? '',
      scope: 'both',
      grounds: 'x',
    } as const;
    expect(await refusedWith(await signIn('homeroomTeacher'), id, command)).toEqual({
      status: 403,
      code: 'not-allowed',
      source: 'OHL 18 §',
    });
    expect(await refusedWith(by, id, { ...command, guardianId: nurse.id })).toMatchObject({
      status: 422,
      errors: [{ path: 'guardianId', code: 'unknown-person' }],
    });
    const stranger = learnerOf('Salmi').guardians[0]?.id ?? '';
    expect(await refusedWith(by, id, { ...command, guardianId: stranger })).toMatchObject({ status: 422 });
    expect(await refusedWith(by, id, { ...command, guardianId: father ?? '' })).toMatchObject({
      code: 'already-prohibited',
    });
  });

  test('assessor, day and scope are kept; the guardian is shown as having no part, and why', () => {
    expect(forbidden.family?.prohibitions).toEqual([
      {
        id: 'p1',
        guardianId: father,
        scope: 'both',
        by: { personId: curator.id, role: 'curator', side: 'county' },
        on: today,
        liftedOn: null,
      },
    ]);
    expect(forbidden.family?.guardians.map((it) => it.noPart)).toEqual([null, 'guardian-prohibited']);
  });

  test('every way to reach that guardian is refused with the same source', async () => {
    const ways: CaseCommandInput[] = [
      { type: 'tell-guardian', guardianId: father ?? '', way: 'phone' },
      { type: 'request-consent', memberIds: ['m1'], askedOf: [father ?? ''], told: 'phone' },
      { type: 'agree-contact-ways', personId: father ?? '', channels: ['phone'] },
      {
        type: 'call-meeting',
        kind: 'home-meeting',
        on: dayAfter(today, 3),
        minute: 600,
        invitedStaff: [],
        invitedFamily: [{ personId: father ?? '', role: 'guardian' }],
      },
    ];
    for (const way of ways) {
      expect(await refusedWith(by, id, way)).toEqual({
        status: 409,
        code: 'guardian-prohibited',
        source: 'OHL 18 §',
      });
    }
  });

  test('no mail goes to the guardian, and those who may not know see no prohibition', async () => {
    const mails = await by.get<{ items: MessageAnswer[] }>(`/api/v1/cases/${id}/messages`);
    expect(mails.body.items.map((it) => it.recipientId)).not.toContain(father);
    const post = await (await signIn('schoolSupervisor')).get<CaseAnswer>(`/api/v1/cases/${id}`);
    for (const hidden of ['family', 'report', 'plans', 'disclosures', 'advice']) {
      expect(Object.keys(post.body)).not.toContain(hidden);
    }
    expect(post.text).not.toContain(father);
  });

  test('a member sees neither the prohibition nor the family facts in the log', async () => {
    await given(by, id, { type: 'request-consent', memberIds: ['m1'], askedOf: [apart.id], told: 'phone' });
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
    await given(by, id, {
      type: 'record-consent',
      memberId: 'm1',
      answer: 'given',
      by: apart.id,
      byRole: 'learner',
      way: 'signed',
    });
    const log = await (await signIn('nurse')).get<EventList>(`/api/v1/cases/${id}/events`);
    expect(log.status).toBe(200);
    expect(log.body.items.map((it) => it.type)).not.toContain('guardian-prohibited');
    expect(log.body.items[0]?.data).not.toHaveProperty('family');
    expect(log.text).not.toContain(father);
    const own = await by.get<EventList>(`/api/v1/cases/${id}/events`);
    expect(own.body.items[0]?.data).toHaveProperty('family');
  });

  test('it is looked at again, and lifted with a reason', async () => {
    await given(by, id, { type: 'confirm-prohibition', prohibitionId: 'p1' });
    const lifted = await given(by, id, {
      type: 'lift-prohibition',
      prohibitionId: 'p1',
      reason: 'learner-agrees',
    });
    expect(lifted.family?.prohibitions[0]?.liftedOn).toBe(today);
    expect(await refusedWith(by, id, { type: 'confirm-prohibition', prohibitionId: 'p1' })).toMatchObject({
      code: 'unknown-prohibition',
    });
  });
});

test('what does not belong to student welfare is refused at the door, and the answer says why', async () => {
  const got = await by.raise({
    learnerId: apart.id,
    source: 'staff',
    topic: 'disciplinary-assessment',
    discussedWith: ['learner'],
  });
  expect({ status: got.status, body: got.body }).toMatchObject({
    status: 409,
    body: { code: 'topic-not-for-group', source: 'OHL 14 §' },
  });
});
