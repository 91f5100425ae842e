import type { Calendar, ZoneRow } from '../../../domain/rules.js';
import { dayNumber, parseDate, weekdayOf } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';

/** Day number of an ISO date. */
export function day(text: string): number {
  return dayNumber(parseDate(text));
}

const HOLIDAYS = `
  2026-12-06 2026-12-25 2026-12-26 2027-01-01 2027-01-06 2027-03-26 2027-03-28 2027-03-29
  2027-05-01 2027-05-06 2027-05-16 2027-06-26 2027-11-06 2027-12-06 2027-12-25 2027-12-26
  2028-01-01 2028-01-06 2028-04-14 2028-04-16 2028-04-17 2028-05-01 2028-05-25 2028-06-04
  2028-06-24 2028-11-04 2028-12-06 2028-12-25 2028-12-26
`
  .trim()
  .split(/\s+/)
  .map(day);
const EVES = ['2026-12-24', '2027-06-25', '2027-12-24', '2028-06-23', '2028-12-24'].map(day);

function term(from: string, to: string, breakFrom: string, breakTo: string): [number, number][] {
  const days: [number, number][] = [];
  for (let at = day(from); at <= day(to); at += 1) {
    const pause = day(breakFrom) <= at && at <= day(breakTo);
    if (weekdayOf(at) <= 5 && !pause && !HOLIDAYS.includes(at)) days.push([at, at]);
  }
  return days;
}

/** Helsinki time as it is: the changes of 2026 to 2028, at 1.00 UTC on the last Sundays of March and October. */
export const HELSINKI: readonly ZoneRow[] = [
  { from: instant(Date.UTC(2025, 9, 26, 1)), minutes: 120 },
  { from: instant(Date.UTC(2026, 2, 29, 1)), minutes: 180 },
  { from: instant(Date.UTC(2026, 9, 25, 1)), minutes: 120 },
  { from: instant(Date.UTC(2027, 2, 28, 1)), minutes: 180 },
  { from: instant(Date.UTC(2027, 9, 31, 1)), minutes: 120 },
  { from: instant(Date.UTC(2028, 2, 26, 1)), minutes: 180 },
  { from: instant(Date.UTC(2028, 9, 29, 1)), minutes: 120 },
];

/** Espoo 2026–28, written down here by hand and not read from `policies/`: the core is tested without the data. */
export const ESPOO: Calendar = {
  zone: HELSINKI,
  holidays: HOLIDAYS,
  eves: EVES,
  schoolDays: [
    ...term('2026-08-13', '2026-12-22', '2026-10-12', '2026-10-16'),
    ...term('2027-01-07', '2027-06-04', '2027-02-22', '2027-02-26'),
    [day('2027-06-05'), day('2027-06-05')],
    ...term('2027-08-11', '2027-12-22', '2027-10-18', '2027-10-22'),
    ...term('2028-01-10', '2028-06-02', '2028-02-21', '2028-02-25'),
    [day('2028-06-03'), day('2028-06-03')],
  ],
  publishedUntil: day('2028-07-31'),
};
