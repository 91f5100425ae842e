import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  parseDate,
  tryParseDate,
} from '../../../domain/time/civil-date.js';

const isDay = (text: string) => tryParseDate(text) === text;

describe('A day of the calendar', () => {
  test('is written as year, month and day, and nothing before or after', () => {
    expect(isDay('2026-11-17')).toBe(true);
    const wrong = [
      '12026-11-17',
      ' 2026-11-17',
      '2026-11-170',
      '2026-11-17T08:00',
      '2026-11-17 ',
      '26-11-17',
    ];
    expect(wrong.filter(isDay)).toEqual([]);
    expect(['17.11.2026', '2026/11/17', '2026-1-7', 'tomorrow', ''].filter(isDay)).toEqual([]);
  });

  test('lies in the years 1900 to 2199', () => {
    expect(['1900-01-01', '2199-12-31'].map(isDay)).toEqual([true, true]);
    expect(['1899-12-31', '2200-01-01', '0000-01-01', '9999-12-31'].filter(isDay)).toEqual([]);
  });

  test('lies in a month that exists', () => {
    expect(['2026-01-31', '2026-12-31'].map(isDay)).toEqual([true, true]);
    expect(['2026-00-10', '2026-13-10', '2026-99-01'].filter(isDay)).toEqual([]);
  });

  test('is one of its month', () => {
    expect(['2026-04-30', '2026-06-30', '2026-09-30', '2026-11-30', '2026-10-31'].every(isDay)).toBe(true);
    const none = ['04-31', '06-31', '09-31', '11-31', '01-32', '02-30', '05-00', '12-00', '07-99'];
    expect(none.map((day) => `2026-${day}`).filter(isDay)).toEqual([]);
  });

  test('is 29 February in leap years alone: not in 1900 and 2100, and in 2000', () => {
    const leap = ['1904', '1996', '2000', '2024', '2028', '2096', '2104'];
    const common = ['1900', '1999', '2023', '2026', '2100', '2101'];
    expect(leap.map((year) => daysInMonth(Number(year), 2))).toEqual(leap.map(() => 29));
    expect(common.map((year) => daysInMonth(Number(year), 2))).toEqual(common.map(() => 28));
    expect(leap.every((year) => isDay(`${year}-02-29`))).toBe(true);
    expect(common.filter((year) => isDay(`${year}-02-29`))).toEqual([]);
  });

  test('that does not exist is refused with a word for whoever reads the log', () => {
    expect(() => parseDate('2026-02-31')).toThrow(new RangeError('not a calendar date'));
    expect(() => parseDate('')).toThrow(RangeError);
  });
});

describe('Counting days', () => {
  test('knows a number for every day of three centuries and finds each by its number', () => {
    const from = dayNumber(parseDate('1900-01-01'));
    const until = dayNumber(parseDate('2199-12-31'));
    // So many days have 300 years of which 73 are leap years: not 1900 and 2100, and 2000.
    expect(until - from + 1).toBe(300 * 365 + 73);
    let wrong = 0;
    for (let n = from; n <= until; n += 1)
      if (dayNumber(fromDayNumber(n)) !== n || !isDay(fromDayNumber(n))) wrong += 1;
    expect(wrong).toBe(0);
  });

  test('goes over the end of February as the year has it, also at the turn of the 400 years', () => {
    const next = (day: string) => addDays(parseDate(day), 1);
    expect(next('2000-02-28')).toBe('2000-02-29');
    expect(next('2000-02-29')).toBe('2000-03-01');
    expect(next('2100-02-28')).toBe('2100-03-01');
    expect(next('2026-12-31')).toBe('2027-01-01');
    expect(addDays(parseDate('2000-03-01'), -1)).toBe('2000-02-29');
  });
});
