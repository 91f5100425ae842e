import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { TaskAnswer, TaskList } from '../../api/contracts/tasks.js';
import { samplePerson } from '../../stack/sample-data.js';
import { dayAfter, given, learner, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';

const [curator, nurse, special, teacher] = (
  ['curator', 'nurse', 'specialTeacher', 'classTeacher'] as const
).map(samplePerson);
const who = learner(4);
const guardian = who.guardians[0]?.id ?? '';

/** A group that met three weeks ago; the teacher was to do something by last week, and the nurse to follow it up. */
async function agreed(by: SignedIn): Promise<string> {
  const today = await todayOf(by);
  const then = { happenedOn: dayAfter(today, -21) };
  const id = await opened(await signIn('classTeacher'), {
    learnerId: who.id,
    happenedOn: dayAfter(today, -30),
  });
  const people = [
    { personId: curator?.id ?? '', role: 'curator', side: 'county' },
    { personId: nurse?.id ?? '', role: 'school_nurse', side: 'county' },
    { personId: special?.id ?? '', role: 'special_needs_teacher', side: 'school' },
  ] as const;
  const memberIds = ['m1', 'm2', 'm3'];
  await given(by, id, { type: 'propose-group', members: [...people], ...then });
  await given(by, id, { type: 'request-consent', memberIds, askedOf: [guardian], told: 'phone', ...then });
  for (const memberId of memberIds) {
    const yes = { answer: 'given', by: guardian, byRole: 'guardian', way: 'signed' } as const;
    await given(by, id, { type: 'record-consent', memberId, ...yes, ...then });
  }
  const call = { on: then.happenedOn, minute: 840, invitedStaff: [...people] };
  await given(by, id, { type: 'call-meeting', kind: 'expert-group', ...call, ...then });
  const work = { side: 'school', what: 'Soita kotiin.' } as const;
  await given(by, id, {
    ...{ type: 'record-meeting', meetingId: 'k1', attended: people.map((it) => it.personId), ...then },
    responsible: { personId: curator?.id ?? '', side: 'county' },
    actions: [
      { ...work, ownerId: teacher?.id ?? '', dueOn: dayAfter(today, -7), monitorId: nurse?.id ?? '' },
      { ...work, ownerId: teacher?.id ?? '', dueOn: dayAfter(today, -7) },
    ],
    end: { kind: 'next', on: dayAfter(today, 21) },
  });
  return id;
}

async function tasksOf(
  by: SignedIn,
  caseId: string,
): Promise<{ items: TaskAnswer[]; counts: TaskList['counts'] }> {
  const { body } = await by.get<TaskList>('/api/v1/tasks');
  return {
    items: body.items.filter((it) => it.caseId === caseId && it.duty.kind === 'action'),
    counts: body.counts,
  };
}

/** Waits until time has made it late, and the store knows; fails after ten seconds. */
async function lateTasks(by: SignedIn, caseId: string): Promise<TaskAnswer[]> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { items } = await tasksOf(by, caseId);
    if (items.some(({ duty }) => duty.late)) return items;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}

describe('An agreed action that its owner has left undone', () => {
  let id: string;
  let by: SignedIn;
  const completable = async (name: Parameters<typeof signIn>[0]) => {
    const { body } = await (await signIn(name)).get<CaseAnswer>(`/api/v1/cases/${id}`);
    return body.actions?.map((it) => it.mayComplete);
  };

  beforeAll(async () => {
    by = await signIn('curator');
    id = await agreed(by);
  });

  test('stands among the tasks of whoever was named to follow it up, not as their own lateness', async () => {
    const follower = await signIn('nurse');
    const before = (await tasksOf(follower, id)).counts;
    const items = await lateTasks(follower, id);
    expect(items.map(({ duty, followUp, nextStep }) => [duty.ownerId, followUp, nextStep?.command])).toEqual([
      [teacher?.id, true, 'complete-action'],
    ]);
    expect((await tasksOf(follower, id)).counts.late).toBe(before.late);
  });

  test('stays its owner’s own task, and is nobody else’s who knows of the case', async () => {
    const own = await lateTasks(await signIn('classTeacher'), id);
    expect(own.map(({ followUp }) => followUp)).toEqual([false, false]);
    for (const name of ['curator', 'specialTeacher'] as const)
      expect((await tasksOf(await signIn(name), id)).items).toEqual([]);
  });

  test('may be marked done by who answers for it and by who follows it up: the page offers no other', async () => {
    expect(await completable('classTeacher')).toEqual([true, true]);
    expect(await completable('nurse')).toEqual([true, false]);
    expect(await completable('specialTeacher')).toEqual([false, false]);
    const nobodys = await signIn('specialTeacher');
    const complete = (actionId: string) => ({ type: 'complete-action', actionId }) as const;
    expect(await refusedWith(nobodys, id, complete('a1'))).toMatchObject({ code: 'not-allowed' });
    const follower = await signIn('nurse');
    expect(await refusedWith(follower, id, complete('a2'))).toMatchObject({ code: 'not-allowed' });
    await given(follower, id, complete('a1'));
    expect((await tasksOf(follower, id)).items).toEqual([]);
    expect(await completable('nurse')).toEqual([false, false]);
  });
});
