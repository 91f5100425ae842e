import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../domain/time/civil-date.js';
import { toldUntil } from '../../policies/told-until.js';

/** A version from a day on that tells these school years, each to its last school day. */
function version(validFrom: string, ...years: readonly string[]) {
  return {
    validFrom: parseDate(validFrom),
    years: years.map((schoolYear) => ({
      schoolYear,
      to: parseDate(`${Number(schoolYear.slice(0, 4)) + 1}-06-04`),
    })),
  };
}

const until = (today: string, ...versions: readonly ReturnType<typeof version>[]) =>
  toldUntil(versions, parseDate(today));

const first = version('2026-08-01', '2026-27');

describe('A school calendar is decided', () => {
  test('until the last school day of the version that holds', () => {
    expect(until('2027-03-01', first)).toBe('2027-06-04');
    expect(until('2027-03-01', version('2026-08-01', '2026-27', '2027-28'))).toBe('2028-06-04');
    expect(until('2026-01-01', version('2025-08-01', '2025-26', '2026-27'))).toBe('2027-06-04');
  });

  test('as far as the version that follows in time', () => {
    expect(until('2027-03-01', first, version('2027-08-01', '2027-28'))).toBe('2028-06-04');
    expect(until('2027-03-01', first, version('2027-05-01', '2026-27', '2027-28'))).toBe('2028-06-04');
    expect(until('2027-03-01', first, version('2027-08-02', '2027-28'))).toBe('2027-06-04');
  });

  test('no further than a school year that is skipped, however far the next version reaches', () => {
    expect(until('2027-03-01', first, version('2028-08-01', '2028-29'))).toBe('2027-06-04');
    expect(until('2027-09-01', first, version('2028-08-01', '2028-29'))).toBe('2027-06-04');
  });

  test('by a version that leaves the running year out from its day on no more', () => {
    const faulty = version('2026-12-01', '2027-28');
    expect(until('2026-11-01', first, faulty)).toBe('2026-11-30');
    expect(until('2026-12-15', first, faulty)).toBeNull();
  });

  test('by the later of two publications of one day', () => {
    const corrected = version('2026-08-01', '2026-27', '2027-28');
    expect(until('2027-03-01', first, corrected)).toBe('2028-06-04');
    expect(until('2026-08-01', first, corrected)).toBe('2028-06-04');
  });

  test('not at all when nothing is published', () => {
    expect(until('2027-03-01')).toBeNull();
  });
});
