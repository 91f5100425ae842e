import { describe, expect, test } from '@jest/globals';
import { minuteOf } from '../../web/components/time-input.js';
import { daysBetween } from '../../web/language/days-between.js';
import { clock, clockOf, dayOf, longDate, percent, shortDate } from '../../web/language/format.js';

describe('dates as Finland writes them', () => {
  test('with the weekday', () => {
    expect(longDate('fi', '2026-11-26')).toBe('to 26.11.2026');
    expect(longDate('sv', '2026-11-26')).toBe('tors 26.11.2026');
    expect(longDate('en', '2026-11-26')).toBe('Thu 26 Nov 2026');
  });

  test('short, without the year', () => {
    expect(shortDate('fi', '2026-11-26')).toBe('to 26.11.');
    expect(shortDate('sv', '2026-11-26')).toBe('tors 26.11');
  });

  test('the clock with a point in Finnish and Swedish', () => {
    expect([clock('fi', 545), clock('sv', 545), clock('en', 545)]).toEqual(['9.05', '9.05', '9:05']);
  });

  test('an instant lies on the day of Finland, also just after its midnight', () => {
    expect(dayOf('2026-11-22T22:30:00.000Z')).toBe('2026-11-23');
    expect(clockOf('fi', '2026-11-22T22:30:00.000Z')).toBe('0.30');
    expect(dayOf('2026-07-01T20:59:00.000Z')).toBe('2026-07-01');
  });

  test('a share with a no-break space', () => {
    expect(percent('fi', 173, 184)).toBe('94\u00a0%');
  });

  test('days between two dates, across the change of daylight saving', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});

describe('a time of day as people type it', () => {
  test.each([
    ['9', 540],
    ['9.00', 540],
    ['9:30', 570],
    ['0900', 540],
    [' 14.05 ', 845],
  ])('%j is minute %d', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
  });

  test.each(['', 'aamulla', '24.00', '9.60', '9.5', '-1'])('%j is no time', (text) => {
    expect(minuteOf(text)).toBeNull();
  });
});
