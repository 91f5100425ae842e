import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { at, PEOPLE, SYSTEM } from '../lives/world.js';
import { raised, withoutSchool, type Road } from './support.js';

const time = (on: string) =>
  ({ withId: PEOPLE.curator, on: parseDate(on), minute: 600, told: 'phone' }) as const;
const late = { latenessReason: 'no-time-free' } as const;
const offers = (road: Road) => road.state.offers.map(({ id, on, outcome }) => [id, on, outcome]);
const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');

/** Asked for on the 17th; the limit is the 26th. */
const offered = (on: string) => raised().give('curator', 'offer-discussion', time(on));

describe('A time that takes the place of another', () => {
  test('has an id of its own, and the one before says what became of it', () => {
    const road = offered('2026-11-19').give('curator', 'offer-discussion', time('2026-11-20'));
    expect(offers(road)).toEqual([
      ['o1', '2026-11-19', 'replaced'],
      ['o2', '2026-11-20', null],
    ]);
    road.until('2026-11-23 09:00').give('curator', 'record-discussion', { outcome: 'no-show' });
    road.give('curator', 'offer-discussion', time('2026-11-30')).until('2026-11-30 12:00');
    road.give('curator', 'record-discussion', { outcome: 'held' });
    expect(offers(road)).toEqual([
      ['o1', '2026-11-19', 'replaced'],
      ['o2', '2026-11-20', 'no-show'],
      ['o3', '2026-11-30', 'held'],
    ]);
  });

  test('and lies after the limit needs a reason, and the promise is owed again', () => {
    const road = offered('2026-11-26');
    expect(promise(road)).toMatchObject({ status: 'done', kept: true });
    road.until('2026-11-25 09:00');
    expect(road.refused('curator', 'offer-discussion', time('2027-01-20'))).toBe('offer-outside-limit');
    road.give('curator', 'offer-discussion', { ...time('2027-01-20'), ...late });
    expect(promise(road)).toMatchObject({
      ...{ status: 'open', kept: null, late: false, dueOn: '2026-11-26', latenessReason: 'no-time-free' },
      rung: { at: at('2026-11-26 08:00') },
    });
    road.until('2026-11-27 09:00');
    expect(promise(road)).toMatchObject({ status: 'open', late: true });
    road.until('2027-01-20 12:00').give('curator', 'record-discussion', { outcome: 'held' });
    expect(promise(road)).toMatchObject({ status: 'done', kept: false });
  });

  test('makes the promise owed by whoever is responsible by then, not by whoever had kept it', () => {
    const road = offered('2026-11-26').until('2026-11-25 09:00');
    const to = { side: 'county', toId: PEOPLE.nurse, reason: 'absent' } as const;
    road.give('countySupervisor', 'reassign', to);
    road.give('nurse', 'offer-discussion', { ...time('2027-01-20'), ...late });
    expect(promise(road)).toMatchObject({ status: 'open', ownerId: PEOPLE.nurse });
  });

  test('and lies inside the limit leaves the promise kept', () => {
    const road = offered('2026-11-19').give('curator', 'offer-discussion', time('2026-11-26'));
    expect(promise(road)).toMatchObject({ status: 'done', kept: true });
  });

  test('after the learner has put it off leaves the promise kept, whenever it lies', () => {
    const road = offered('2026-11-19').give('curator', 'record-discussion', {
      outcome: 'postponed-by-learner',
    });
    road.give('curator', 'offer-discussion', time('2026-12-15'));
    expect(promise(road)).toMatchObject({ status: 'done', kept: true });
  });
});

describe('An offer', () => {
  test('that is written down later says when', () => {
    const road = raised().until('2026-11-25 09:00');
    road.give('curator', 'offer-discussion', time('2026-11-20'), '2026-11-18');
    expect(road.state.offers[0]).toMatchObject({ offeredOn: '2026-11-18', recordedOn: '2026-11-25' });
    expect(offered('2026-11-20').state.offers[0]).not.toHaveProperty('recordedOn');
  });
});

test('A promise that is owed again is due on the day that the present rules give', () => {
  const road = raised();
  const known = road.life.rules;
  const dark = { ...known, calendar: { ...known.calendar, schoolDays: [], publishedUntil: 0 } };
  // Counted in the dark: every weekday of November, but one of them turns out to be free.
  road.give(SYSTEM, 'adopt-rules', { rules: { ...dark, id: 'd'.repeat(32) } });
  road.give('curator', 'offer-discussion', time('2026-11-26'));
  expect(promise(road)).toMatchObject({ status: 'done', provisional: true, dueOn: '2026-11-26' });
  const free = { ...known, id: 'e'.repeat(32), ...withoutSchool(known, '2026-11-20') };
  road.give(SYSTEM, 'adopt-rules', { rules: free }).until('2026-11-27 09:00');
  road.give('curator', 'record-discussion', { outcome: 'not-held-by-staff' });
  expect(promise(road)).toMatchObject({
    ...{ status: 'open', provisional: false, late: false },
    dueOn: '2026-11-27',
  });
});
