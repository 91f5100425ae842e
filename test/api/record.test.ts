import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import { samplePerson } from '../../stack/sample-data.js';
import { dayAfter, given, learner, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';

const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('homeroomTeacher'),
];
const who = learner(9);
const [mother, father] = who.guardians.map((it) => it.id);
const group = [
  { personId: nurse.id, role: 'school_nurse' as const, side: 'county' as const },
  { personId: teacher.id, role: 'homeroom_teacher' as const, side: 'school' as const },
  { personId: curator.id, role: 'curator' as const, side: 'county' as const },
];

let by: SignedIn;
let today: string;
let id: string;
beforeAll(async () => {
  by = await signIn('curator');
  today = await todayOf(by);
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: who.id,
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
  await given(by, id, { type: 'propose-group', members: group });
  await given(by, id, {
    type: 'request-consent',
    memberIds: ['m1', 'm2', 'm3'],
    askedOf: [who.id],
    told: 'phone',
  });
  for (const memberId of ['m1', 'm2', 'm3']) {
    await given(by, id, {
      type: 'record-consent',
      memberId,
      answer: 'given',
      by: who.id,
      byRole: 'learner',
      way: 'signed',
    });
  }
  await given(by, id, {
    type: 'call-meeting',
    kind: 'expert-group',
    on: today,
    minute: 600,
    invitedStaff: group,
  });
  await given(by, id, {
    type: 'record-meeting',
    meetingId: 'k1',
    attended: [curator.id, nurse.id, who.id],
    responsible: { personId: curator.id, side: 'county' },
    end: { kind: 'next', on: dayAfter(today, 28) },
  });
});

describe('The student welfare report is written entry by entry (OHL 20 §)', () => {
  test('what the law asks for and nobody has written is named until it is there', async () => {
    const before = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(before.body.report).toEqual({
      home: 'rinnalla',
      entries: [],
      missing: ['assessments', 'support', 'handling'],
    });
    const nurseNow = await signIn('nurse');
    const written = await given(nurseNow, id, {
      type: 'write-entry',
      part: 'support',
      text: 'Aamuihin tukea.',
      meetingId: 'k1',
    });
    expect(written.report).toMatchObject({
      missing: ['assessments', 'handling'],
      entries: [
        {
          id: 'e1',
          part: 'support',
          on: today,
          by: { personId: nurse.id, role: 'school_nurse', side: 'county' },
          text: 'Aamuihin tukea.',
          meetingId: 'k1',
          corrects: null,
          publishedTo: [],
        },
      ],
    });
  });

  test('a correction is an entry of its own, and the original stays', async () => {
    const corrected = await given(by, id, {
      type: 'correct-entry',
      entryId: 'e1',
      text: 'Aamuihin ja siirtymiin tukea.',
    });
    expect(corrected.report?.entries.map((it) => [it.id, it.text, it.corrects, it.by.personId])).toEqual([
      ['e1', 'Aamuihin tukea.', null, nurse.id],
      ['e2', 'Aamuihin ja siirtymiin tukea.', 'e1', curator.id],
    ]);
    expect(await refusedWith(by, id, { type: 'correct-entry', entryId: 'e9', text: 'x' })).toEqual({
      status: 409,
      code: 'unknown-entry',
      source: 'OHL 20 §',
    });
  });

  test('text or reference, never both and never neither; a reference where the report lives here is refused', async () => {
    const entry = { type: 'write-entry', part: 'note' } as const;
    expect(await refusedWith(by, id, entry)).toMatchObject({ errors: [{ path: 'text', code: 'missing' }] });
    expect(await refusedWith(by, id, { ...entry, text: 'x', reference: 'W-1' })).toMatchObject({
      errors: [{ path: 'reference', code: 'not-both' }],
    });
    expect(await refusedWith(by, id, { ...entry, reference: 'Matti M.' })).toMatchObject({
      errors: [{ path: 'reference', code: 'not-an-id' }],
    });
    expect(await refusedWith(by, id, { ...entry, reference: 'W-1' })).toMatchObject({
      status: 409,
      code: 'report-lives-here',
    });
  });

  test('publication is per recipient, and never to a guardian who is prohibited', async () => {
    await given(by, id, {
      type: 'prohibit-guardian',
      guardianId: father ?? '',
      scope: 'information',
      grounds: 'Arvioitu.',
    });
    expect(
      await refusedWith(by, id, { type: 'publish-entries', entryIds: ['e1'], toIds: [father ?? ''] }),
    ).toMatchObject({ status: 409, code: 'guardian-prohibited' });
    expect(
      await refusedWith(by, id, { type: 'publish-entries', entryIds: ['e1'], toIds: [nurse.id] }),
    ).toMatchObject({ errors: [{ path: 'toIds.0', code: 'unknown-person' }] });
    const published = await given(by, id, {
      type: 'publish-entries',
      entryIds: ['e1', 'e2'],
      toIds: [who.id, mother ?? ''],
    });
    expect(published.report?.entries.map((it) => it.publishedTo)).toEqual([
      [who.id, mother],
      [who.id, mother],
    ]);
  });

  test('a supervisor sees that something is owed and not one word of the report', async () => {
    const post = await (await signIn('countySupervisor')).get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(post.status).toBe(200);
    expect(post.text).not.toContain('Aamuihin');
    expect(Object.keys(post.body)).not.toContain('report');
  });
});

describe('School and county share one picture and divide the work (S001)', () => {
  test('a part stands once, and each task has one person', async () => {
    await given(by, id, { type: 'contact-other-side', way: 'phone' });
    const shared = await given(by, id, {
      type: 'share-situation',
      parts: [
        { part: 'strengths', text: 'Kaverit ja kuvataide.' },
        { part: 'attendance', text: 'Kaksi päivää viikossa.' },
      ],
    });
    expect(shared.plans?.situation).toEqual([
      { part: 'strengths', text: 'Kaverit ja kuvataide.', on: today },
      { part: 'attendance', text: 'Kaksi päivää viikossa.', on: today },
    ]);
    const twice = [
      { part: 'strengths', text: 'x' },
      { part: 'strengths', text: 'y' },
    ] as const;
    expect(await refusedWith(by, id, { type: 'share-situation', parts: [...twice] })).toMatchObject({
      errors: [{ path: 'parts', code: 'twice' }],
    });
    const divided = await given(by, id, {
      type: 'divide-responsibilities',
      tasks: [
        { task: 'invites-network', side: 'county', personId: curator.id },
        { task: 'follows-attendance', side: 'school', personId: teacher.id },
      ],
    });
    expect(divided.plans?.division).toEqual([
      { task: 'invites-network', side: 'county', personId: curator.id },
      { task: 'follows-attendance', side: 'school', personId: teacher.id },
    ]);
    const swapped = { task: 'invites-network', side: 'school', personId: curator.id } as const;
    expect(await refusedWith(by, id, { type: 'divide-responsibilities', tasks: [swapped] })).toMatchObject({
      errors: [{ path: 'tasks.0.personId', code: 'unknown-person' }],
    });
  });
});
