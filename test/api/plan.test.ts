import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DisclosureList } from '../../api/contracts/annex.js';
import { BASIC_SCHOOL, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { samplePerson } from '../../stack/sample-data.js';
import {
  dayAfter,
  given,
  learner,
  opened,
  refusedWith,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';

const [curator, teacher] = [samplePerson('curator'), samplePerson('homeroomTeacher')];
const who = learner(8);

let by: SignedIn;
let today: string;
let id: string;
beforeAll(async () => {
  by = await signIn('curator');
  today = await todayOf(by);
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: who.id,
    topic: 'return-to-school',
    discussedWith: ['learner', 'guardian'],
  });
});

describe('After an exclusion support and a plan for the return are owed (POL 36 §)', () => {
  test('both are armed without a false deadline, and end when they are planned', async () => {
    const turned = await given(by, id, {
      type: 'record-turn',
      kind: 'exclusion',
      from: today,
      until: dayAfter(today, 20),
    });
    expect(turned.plans?.turns).toEqual([
      { id: 't1', kind: 'exclusion', from: today, until: dayAfter(today, 20), endedOn: null },
    ]);
    const owed = turned.duties?.filter((duty) => duty.rule.startsWith('W-POL36'));
    expect(owed?.map((duty) => [duty.rule, duty.dueOn, duty.ageDays, duty.about])).toEqual([
      ['W-POL36-support', null, 0, { of: 'turn', id: 't1' }],
      ['W-POL36-return', null, 0, { of: 'turn', id: 't1' }],
    ]);
    await given(by, id, { type: 'plan-support', what: 'Kuraattorin tapaamiset.' });
    const planned = await given(by, id, {
      type: 'plan-return',
      steps: [
        { on: dayAfter(today, 7), what: 'Kaksi tuntia päivässä.', ownerId: teacher.id, side: 'school' },
        { on: dayAfter(today, 14), what: 'Koko päivä.', ownerId: curator.id, side: 'county' },
      ],
    });
    expect(planned.plans?.returnSteps).toEqual([
      { id: 's1', on: dayAfter(today, 7), ownerId: teacher.id, what: 'Kaksi tuntia päivässä.', doneOn: null },
      { id: 's2', on: dayAfter(today, 14), ownerId: curator.id, what: 'Koko päivä.', doneOn: null },
    ]);
    expect(planned.duties?.filter((duty) => duty.kind === 'return-step').map((duty) => duty.dueOn)).toEqual([
      dayAfter(today, 7),
      dayAfter(today, 14),
    ]);
    const done = await given(await signIn('homeroomTeacher'), id, {
      type: 'complete-return-step',
      stepId: 's1',
    });
    expect(done.plans?.returnSteps[0]?.doneOn).toBe(today);
    const ended = await given(by, id, { type: 'end-turn', turnId: 't1' });
    expect(ended.plans?.turns[0]?.endedOn).toBe(today);
  });

  test('a step belongs to somebody who works here; a day before the first one does not end a turn', async () => {
    const step = { on: dayAfter(today, 3), what: 'x', ownerId: who.id, side: 'school' } as const;
    expect(await refusedWith(by, id, { type: 'plan-return', steps: [step] })).toEqual({
      status: 422,
      code: 'invalid-fields',
      errors: [{ path: 'steps.0.ownerId', code: 'unknown-person' }],
    });
    const wrongWay = {
      type: 'record-turn',
      kind: 'exclusion',
      from: today,
      until: dayAfter(today, -1),
    } as const;
    expect(await refusedWith(by, id, wrongWay)).toMatchObject({
      status: 422,
      errors: [{ path: 'until', code: 'before-from' }],
    });
    expect(await refusedWith(by, id, { type: 'end-turn', turnId: 't9' })).toEqual({
      status: 409,
      code: 'unknown-turn',
      source: 'POL 36 §',
    });
  });

  test('before a service is changed, what else was tried is said', async () => {
    await given(by, id, { type: 'change-service', to: 'child-psychiatry', tried: 'Lyhytterapia koululla.' });
    expect(
      await refusedWith(by, id, { type: 'change-service', to: 'child-psychiatry', tried: ' ' }),
    ).toMatchObject({ errors: [{ path: 'tried', code: 'empty' }] });
  });
});

