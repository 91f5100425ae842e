import { describe, expect, test } from '@jest/globals';
import type { PersonId } from '../../../domain/ids.js';
import { monitorOf } from '../../../domain/monitors.js';
import { may } from '../../../domain/permissions.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, text } from '../lives/world.js';
import { heldGroup } from './support.js';
import { told } from './told.js';

const DUE = parseDate('2026-11-27');

/** What the teacher agreed to do on 18 November; the nurse is responsible for the county, the teacher for the school. */
function agreed(
  monitorId?: PersonId,
  ownerId: PersonId = PEOPLE.teacher,
  ...others: { ownerId: PersonId }[]
) {
  const road = heldGroup().give('nurse', 'call-meeting', {
    ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
    invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
  });
  road.give('nurse', 'record-meeting', {
    ...{ meetingId: 'k2', attended: [PEOPLE.homeroom] },
    end: { kind: 'next', on: parseDate('2026-12-09') },
    actions: [{ ownerId, ...(monitorId ? { monitorId } : {}) }, ...others].map((it) => ({
      ...{ side: 'school', what: text(), dueOn: DUE },
      ...it,
    })),
  });
  return road;
}

const followedUpBy = ({ state }: ReturnType<typeof agreed>) =>
  state.actions.map((it) => monitorOf(state, it));

describe('Whoever follows up what a meeting agreed (OHL 20 §)', () => {
  test('is the one it named', () => {
    expect(followedUpBy(agreed(PEOPLE.homeroom))).toEqual([PEOPLE.homeroom]);
  });

  test('is the responsible person of the owner’s side when it named nobody', () => {
    expect(followedUpBy(agreed(undefined, PEOPLE.homeroom))).toEqual([PEOPLE.teacher]);
  });

  test('is the responsible person of the other side when the first one is the one who does it', () => {
    expect(followedUpBy(agreed())).toEqual([PEOPLE.nurse]);
  });

  test('is a responsible person again when the one it named may know nothing any more', () => {
    const road = agreed(PEOPLE.homeroom).give('nurse', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    expect(followedUpBy(road)).toEqual([PEOPLE.nurse]);
  });

  test('is never the one who does it, also when they were named or it has passed on to them', () => {
    expect(followedUpBy(agreed(PEOPLE.teacher))).toEqual([PEOPLE.nurse]);
    const road = agreed(PEOPLE.teacher, PEOPLE.homeroom).give('nurse', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    expect(road.owed('action').map((it) => it.ownerId)).toEqual([PEOPLE.teacher]);
    expect(followedUpBy(road)).toEqual([PEOPLE.nurse]);
  });

  test('may know of the case: nobody else is named', () => {
    expect(agreed(PEOPLE.homeroom).state.actions).toHaveLength(1);
    expect(() => agreed(PEOPLE.colleague)).toThrow('consent-missing');
  });

  test('hears of it when the day has passed and nobody has recorded that it was done', () => {
    const late = (monitorId?: PersonId) =>
      told(agreed(monitorId), (it) => it.until('2026-12-01 12:00')).filter(
        ([template]) => template === 'action-late',
      );
    expect(late(PEOPLE.homeroom)).toEqual([['action-late', PEOPLE.homeroom]]);
    expect(late()).toEqual([]);
    // Who does it hears of it as the owner.
    expect(late(PEOPLE.teacher)).toEqual([]);
  });

  test('hears nothing of what was done in time', () => {
    const road = agreed(PEOPLE.homeroom).give('teacher', 'complete-action', { actionId: 'a1' });
    expect(told(road, (it) => it.until('2026-12-01 12:00')).map(([template]) => template)).not.toContain(
      'action-late',
    );
  });

  test('says that it is done when they were named, and nobody else does who only knows of the case', () => {
    const done = (monitorId?: PersonId) =>
      agreed(monitorId).give('homeroom', 'complete-action', { actionId: 'a1' }).owed('action');
    expect(done(PEOPLE.homeroom)).toEqual([]);
    expect(() => done()).toThrow('not-allowed');
    expect(() => done(PEOPLE.nurse)).toThrow('not-allowed');
  });

  test('says so of this action and of no other', () => {
    const road = agreed(PEOPLE.homeroom, PEOPLE.teacher, { ownerId: PEOPLE.teacher });
    expect(() => road.give('homeroom', 'complete-action', { actionId: 'a2' })).toThrow('not-allowed');
    expect(road.give('homeroom', 'complete-action', { actionId: 'a1' }).owed('action')).toHaveLength(1);
  });

  test('says nothing any more once they may not know of the case', () => {
    const road = agreed(PEOPLE.homeroom).give('nurse', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    expect(() => road.give('homeroom', 'complete-action', { actionId: 'a1' })).toThrow('not-allowed');
  });

  test('only heard of it in a case that began before core 9', () => {
    const road = agreed(PEOPLE.homeroom);
    const homeroom = actor('homeroom');
    expect(may(homeroom, 'complete-action', road.state)).toEqual({ ok: true });
    expect(may(homeroom, 'complete-action', { ...road.state, core: 8 })).toMatchObject({
      code: 'not-allowed',
    });
  });
});
