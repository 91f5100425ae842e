import { describe, expect, test } from '@jest/globals';
import type { Calendar, CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { remainingDays } from '../../../domain/time/counting.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { day, ESPOO } from './espoo.js';
import { explain } from './explain.js';

const due = (unit: CountingUnit, length: number, on: string, calendar: Calendar = ESPOO) =>
  dueDate({ unit, length }, parseDate(on), calendar);
const request = (on: string, calendar: Calendar = ESPOO) => due('institution-day', 7, on, calendar).dueOn;

describe('a request that the summer interrupts', () => {
  test.each([
    ['on the last Friday of spring: the school Saturday is its first day', '2027-06-04', '2027-08-18'],
    ['on the last school Saturday: all seven days are in August', '2027-06-05', '2027-08-19'],
    ['on the Sunday after it', '2027-06-06', '2027-08-19'],
    ['on Midsummer Day', '2027-06-26', '2027-08-19'],
    ['on the eve of the first school day', '2027-08-10', '2027-08-19'],
    ['on the first school day, which is day 0', '2027-08-11', '2027-08-20'],
  ])('%s', (_name, on, dueOn) => {
    expect(request(on)).toBe(dueOn);
    expect(remainingDays('institution-day', ESPOO, parseDate(on), parseDate(dueOn))).toBe(7);
  });
});

describe('a day off that is decided after a storm', () => {
  const wednesday = day('2026-11-18');
  const storm: Calendar = {
    ...ESPOO,
    schoolDays: ESPOO.schoolDays.filter(([from]) => from !== wednesday),
  };

  test.each([
    ['lies in the middle of the limit', '2026-11-12', '2026-11-23', '2026-11-24'],
    ['would have been its last day', '2026-11-09', '2026-11-18', '2026-11-19'],
    ['would have been its first day', '2026-11-17', '2026-11-26', '2026-11-27'],
    ['is the day of the request itself', '2026-11-18', '2026-11-27', '2026-11-27'],
    ['comes when the limit is over', '2026-11-06', '2026-11-17', '2026-11-17'],
  ])('%s', (_name, on, before, after) => {
    expect(request(on)).toBe(before);
    expect(request(on, storm)).toBe(after);
  });

  test('is explained as a day without school, and is certain', () => {
    const result = due('institution-day', 3, '2026-11-17', storm);
    expect(explain(result)).toEqual([
      'not-school-day 18.11.',
      'counted 19.11.–20.11.',
      'weekend 21.11.–22.11.',
      'counted 23.11.',
    ]);
    expect(result.provisional).toBe(false);
  });

  test.each([
    ['weekday', 1, '2026-11-17', '2026-11-18'],
    ['weekday', 7, '2026-11-12', '2026-11-23'],
    ['day', 28, '2026-10-21', '2026-11-18'],
    ['month', 1, '2026-10-18', '2026-11-18'],
  ] as const)('is nothing to a limit in other days: %s %i', (unit, length, on, dueOn) => {
    expect(due(unit, length, on, storm).dueOn).toBe(dueOn);
  });
});

describe('a Saturday on which the lost day is made up', () => {
  const saturday = day('2026-11-28');
  const madeUp: Calendar = {
    ...ESPOO,
    schoolDays: [...ESPOO.schoolDays, [saturday, saturday] as const].toSorted(([a], [b]) => a - b),
  };

  test.each([
    ['counts in the middle of the limit', '2026-11-20', '2026-11-30'],
    ['is a last day, and stays it', '2026-11-19', '2026-11-28'],
    ['is day 0 of a request that comes on it', '2026-11-28', '2026-12-08'],
  ])('%s', (_name, on, dueOn) => expect(request(on, madeUp)).toBe(dueOn));

  test('is an ordinary Saturday to every other limit: not counted, and no last day', () => {
    expect(due('weekday', 7, '2026-11-19', madeUp).dueOn).toBe('2026-11-30');
    expect(due('day', 9, '2026-11-19', madeUp).dueOn).toBe('2026-11-30');
    expect(due('month', 1, '2026-10-28', madeUp).dueOn).toBe('2026-11-30');
  });
});

describe('28 plain days that end on a day that may be no last day', () => {
  test.each([
    ['a Sunday', '2027-01-10', '2027-02-07', '2027-02-08'],
    ['a public holiday (Epiphany)', '2026-12-09', '2027-01-06', '2027-01-07'],
    ['Independence Day', '2027-11-08', '2027-12-06', '2027-12-07'],
    ['May Day', '2028-04-03', '2028-05-01', '2028-05-02'],
    ['Christmas Eve', '2026-11-26', '2026-12-24', '2026-12-28'],
    ['Midsummer Eve', '2027-05-28', '2027-06-25', '2027-06-28'],
    ['an ordinary Saturday', '2027-01-09', '2027-02-06', '2027-02-08'],
  ])('%s', (_name, on, last, moved) => {
    const result = due('day', 28, on);
    expect(result.dueOn).toBe(moved);
    expect(result.days.find((it) => it.date === last)?.reason).toBe('last-day-moved');
  });

  test('and seven weekdays that end on Midsummer Eve', () =>
    expect(due('weekday', 7, '2027-06-16').dueOn).toBe('2027-06-28'));
});

describe('months that end on a day of their own', () => {
  test.each([
    ['31.1. and one month in a common year, over a Sunday', '2027-01-31', 1, '2027-03-01'],
    ['28.2. and one month, over Easter', '2027-02-28', 1, '2027-03-30'],
    ['29.2. and one month', '2028-02-29', 1, '2028-03-29'],
    ['29.2. and three months', '2028-02-29', 3, '2028-05-29'],
    ['31.3. and one month', '2027-03-31', 1, '2027-04-30'],
    ['31.12. and two months, into a leap year', '2027-12-31', 2, '2028-02-29'],
    ['30.11. and one month: no month end, the same day', '2026-11-30', 1, '2026-12-30'],
  ])('%s', (_name, on, months, dueOn) => expect(due('month', months, on).dueOn).toBe(dueOn));
});

describe('an urgent request on a day off', () => {
  test.each([
    ['on the last school Saturday of spring', '2027-06-05', '2027-06-07'],
    ['on Good Friday: after Easter', '2027-03-26', '2027-03-30'],
    ['on Easter Sunday, the night of which loses an hour', '2027-03-28', '2027-03-30'],
    ['on the Sunday that gains an hour', '2026-10-25', '2026-10-26'],
    ['on the day before Ascension Day', '2027-05-05', '2027-05-07'],
    ['on the day before Midsummer Eve: the eve moves', '2027-06-24', '2027-06-28'],
    ["on New Year's Eve", '2026-12-31', '2027-01-04'],
    ['on a leap day', '2028-02-29', '2028-03-01'],
    ["on All Saints' Day", '2027-11-06', '2027-11-08'],
    ['on Christmas Day', '2026-12-25', '2026-12-28'],
  ])('%s', (_name, on, dueOn) => expect(due('weekday', 1, on).dueOn).toBe(dueOn));
});
