import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import { samplePerson } from '../../stack/sample-data.js';
import { dayAfter, given, learner, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';

const curator = samplePerson('curator');
let by: SignedIn;
let today: string;
let id: string;

async function duties(): Promise<DutyAnswer[]> {
  return (await by.get<{ items: DutyAnswer[] }>(`/api/v1/cases/${id}/duties`)).body.items;
}

async function dutyOf(kind: DutyAnswer['kind']): Promise<DutyAnswer> {
  const found = (await duties()).findLast((duty) => duty.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

beforeAll(async () => {
  by = await signIn('curator');
  today = await todayOf(by);
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: learner(10).id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
});

describe('Clocks in the hands of people', () => {
  test('what the law sets cannot rest, and no day beyond the law can be set', async () => {
    const promise = await dutyOf('discussion');
    expect(
      await refusedWith(by, id, { type: 'pause-duty', dutyId: promise.id, reason: 'learner-ill' }),
    ).toEqual({
      status: 409,
      code: 'law-cannot-pause',
      source: 'OHL 15 §',
    });
    const later = {
      type: 'set-due-date',
      dutyId: promise.id,
      dueOn: dayAfter(promise.dueOn ?? '', 7),
    } as const;
    expect(await refusedWith(by, id, { ...later, reason: 'Kiire.' })).toMatchObject({
      code: 'beyond-the-law',
    });
  });

  test('an earlier day set by hand says who set it and why, and explains itself instead of a trace', async () => {
    const promise = await dutyOf('discussion');
    const earlier = dayAfter(promise.dueOn ?? '', -1);
    const fixed = await given(by, id, {
      type: 'set-due-date',
      dutyId: promise.id,
      dueOn: earlier,
      reason: 'Nuori toivoi aikaisempaa.',
    });
    expect(fixed.duties?.find((duty) => duty.id === promise.id)).toMatchObject({
      dueOn: earlier,
      byHand: true,
    });
    const own = await dutyOf('discussion');
    expect(own.setByHand).toEqual({
      was: promise.dueOn,
      on: today,
      by: { personId: curator.id, role: 'curator', side: 'county' },
      reason: 'Nuori toivoi aikaisempaa.',
    });
    expect(own.trace).toBeUndefined();
    const post = await (await signIn('countySupervisor')).get(`/api/v1/cases/${id}/duties`);
    expect(post.status).toBe(200);
    expect(post.text).not.toContain('Nuori toivoi');
  });

  test('a local promise rests with a reason, shows what is left, and goes on with exactly that', async () => {
    await given(by, id, {
      type: 'offer-discussion',
      withId: curator.id,
      on: today,
      minute: 1,
      told: 'phone',
    });
    await given(by, id, { type: 'record-discussion', outcome: 'held' });
    const running = await dutyOf('next-step');
    const paused = await given(by, id, { type: 'pause-duty', dutyId: running.id, reason: 'family-asked' });
    expect(paused.duties?.find((duty) => duty.id === running.id)).toMatchObject({
      status: 'paused',
      left: running.remaining,
      remaining: null,
    });
    expect((await dutyOf('next-step')).pause).toEqual({
      reason: 'family-asked',
      on: today,
      by: { personId: curator.id, role: 'curator', side: 'county' },
    });
    const resumed = await given(by, id, { type: 'resume-duty', dutyId: running.id });
    expect(resumed.duties?.find((duty) => duty.id === running.id)).toMatchObject({
      status: 'open',
      dueOn: running.dueOn,
      remaining: running.remaining,
    });
    expect(await refusedWith(by, id, { type: 'resume-duty', dutyId: running.id })).toMatchObject({
      code: 'not-paused',
    });
  });
});
