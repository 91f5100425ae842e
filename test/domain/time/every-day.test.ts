import { describe, expect, test } from '@jest/globals';
import type { CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { endOfDay } from '../../../domain/time/zone.js';
import { holidays } from '../../../policies/registry.js';
import { almanacOf, daysBetween, evesOf, publicHolidays, type AlmanacDay } from './almanac.js';
import { SCHOOLS, type School } from './decided-schools.js';
import { countOnFingers } from './finger-count.js';

type Limit = readonly [unit: CountingUnit, length: number];
const limits = (unit: CountingUnit, lengths: readonly number[]): Limit[] =>
  lengths.map((length) => [unit, length]);

/** The lengths of `domain.md` 1.1 and some around them; two months for the ends of February. */
const OF_SCHOOL_DAYS = limits('institution-day', [1, 7, 10, 14, 28]);
const OF_OTHER_DAYS = [
  ...limits('weekday', [1, 2, 7, 10, 14, 28]),
  ...limits('day', [1, 7, 10, 14, 28]),
  ...limits('month', [1, 2, 3]),
];
/** A school's own days cannot touch these limits, so one of each is enough at the further schools. */
const STILL_THE_SAME = [...limits('weekday', [7]), ...limits('day', [7]), ...limits('month', [1])];

const TRIGGERS = daysBetween('2025-01-01', '2030-12-31');

/** What the core says and what the fingers say, as one line each: equal when both mean the same. */
function compare(school: School, days: readonly AlmanacDay[], [unit, length]: Limit, at: number): string[] {
  const trigger = days[at]?.date ?? '';
  const due = dueDate({ unit, length }, parseDate(trigger), school.calendar);
  const fingers = countOnFingers(days, unit, length, at);
  const says = [due.dueOn, due.provisional, endOfDay(school.calendar.zone, due.dueOn)].join(' ');
  const expected = [fingers.last.date, fingers.provisional, fingers.last.endsAt].join(' ');
  const where = `${unit} ${length} from ${trigger}`;
  if (says !== expected) return [`${where}: ${says}, on the fingers ${expected}`];
  const trace = due.days.filter((day) => day.counted).map((day) => day.date);
  return trace.join() === fingers.days.join() ? [] : [`${where}: another way to the same day`];
}

describe('the list of public holidays and eves', () => {
  const { years, holidays: listed, eves } = holidays();
  const told = Array.from({ length: years.until - years.from + 1 }, (_, n) => years.from + n);

  test('is the one that the almanac gives, year by year', () => {
    expect(told).toEqual(expect.arrayContaining([2025, 2026, 2027, 2028, 2029, 2030]));
    expect(listed.map((it) => it.date)).toEqual(told.flatMap(publicHolidays));
    expect(eves.map((it) => it.date)).toEqual(told.flatMap(evesOf));
  });
});

describe('every day from 2025 to 2030 as a trigger, in every unit', () => {
  let compared = 0;

  test.each(SCHOOLS)('is due at a school $name when counting on the fingers says so', (school) => {
    const others = school === SCHOOLS[0] ? OF_OTHER_DAYS : STILL_THE_SAME;
    const days = almanacOf(school.decided);
    const differences: string[] = [];
    for (const limit of [...OF_SCHOOL_DAYS, ...others]) {
      TRIGGERS.forEach((_trigger, at) => differences.push(...compare(school, days, limit, at)));
      compared += TRIGGERS.length;
    }
    expect(differences.slice(0, 20)).toEqual([]);
  });

  test('has been compared more than a hundred thousand times', () => {
    process.stdout.write(`${compared} due dates compared with the almanac\n`);
    expect(compared).toBeGreaterThan(100_000);
  });
});
