import { describe, expect, test } from '@jest/globals';
import type { CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dayKind } from '../../../domain/time/counting.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { day, ESPOO } from './espoo.js';

const from = (unit: CountingUnit, length: number, on: string) =>
  dueDate({ unit, length }, parseDate(on), ESPOO);
const counted = (due: ReturnType<typeof from>) =>
  due.days.filter((it) => it.counted).map((it) => `${it.date} ${it.reason}`);

/** The last holiday that the calendar of these tests knows is of 2028. */
describe('A limit that ends in a year whose public holidays nobody has written down', () => {
  test('of weekdays counts them as if there were no holiday, and says so', () => {
    const due = from('weekday', 7, '2028-12-22');
    expect(due).toMatchObject({ dueOn: '2029-01-04', provisional: true });
    expect(counted(due)).toEqual([
      '2028-12-27 counted',
      '2028-12-28 counted',
      '2028-12-29 counted',
      // New Year's Day, if somebody had written it down.
      '2029-01-01 beyond-holidays',
      '2029-01-02 beyond-holidays',
      '2029-01-03 beyond-holidays',
      '2029-01-04 beyond-holidays',
    ]);
  });

  test.each([
    ['day', 28, '2028-12-10', '2029-01-08'],
    ['month', 3, '2028-12-23', '2029-03-23'],
  ] as const)('in units of a %s may end on one, and says so', (unit, length, on, dueOn) => {
    const due = from(unit, length, on);
    expect(due).toMatchObject({ dueOn, provisional: true });
    expect(due.days.at(-1)).toEqual({ date: dueOn, counted: true, reason: 'beyond-holidays' });
  });

  test('is told as it is when it ends before, up to the last day of that year', () => {
    for (const due of [
      from('weekday', 3, '2028-12-22'),
      from('day', 14, '2028-12-14'),
      from('month', 1, '2028-11-29'),
    ]) {
      expect(due.dueOn > '2028-12-26' && due.dueOn <= '2028-12-31').toBe(true);
      expect(due.provisional).toBe(false);
      expect(due.days.some((it) => it.reason === 'beyond-holidays')).toBe(false);
    }
  });

  test('is provisional also when its last day alone moved there', () => {
    const due = from('day', 2, '2028-12-28');
    expect(due).toMatchObject({ dueOn: '2029-01-01', provisional: true });
    expect(due.days.at(-1)?.reason).toBe('beyond-holidays');
  });

  test('needs no word of it where the school calendar says each day', () => {
    const known = { ...ESPOO, holidays: ESPOO.holidays.filter((it) => it <= day('2026-12-26')) };
    expect(dayKind('institution-day', known, day('2027-01-11'))).toMatchObject({ provisional: false });
    expect(dayKind('weekday', known, day('2027-01-11'))).toMatchObject({
      counted: true,
      provisional: true,
      reason: 'beyond-holidays',
    });
    expect(dayKind('weekday', known, day('2027-01-10'))).toMatchObject({ counted: false, provisional: true });
  });

  test('is not told of a calendar that knows no holiday at all: it says nothing of how far it reaches', () => {
    expect(dayKind('weekday', { ...ESPOO, holidays: [] }, day('2029-01-01')).provisional).toBe(false);
  });
});
