import { describe, expect, test } from '@jest/globals';
import type { Calendar, CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dueDate, passesEve } from '../../../domain/time/due-date.js';
import { day, ESPOO } from './espoo.js';
import { explain } from './explain.js';

const due = (unit: CountingUnit, length: number, on: string, calendar: Calendar = ESPOO) =>
  dueDate({ unit, length }, parseDate(on), calendar);

describe('the last day of a limit moves to the first weekday after it (MAL 5 §)', () => {
  test.each([
    ['a Sunday', '2027-01-07', '2027-02-07', '2027-02-08'],
    ['a public holiday (Good Friday, over Easter)', '2027-02-26', '2027-03-26', '2027-03-30'],
    ['Independence Day', '2028-11-06', '2028-12-06', '2028-12-07'],
    ['May Day', '2028-04-01', '2028-05-01', '2028-05-02'],
    ['Christmas Eve', '2026-11-24', '2026-12-24', '2026-12-28'],
    ['Midsummer Eve', '2027-05-25', '2027-06-25', '2027-06-28'],
    ['an ordinary Saturday', '2027-01-06', '2027-02-06', '2027-02-08'],
  ])('from %s', (_name, start, last, moved) => {
    const result = due('month', 1, start);
    expect(result.dueOn).toBe(moved);
    expect(result.days.find((it) => it.date === last)).toEqual({
      date: last,
      counted: false,
      reason: 'last-day-moved',
    });
    expect(result.days.at(-1)).toEqual({ date: moved, counted: true, reason: 'counted' });
  });

  test('and the trace says which days were left on the way', () => {
    expect(explain(due('day', 3, '2026-12-21'))).toEqual([
      'counted 22.12.–23.12.',
      'last-day-moved 24.12.',
      'holiday 25.12.–26.12.',
      'weekend 27.12.',
      'counted 28.12.',
    ]);
  });

  test('in weekdays too, when the last one is an eve', () => {
    expect(due('weekday', 1, '2026-12-23').dueOn).toBe('2026-12-28');
    expect(due('weekday', 2, '2026-12-23').dueOn).toBe('2026-12-28');
  });

  test('over an eve that itself is in the way', () => {
    const calendar: Calendar = {
      ...ESPOO,
      eves: [day('2029-12-24')],
      holidays: ['2029-12-25', '2029-12-26'].map(day),
    };
    expect(explain(due('day', 1, '2029-12-22', calendar))).toEqual([
      'last-day-moved 23.12.–24.12.',
      'holiday 25.12.–26.12.',
      'counted 27.12.',
    ]);
  });

  test('but not for institution days: the last one is a working day of the institution, a school Saturday as well', () => {
    const result = due('institution-day', 1, '2027-06-04');
    expect(result.dueOn).toBe('2027-06-05');
    expect(explain(result)).toEqual(['counted 5.6.']);
  });

  test('and an ordinary weekday stays', () => {
    expect(due('day', 28, '2027-02-01').dueOn).toBe('2027-03-01');
  });
});

describe('a limit in months ends on the same day of the month (MAL 3 §)', () => {
  test.each([
    ['30.11. and three months: the last of February', '2026-11-30', 3, '2027-03-01', '2027-02-28'],
    ['30.11. and three months in a leap year', '2027-11-30', 3, '2028-02-29', null],
    ['31.1. and one month in a leap year', '2028-01-31', 1, '2028-02-29', null],
    ['29.2. and twelve months', '2028-02-29', 12, '2029-02-28', null],
    ['31.8. and one month', '2027-08-31', 1, '2027-09-30', null],
    ['31.12. and two months, over the turn of the year', '2026-12-31', 2, '2027-03-01', '2027-02-28'],
  ])('%s', (_name, on, months, dueOn, left) => {
    const result = due('month', months, on);
    expect(result.dueOn).toBe(dueOn);
    const moved = result.days.find((it) => it.reason === 'last-day-moved')?.date ?? null;
    expect(moved).toBe(left);
  });

  test('plain days count the leap day', () => {
    expect(due('day', 2, '2028-02-28').dueOn).toBe('2028-03-01');
    expect(due('day', 1, '2028-02-28').dueOn).toBe('2028-02-29');
  });
});

describe('a limit that cannot be counted', () => {
  test.each([0, -1, 1.5, Number.NaN])('of %p units is refused', (length) => {
    expect(() => due('weekday', length, '2027-02-01')).toThrow(RangeError);
  });

  test('over a calendar that never works again ends with an error, not without end', () => {
    const closed: Calendar = {
      ...ESPOO,
      schoolDays: [[day('2026-08-13'), day('2026-08-13')]],
      publishedUntil: day('2036-07-31'),
    };
    expect(() => due('institution-day', 1, '2026-08-13', closed)).toThrow(RangeError);
    expect(() => due('day', 801, '2026-08-13')).toThrow(RangeError);
  });
});

describe('Whether the eves were taken for weekdays (Q15) matters to a limit', () => {
  const matters = (unit: CountingUnit, length: number, on: string) =>
    passesEve(due(unit, length, on).days, { unit }, ESPOO);

  test('that counts one as a weekday, or whose last day it moved', () => {
    expect(matters('weekday', 7, '2026-12-18')).toBe(true);
    expect(matters('month', 1, '2026-11-24')).toBe(true);
  });

  test('and to none that passes it in plain days, counts school days, or lies beside it', () => {
    expect(matters('day', 28, '2026-12-01')).toBe(false);
    expect(matters('institution-day', 7, '2026-12-18')).toBe(false);
    expect(matters('weekday', 3, '2026-12-28')).toBe(false);
  });
});
