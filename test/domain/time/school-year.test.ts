import { describe, expect, test } from '@jest/globals';
import type { Calendar } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dayKind, remainingDays, shiftCounted } from '../../../domain/time/counting.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { day, ESPOO } from './espoo.js';
import { explain } from './explain.js';

const urgent = (on: string) => dueDate({ unit: 'weekday', length: 1 }, parseDate(on), ESPOO);
const request = (on: string, calendar: Calendar = ESPOO) =>
  dueDate({ unit: 'institution-day', length: 7 }, parseDate(on), calendar);
const onSchoolDay = (on: string) => dayKind('institution-day', ESPOO, day(on));

describe('an urgent request', () => {
  test.each([
    ['on the day before the autumn break: the first weekday of the break', '2026-10-09', '2026-10-12'],
    ['in the middle of the break', '2026-10-13', '2026-10-14'],
    ['on a Saturday', '2026-10-10', '2026-10-12'],
    ['on a Sunday', '2026-10-11', '2026-10-12'],
    ['on the last school day before Christmas', '2026-12-22', '2026-12-23'],
    ['on the day before Christmas Eve: the eve moves', '2026-12-23', '2026-12-28'],
    ['on Christmas Eve', '2026-12-24', '2026-12-28'],
    ['on the eve of Epiphany', '2027-01-05', '2027-01-07'],
    ['on Midsummer Eve', '2027-06-25', '2027-06-28'],
    ['in July', '2027-07-14', '2027-07-15'],
    ['on the day before Independence Day, a Monday', '2027-12-03', '2027-12-07'],
  ])('%s', (_name, on, dueOn) => {
    expect(urgent(on).dueOn).toBe(dueOn);
    expect(urgent(on).provisional).toBe(false);
  });
});

describe('a school Saturday', () => {
  test('counts where it is decided, and no other Saturday does', () => {
    expect(onSchoolDay('2027-06-05')).toEqual({ counted: true, reason: 'counted', provisional: false });
    expect(onSchoolDay('2027-05-29')).toEqual({ counted: false, reason: 'weekend', provisional: false });
  });

  test('is no weekday', () => {
    expect(dayKind('weekday', ESPOO, day('2027-06-05')).counted).toBe(false);
  });

  test('takes a reminder of a school-day duty, but not of a weekday duty', () => {
    expect(shiftCounted('institution-day', ESPOO, parseDate('2027-06-04'), 1)).toBe('2027-06-05');
    expect(shiftCounted('weekday', ESPOO, parseDate('2027-06-04'), 1)).toBe('2027-06-07');
    expect(shiftCounted('day', ESPOO, parseDate('2027-06-04'), 1)).toBe('2027-06-07');
    expect(shiftCounted('month', ESPOO, parseDate('2027-06-05'), 0)).toBe('2027-06-07');
  });
});

describe('a request beyond the last published calendar', () => {
  test('counts every weekday from 1 August that is no public holiday, and says that it is provisional', () => {
    const due = request('2028-05-30');
    expect(due.dueOn).toBe('2028-08-03');
    expect(due.provisional).toBe(true);
    expect(due.days.filter((it) => it.counted).map((it) => `${it.date} ${it.reason}`)).toEqual([
      '2028-05-31 counted',
      '2028-06-01 counted',
      '2028-06-02 counted',
      '2028-06-03 counted',
      '2028-08-01 beyond-calendar',
      '2028-08-02 beyond-calendar',
      '2028-08-03 beyond-calendar',
    ]);
  });

  test('explains holidays and weekends there as anywhere', () => {
    expect(explain(request('2028-12-01'))).toEqual([
      'weekend 2.12.–3.12.',
      'beyond-calendar (counted) 4.12.–5.12.',
      'holiday 6.12.',
      'beyond-calendar (counted) 7.12.–8.12.',
      'weekend 9.12.–10.12.',
      'beyond-calendar (counted) 11.12.–13.12.',
    ]);
  });

  test('does not count after the Saturday of week 22 in a spring that nobody has decided', () => {
    const kind = (on: string) => dayKind('institution-day', ESPOO, day(on));
    expect(kind('2029-06-01')).toEqual({ counted: true, reason: 'beyond-calendar', provisional: true });
    expect(kind('2029-06-02')).toEqual({ counted: false, reason: 'weekend', provisional: true });
    expect(kind('2029-06-04')).toEqual({ counted: false, reason: 'not-school-day', provisional: true });
    expect(kind('2029-07-31')).toEqual({ counted: false, reason: 'not-school-day', provisional: true });
    expect(kind('2029-08-01')).toEqual({ counted: true, reason: 'beyond-calendar', provisional: true });
  });

  test('needs no calendar at all', () => {
    const none: Calendar = { ...ESPOO, schoolDays: [] };
    expect(request('2026-10-08', none)).toMatchObject({ dueOn: '2026-10-19', provisional: true });
  });

  test('counts days before the first published school year in the same way', () => {
    expect(request('2026-05-04')).toMatchObject({ dueOn: '2026-05-13', provisional: true });
    expect(onSchoolDay('2026-08-03')).toEqual({
      counted: false,
      reason: 'not-school-day',
      provisional: false,
    });
  });

  test('is not provisional when all its days are published', () => {
    expect(request('2028-05-24').provisional).toBe(false);
  });
});

describe('a reminder years after the due day', () => {
  test('still has its day, forth and back', () => {
    const start = parseDate('2026-10-26');
    const late = shiftCounted('institution-day', ESPOO, start, 2000);
    expect(late > '2036').toBe(true);
    expect(shiftCounted('institution-day', ESPOO, late, -2000)).toBe(start);
  });

  test('is refused only for a number of days that is no number of days', () => {
    expect(() => shiftCounted('weekday', ESPOO, parseDate('2026-10-26'), 0.5)).toThrow(RangeError);
  });
});

describe('the days that remain', () => {
  const left = (today: string, dueOn: string) =>
    remainingDays('institution-day', ESPOO, parseDate(today), parseDate(dueOn));

  test('are counted in the unit of the duty', () => {
    expect(left('2026-10-08', '2026-10-26')).toBe(7);
    expect(left('2026-10-11', '2026-10-26')).toBe(6);
    expect(remainingDays('weekday', ESPOO, parseDate('2026-10-08'), parseDate('2026-10-26'))).toBe(12);
    expect(remainingDays('day', ESPOO, parseDate('2026-10-08'), parseDate('2026-10-26'))).toBe(18);
    expect(remainingDays('month', ESPOO, parseDate('2026-10-08'), parseDate('2026-10-26'))).toBe(18);
  });

  test('are none on the due day, and fewer than none after it', () => {
    expect(left('2026-10-26', '2026-10-26')).toBe(0);
    expect(left('2026-10-28', '2026-10-26')).toBe(-2);
    expect(Object.is(left('2026-10-11', '2026-10-09'), 0)).toBe(true);
  });
});
