import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { lastSchoolYear, schoolYearOf } from '../../../domain/time/school-year.js';

describe('A school year', () => {
  test.each([
    ['2027-08-01', '2027-08-01', '2028-07-31'],
    ['2027-12-31', '2027-08-01', '2028-07-31'],
    ['2028-07-31', '2027-08-01', '2028-07-31'],
    ['2028-08-01', '2028-08-01', '2029-07-31'],
  ])('in which %s lies is from %s to %s', (day, from, to) => {
    expect(schoolYearOf(parseDate(day))).toEqual({ from, to });
  });

  test('is the last one from the day after its end', () => {
    expect(lastSchoolYear(parseDate('2028-07-31'))).toEqual({ from: '2026-08-01', to: '2027-07-31' });
    expect(lastSchoolYear(parseDate('2028-08-01'))).toEqual({ from: '2027-08-01', to: '2028-07-31' });
  });
});
