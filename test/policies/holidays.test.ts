import { describe, expect, test } from '@jest/globals';
import { addDays, dayNumber, parseDate, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { holidays } from '../../policies/registry.js';

/** Easter by Gauss's rule for 1900–2099 (M = 24, N = 5): another road than the one the file was computed by. */
function easter(year: number): CivilDate {
  const d = (19 * (year % 19) + 24) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
  const exception = (d === 29 && e === 6) || (d === 28 && e === 6 && year % 19 > 10);
  return addDays(parseDate(`${year}-03-22`), d + e - (exception ? 7 : 0));
}

/** The only such weekday among the seven days from a date on. */
function weekdayFrom(start: string, weekday: number): CivilDate {
  const first = parseDate(start);
  return addDays(first, (weekday - weekdayOf(dayNumber(first)) + 7) % 7);
}

const days = holidays();
const YEARS = [2025, 2026, 2027, 2028, 2029, 2030];
const of = (list: 'holidays' | 'eves', year: number) =>
  Object.fromEntries(
    days[list].filter((it) => it.date.startsWith(String(year))).map((it) => [it.name, it.date]),
  );

describe('the list of public holidays', () => {
  test.each(YEARS)('of %i has all thirteen, the movable ones by Easter', (year) => {
    const sunday = easter(year);
    expect(of('holidays', year)).toEqual({
      'new-year': `${year}-01-01`,
      epiphany: `${year}-01-06`,
      'good-friday': addDays(sunday, -2),
      'easter-sunday': sunday,
      'easter-monday': addDays(sunday, 1),
      'may-day': `${year}-05-01`,
      'ascension-day': addDays(sunday, 39),
      'whit-sunday': addDays(sunday, 49),
      'midsummer-day': weekdayFrom(`${year}-06-20`, 6),
      'all-saints': weekdayFrom(`${year}-10-31`, 6),
      'independence-day': `${year}-12-06`,
      'christmas-day': `${year}-12-25`,
      'st-stephens': `${year}-12-26`,
    });
  });

  test.each(YEARS)('of %i has the two eves apart, because they are weekdays', (year) => {
    expect(of('eves', year)).toEqual({
      'midsummer-eve': addDays(weekdayFrom(`${year}-06-20`, 6), -1),
      'christmas-eve': `${year}-12-24`,
    });
  });

  test('has the Easters that the almanac prints', () => {
    expect(YEARS.map((year) => of('holidays', year)['easter-sunday'])).toEqual([
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2028-04-16',
      '2029-04-01',
      '2030-04-21',
    ]);
  });
});
