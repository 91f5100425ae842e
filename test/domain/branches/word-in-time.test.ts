import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { at, LEARNER, PEOPLE, text } from '../lives/world.js';
import { calledGroup, type Road } from './support.js';
import { mailsOfDoing } from './told.js';

/** When word of a meeting goes out by what is done now. */
function goingOut(road: Road, act: (road: Road) => Road): readonly number[] {
  const words = mailsOfDoing(road, act).filter(({ template }) => template.startsWith('meeting'));
  return words.map(({ notBefore }) => notBefore);
}

const off = (road: Road) =>
  road.give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
const tuesdayEvening = '2026-11-17 18:30';
const nextMorning = at('2026-11-18 08:00');
/** The group meets on Wednesday at ten. */
const evening = (): Road => calledGroup().until(tuesdayEvening);

describe('Word of a meeting', () => {
  test('that is called off the evening before goes out at once, to everybody who was invited', () => {
    const times = goingOut(evening(), off);
    expect(times).toEqual(Array.from({ length: 4 }, () => at(tuesdayEvening)));
  });

  test('that is called off in the morning of its day, before offices open, goes out at once', () => {
    const early = '2026-11-18 06:40';
    expect(goingOut(calledGroup().until(early), off)[0]).toBe(at(early));
  });

  test('that somebody may not come to any more goes out at once as well', () => {
    const withdrawn = { memberIds: ['m1', 'm2'], by: LEARNER, byRole: 'learner', way: 'phone' } as const;
    const one = { ...withdrawn, memberIds: ['m1'] };
    expect(goingOut(evening(), (it) => it.give('curator', 'withdraw-consent', one))).toEqual([
      at(tuesdayEvening),
    ]);
    const times = goingOut(evening(), (it) => it.give('curator', 'withdraw-consent', withdrawn));
    expect(new Set(times)).toEqual(new Set([at(tuesdayEvening)]));
  });

  test('that ends with its case goes out at once as well', () => {
    const closed = (road: Road) =>
      road.give('curator', 'close-case', { reason: 'goals-met', told: ['learner', 'guardian'] });
    const voided = (road: Road) =>
      road.give('curator', 'void-case', { reason: 'wrong-learner', note: text() });
    for (const end of [closed, voided])
      expect(new Set(goingOut(evening(), end))).toEqual(new Set([at(tuesdayEvening)]));
  });

  test('that is called for the next morning goes out at once; for a later day it waits for office hours', () => {
    const called = (on: string) =>
      goingOut(off(evening()), (road) =>
        road.give('curator', 'call-meeting', {
          ...{ kind: 'expert-group', on: parseDate(on), minute: 600, invitedFamily: [] },
          invitedStaff: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
        }),
      );
    expect(called('2026-11-18')).toEqual([at(tuesdayEvening)]);
    expect(called('2026-11-19')).toEqual([nextMorning]);
    // What was to begin this morning is written down afterwards: nobody is called to it.
    expect(called('2026-11-17')).toEqual([nextMorning]);
  });

  test('on a Monday goes out on the Saturday on which it is called off', () => {
    const road = off(evening())
      .until('2026-11-19 12:00')
      .give('curator', 'call-meeting', {
        ...{ kind: 'expert-group', on: parseDate('2026-11-23'), minute: 480, invitedFamily: [] },
        invitedStaff: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
      });
    const saturday = '2026-11-21 11:00';
    const times = goingOut(road.until(saturday), (it) =>
      it.give('curator', 'cancel-meeting', { meetingId: 'k2', reason: 'staff-absent' }),
    );
    expect(times).toEqual([at(saturday)]);
  });

  test('waited for office hours in a case that began before core 9', () => {
    const road = evening();
    road.life.state = { ...road.state, core: 8 };
    expect(new Set(goingOut(road, off))).toEqual(new Set([nextMorning]));
  });
});
