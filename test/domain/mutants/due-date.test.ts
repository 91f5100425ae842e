import { describe, expect, test } from '@jest/globals';
import type { Calendar } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { day, ESPOO } from '../time/espoo.js';

const days = (length: number, calendar: Calendar = ESPOO) =>
  dueDate({ unit: 'day', length }, parseDate('2026-08-13'), calendar);

/** A list of holidays that goes wrong: every day of so many is one. */
function allHolidays(from: string, count: number): Calendar {
  const first = day(from);
  return { ...ESPOO, holidays: Array.from({ length: count }, (_, n) => first + n) };
}

describe('A limit that reaches far', () => {
  test('is counted up to 800 days, and no further', () => {
    expect(days(800).dueOn).toBe('2028-10-23');
    expect(() => days(801)).toThrow('beyond the horizon of 800 days');
  });

  test('of no units, or of a part of one, says what is wrong with it', () => {
    expect(() => days(0)).toThrow('at least one whole unit');
  });

  test('finds its last day after a long row of holidays, and ends with an error where there is none', () => {
    expect(days(1, allHolidays('2026-08-14', 100)).dueOn).toBe('2026-11-23');
    expect(() => days(1, allHolidays('2026-08-14', 900))).toThrow('no day for a last day');
  });
});
