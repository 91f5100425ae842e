import { describe, expect, test } from '@jest/globals';
import { dayNumber, fromDayNumber, parseDate } from '../../../domain/time/civil-date.js';
import { isWeekday } from '../../../domain/time/counting.js';
import { after, HOUR, instant } from '../../../domain/time/instant.js';
import { officeHoursAfter } from '../../../domain/time/office-hours.js';
import { atLocal, endOfDay, localDate, localMinute } from '../../../domain/time/zone.js';
import { ESPOO, HELSINKI } from './espoo.js';

const at = (date: string, hour: number, minute = 0) => atLocal(HELSINKI, parseDate(date), hour * 60 + minute);
const utc = (text: string) => instant(Date.parse(text));
const iso = (value: number) => new Date(value).toISOString();

describe('the night of 28.3.2027, which has no hour from 3 to 4', () => {
  test.each([
    [2, 59, '2027-03-28T00:59:00.000Z'],
    [3, 0, '2027-03-28T01:00:00.000Z'],
    [3, 30, '2027-03-28T01:30:00.000Z'],
    [4, 0, '2027-03-28T01:00:00.000Z'],
    [8, 0, '2027-03-28T05:00:00.000Z'],
  ])('%i.%i', (hour, minute, expected) => expect(iso(at('2027-03-28', hour, minute))).toBe(expected));

  test('the day has 23 hours', () => {
    expect(endOfDay(HELSINKI, parseDate('2027-03-28')) - at('2027-03-28', 0)).toBe(23 * HOUR);
  });
});

describe('the night of 31.10.2027, which has the hour from 3 to 4 twice', () => {
  test.each([
    [2, 59, '2027-10-30T23:59:00.000Z'],
    [3, 0, '2027-10-31T00:00:00.000Z'],
    [3, 59, '2027-10-31T00:59:00.000Z'],
    [4, 0, '2027-10-31T02:00:00.000Z'],
    [8, 0, '2027-10-31T06:00:00.000Z'],
  ])('%i.%i is the first of two', (hour, minute, expected) =>
    expect(iso(at('2027-10-31', hour, minute))).toBe(expected),
  );

  test('the day has 25 hours, and both hours from 3 to 4 belong to it', () => {
    expect(endOfDay(HELSINKI, parseDate('2027-10-31')) - at('2027-10-31', 0)).toBe(25 * HOUR);
    for (const moment of [utc('2027-10-31T00:30:00Z'), utc('2027-10-31T01:30:00Z')]) {
      expect(localDate(HELSINKI, moment)).toBe('2027-10-31');
      expect(localMinute(HELSINKI, moment)).toBe(3 * 60 + 30);
    }
  });
});

describe('local time', () => {
  test('agrees with the clock of Helsinki at every half hour of three years', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Helsinki',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (
      let moment = utc('2026-01-01T00:00:00Z');
      moment < utc('2028-12-31T00:00:00Z');
      moment = after(moment, HOUR / 2)
    ) {
      const [date, time] = [localDate(HELSINKI, moment), localMinute(HELSINKI, moment)];
      const shown = `${date} ${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
      if (clock.format(moment) !== shown) throw new Error(`${iso(moment)}: ${shown}`);
      const back = atLocal(HELSINKI, date, time);
      if (back !== moment && back !== moment - HOUR)
        throw new Error(`${iso(moment)} comes back as ${iso(back)}`);
    }
  });

  test('ends a due day at midnight, in winter and in summer', () => {
    expect(iso(endOfDay(HELSINKI, parseDate('2026-10-26')))).toBe('2026-10-26T22:00:00.000Z');
    expect(iso(endOfDay(HELSINKI, parseDate('2027-08-12')))).toBe('2027-08-12T21:00:00.000Z');
  });
});

describe('four office hours (8 to 16 on weekdays)', () => {
  const office = { from: 480, to: 960 };
  const later = (start: number, hours = 4) =>
    iso(officeHoursAfter({ calendar: ESPOO, office }, instant(start), hours));

  test.each([
    ['on one morning', at('2026-10-06', 9, 15), at('2026-10-06', 13, 15)],
    ['up to closing time', at('2026-10-06', 12), at('2026-10-06', 16)],
    ['over the night', at('2026-10-06', 14), at('2026-10-07', 10)],
    ['from before opening', at('2026-10-06', 5), at('2026-10-06', 12)],
    ['from after closing', at('2026-10-06', 20), at('2026-10-07', 12)],
    ['from closing time itself', at('2026-10-06', 16), at('2026-10-07', 12)],
    ['over a weekend, into a school break that does not matter', at('2026-10-09', 15), at('2026-10-12', 11)],
    ['on the day before Christmas Eve, which is a weekday', at('2026-12-23', 15), at('2026-12-24', 11)],
    ['over Christmas', at('2026-12-24', 15), at('2026-12-28', 11)],
    ['over the night that loses an hour', at('2027-03-25', 15), at('2027-03-30', 11)],
    ['over the night that gains an hour', at('2027-10-29', 15), at('2027-11-01', 11)],
  ])('%s', (_name, start, expected) => expect(later(start)).toBe(iso(expected)));

  test('more hours than a day has', () =>
    expect(later(at('2026-10-05', 8), 20)).toBe(iso(at('2026-10-07', 12))));
  test('no hours: now, or the next opening', () => {
    expect(later(at('2026-10-05', 9), 0)).toBe(iso(at('2026-10-05', 9)));
    expect(later(at('2026-10-05', 17), 0)).toBe(iso(at('2026-10-06', 8)));
    expect(later(at('2026-10-05', 16), 0)).toBe(iso(at('2026-10-06', 8)));
  });
  test('of an office that never opens are refused', () => {
    expect(() =>
      officeHoursAfter({ calendar: ESPOO, office: { from: 960, to: 480 } }, at('2026-10-05', 9), 1),
    ).toThrow(RangeError);
    expect(() => later(at('2026-10-05', 9), -1)).toThrow(RangeError);
    expect(() => later(at('2026-10-05', 9), 1e6)).toThrow(RangeError);
  });
  test.each([
    [480, 480],
    [960, 480],
  ])('of an office from minute %i to %i are none', (from, to) => {
    const never = { calendar: ESPOO, office: { from, to } };
    expect(() => officeHoursAfter(never, at('2026-10-05', 9), 1)).toThrow('no such office hours');
  });
  test('are followed for 800 days, the last one included', () => {
    // From closing time on 6 October 2026 to closing time on Thursday 14 December 2028.
    const closing = dayNumber(parseDate('2026-10-06'));
    const days = Array.from({ length: 800 }, (_, i) => closing + 1 + i);
    const hours = 8 * days.filter((day) => isWeekday(ESPOO, day)).length;
    const last = fromDayNumber(closing + 800);
    expect(later(at('2026-10-06', 16), hours)).toBe(iso(at(last, 16)));
    expect(() => later(at('2026-10-06', 16), hours + 1)).toThrow('beyond the horizon of 800 days');
  });
});