describe('A transfer has two packages: one by law, one by consent (POL 40 §, OHL 23 §)', () => {
  test('teaching data go without consent, student welfare data never', async () => {
    const unknown = { type: 'plan-transfer', kind: 'level', movesOn: dayAfter(today, 60) } as const;
    expect(await refusedWith(by, id, { ...unknown, toUnitId: who.id })).toMatchObject({
      errors: [{ path: 'toUnitId', code: 'unknown-school' }],
    });
    const planned = await given(by, id, { ...unknown, toUnitId: UPPER_SECONDARY.id });
    expect(planned.plans?.transfers[0]).toMatchObject({
      id: 'r1',
      toUnitName: UPPER_SECONDARY.name,
      consent: null,
    });
    expect(await refusedWith(by, id, { type: 'send-package', transferId: 'r1', package: 'welfare' })).toEqual(
      { status: 409, code: 'transfer-consent-missing', source: 'OHL 23 §' },
    );
    await given(by, id, { type: 'send-package', transferId: 'r1', package: 'teaching' });
    await given(by, id, {
      type: 'record-transfer-consent',
      transferId: 'r1',
      answer: 'given',
      items: ['wellbeing'],
      by: who.guardians[0]?.id ?? '',
      byRole: 'guardian',
      way: 'signed',
    });
    const sent = await given(by, id, { type: 'send-package', transferId: 'r1', package: 'welfare' });
    expect(sent.plans?.transfers[0]).toMatchObject({
      teachingSentOn: today,
      items: ['wellbeing'],
      welfareSentOn: today,
      acceptedOn: null,
    });
    const recipient = UPPER_SECONDARY.name;
    expect(sent.disclosures).toEqual([
      expect.objectContaining({ ground: 'POL-40', package: 'teaching', reasonCode: 'teaching', recipient }),
      expect.objectContaining({
        ...{ ground: 'OHL-23-transfer', package: 'welfare', reasonCode: 'welfare-continuity', recipient },
      }),
    ]);
    const accepted = await given(by, id, { type: 'confirm-transfer', transferId: 'r1' });
    expect(accepted.plans?.transfers[0]?.acceptedOn).toBe(today);
  });

  test('student welfare data that go alone stand in the list of what was given', async () => {
    const moving = await opened(by, { learnerId: learner(9).id, discussedWith: ['learner', 'guardian'] });
    const transferId = 'r1';
    const unit = { toUnitId: UPPER_SECONDARY.id, movesOn: dayAfter(today, 60) };
    await given(by, moving, { type: 'plan-transfer', kind: 'level', ...unit });
    await given(by, moving, {
      ...{ type: 'record-transfer-consent', transferId, answer: 'given', items: ['wellbeing'] },
      ...{ by: learner(9).guardians[0]?.id ?? '', byRole: 'guardian', way: 'signed' },
    });
    const sent = await given(by, moving, { type: 'send-package', transferId, package: 'welfare' });
    expect(sent.disclosures?.map((it) => it.ground)).toEqual(['OHL-23-transfer']);
  });

  test('one that does not come about is called off: what went stays listed, and the case can be closed', async () => {
    const staying = await opened(by, { learnerId: learner(9).id, discussedWith: ['learner', 'guardian'] });
    const transferId = 'r1';
    const off = { type: 'cancel-transfer', transferId } as const;
    expect(await refusedWith(by, staying, { ...off, reason: 'not-moving' })).toMatchObject({
      code: 'unknown-transfer',
    });
    await given(by, staying, { type: 'plan-transfer', kind: 'level', movesOn: dayAfter(today, 60) });
    expect(await refusedWith(by, staying, { ...off, reason: 'not-taken-over' })).toEqual({
      ...{ status: 409, code: 'not-expected', source: 'S001' },
    });
    await given(by, staying, {
      ...{ type: 'record-transfer-consent', transferId, answer: 'given', items: ['wellbeing'] },
      ...{ by: learner(9).guardians[0]?.id ?? '', byRole: 'guardian', way: 'signed' },
    });
    await given(by, staying, { type: 'send-package', transferId, package: 'welfare' });
    const close: CommandOf<'close-case'> = {
      type: 'close-case',
      reason: 'studies-ended',
      told: ['learner'],
    };
    expect(await refusedWith(by, staying, close)).toMatchObject({ code: 'transfer-not-accepted' });
    const called = await given(by, staying, { ...off, reason: 'not-moving' });
    expect(called.plans?.transfers[0]).toMatchObject({ welfareSentOn: today, cancelledOn: today });
    const live = called.duties?.filter((duty) => duty.status === 'open').map((duty) => duty.kind);
    expect(live).not.toContain('teaching-data');
    expect(live).not.toContain('transfer-answer');
    expect(called.disclosures).toHaveLength(1);
    expect((await given(by, staying, close)).status).toBe('closed');
  });

  test('a school that is none of this installation is named in words, which nobody else reads', async () => {
    await given(by, id, {
      type: 'plan-transfer',
      kind: 'provider',
      movesOn: dayAfter(today, 90),
      receiver: 'Kaukokunnan koulu',
    });
    await given(by, id, { type: 'send-package', transferId: 'r2', package: 'teaching' });
    const got = await by.get<DisclosureList>(`/api/v1/cases/${id}/disclosures`);
    expect(got.body.items.at(-1)).toMatchObject({ package: 'teaching', recipient: 'Kaukokunnan koulu' });
    const post = await (await signIn('countySupervisor')).get(`/api/v1/cases/${id}`);
    expect(post.text).not.toContain('Kaukokunnan');
    expect(BASIC_SCHOOL.name).not.toContain('Kaukokunnan');
  });
});

test('how somebody wants to be reached, and how never, is agreed and kept', async () => {
  const agreed = await given(by, id, {
    type: 'agree-contact-ways',
    personId: who.id,
    channels: ['text', 'wilma'],
    never: ['phone'],
  });
  expect(agreed.plans?.contactWays).toEqual([
    { personId: who.id, channels: ['text', 'wilma'], never: ['phone'], on: today },
  ]);
});
