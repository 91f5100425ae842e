import { describe, expect, test } from '@jest/globals';
import { nextStep } from '../../../domain/next-step.js';
import type { Side } from '../../../domain/people.js';
import type { Surroundings } from '../../../domain/surroundings.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text, type Who } from '../lives/world.js';
import { heldGroup, raised, type Road } from './support.js';

const HOLDERS = { county: PEOPLE.countyCoordinator, school: PEOPLE.schoolCoordinator };

function around(change: Partial<Surroundings> = {}): Surroundings {
  return { schoolId: SCHOOL, enrolledUntil: null, classCode: '7b', languages: [], gone: [], ...change };
}

function gone(who: Who, side: Side = 'county'): Partial<Surroundings> {
  return { gone: [{ personId: PEOPLE[who], side }] };
}

function told(road: Road, change: Partial<Surroundings>, holders: Partial<typeof HOLDERS> = HOLDERS): Road {
  return road.give(SYSTEM, 'update-surroundings', { surroundings: around(change), holders });
}

describe('A responsible person whose post has ended', () => {
  test('asks whoever can name somebody else to do so, and ends when they have', () => {
    const road = told(raised(), gone('curator'));
    expect(road.state.responsible.county).toBe(PEOPLE.curator);
    expect(road.owed('successor')).toMatchObject([
      { ownerId: PEOPLE.countyCoordinator, side: 'county', rule: 'L-SUCCESSOR' },
    ]);
    expect(nextStep(road.state)).toMatchObject({
      ...{ code: 'replace-responsible', command: 'reassign', ownerId: PEOPLE.countyCoordinator },
    });
    road.give('countySupervisor', 'reassign', { side: 'county', toId: PEOPLE.colleague, reason: 'left' });
    expect(road.owed('successor')).toEqual([]);
    expect(road.owed('discussion').map((duty) => duty.ownerId)).toEqual([PEOPLE.colleague]);
  });

  test('is replaced by a hand-over of the coordinator as well, also when nobody answers it', () => {
    const road = told(raised(), gone('curator')).give('countyCoordinator', 'offer-handover', {
      ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
    });
    expect(road.owed('successor')).toHaveLength(1);
    road.until('2026-12-05 12:00');
    expect(road.state.responsible.county).toBe(PEOPLE.countyCoordinator);
    expect(road.owed('successor')).toEqual([]);
  });

  test('owes it alone where nobody could name another, and no more once they are back', () => {
    const road = told(raised(), gone('curator'), {});
    expect(road.owed('successor').map((duty) => duty.ownerId)).toEqual([PEOPLE.curator]);
    told(road, {});
    expect(road.owed('successor')).toEqual([]);
    expect(road.state.responsible.county).toBe(PEOPLE.curator);
  });

  test('of a group that goes on is not kept by being a member of it', () => {
    const road = told(heldGroup(), gone('nurse'));
    expect(road.owed('successor').map((duty) => duty.ownerId)).toEqual([PEOPLE.countyCoordinator]);
    road.give('nurse', 'agree-contact-ways', { personId: PEOPLE.nurse, channels: ['phone'], never: [] });
    expect(road.owed('successor')).toHaveLength(1);
  });

  test('is asked for once, and again when the case is opened anew', () => {
    const road = raised();
    const on = road.today;
    road
      .give('curator', 'offer-discussion', { withId: PEOPLE.curator, on, minute: 600, told: 'in-person' })
      .give('curator', 'record-discussion', { outcome: 'held' });
    told(road, gone('curator'));
    told(road, { ...gone('curator'), classCode: '8b' });
    expect(road.owed('successor')).toHaveLength(1);
    road.give('curator', 'close-case', { reason: 'no-need', told: ['learner'] });
    expect(road.owed('successor')).toEqual([]);
    road.give('countySupervisor', 'reopen-case', { reason: text() });
    expect(road.owed('successor')).toHaveLength(1);
  });
});

describe('Anybody else whose post has ended', () => {
  test('leaves what they alone owed to the responsible person of their side', () => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    road.give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.homeroom], end: { kind: 'next', on: parseDate('2026-12-09') } },
      actions: [{ ownerId: PEOPLE.homeroom, side: 'school', what: text(), dueOn: parseDate('2026-11-27') }],
    });
    expect(road.owed('action').map((duty) => duty.ownerId)).toEqual([PEOPLE.homeroom]);
    told(road, gone('homeroom', 'school'));
    expect(road.owed('action').map((duty) => duty.ownerId)).toEqual([road.state.responsible.school]);
    expect(road.owed('successor')).toEqual([]);
  });

  test('takes nothing from others, on either side', () => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [
        { personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' },
        { personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' },
      ],
    });
    const action = { what: text(), dueOn: parseDate('2026-11-27') };
    road.give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.nurse, PEOPLE.homeroom] },
      end: { kind: 'next', on: parseDate('2026-12-09') },
      actions: [
        { ...action, ownerId: PEOPLE.nurse, side: 'county' },
        { ...action, ownerId: PEOPLE.homeroom, side: 'school' },
        { ...action, ownerId: PEOPLE.homeroom, side: 'school' },
      ],
    });
    road.give('homeroom', 'complete-action', { actionId: 'a2' });
    told(road, gone('homeroom', 'school'));
    const { school } = road.state.responsible;
    const owners = road.state.duties.filter((it) => it.kind === 'action').map((it) => it.ownerId);
    // What was done stays done by who did it.
    expect(owners).toEqual([PEOPLE.nurse, PEOPLE.homeroom, school]);
  });
});

describe('A learner who goes to another school', () => {
  test('keeps the case with its school, and makes the next step due', () => {
    const road = told(raised(), { schoolId: OTHER_SCHOOL });
    expect(road.state.schoolId).toBe(SCHOOL);
    expect(road.owed('next-step')).toMatchObject([{ ownerId: PEOPLE.curator }]);
    road.give('curator', 'plan-transfer', {
      kind: 'school',
      movesOn: road.today,
      toUnitId: OTHER_SCHOOL,
    });
    expect(road.owed('next-step')).toEqual([]);
    told(road, { schoolId: OTHER_SCHOOL, classCode: '8a' });
    expect(road.owed('next-step')).toEqual([]);
  });

  test('asks for the next step again when the planned transfer is called off', () => {
    const road = told(raised(), { schoolId: OTHER_SCHOOL });
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: road.today });
    road.give('curator', 'cancel-transfer', { transferId: 'r1', reason: 'not-moving' });
    expect(road.owed('next-step')).toMatchObject([{ ownerId: PEOPLE.curator }]);
    const called = raised().give('curator', 'plan-transfer', { kind: 'school', movesOn: road.today });
    called.give('curator', 'cancel-transfer', { transferId: 'r1', reason: 'not-moving' });
    expect(told(called, { schoolId: OTHER_SCHOOL }).owed('next-step')).toHaveLength(1);
  });

  test('or to none, is the same; one who only changes class is not', () => {
    expect(told(raised(), { enrolledUntil: parseDate('2026-11-16') }).owed('next-step')).toHaveLength(1);
    const road = told(raised(), { classCode: '8c' });
    expect(road.owed('next-step')).toEqual([]);
    expect(
      road.refused(SYSTEM, 'update-surroundings', {
        ...{ surroundings: around({ classCode: '8c' }), holders: HOLDERS },
      }),
    ).toBe('surroundings-unchanged');
  });
});

test('What the directory says is told by the service alone', () => {
  const data = { surroundings: around({ classCode: '8c' }), holders: {} };
  expect(raised().refused('countySupervisor', 'update-surroundings', data)).toBe('not-allowed');
});
