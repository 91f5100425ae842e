import { describe, expect, test } from '@jest/globals';
import { asId, type UnitId } from '../../domain/ids.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { dueDate } from '../../domain/time/due-date.js';
import { calendarChanges } from '../../policies/changes.js';
import { compileRules } from '../../policies/compile.js';
import { asksForRollOut, judgeCalendar } from '../../policies/judge.js';
import { calendarOf, holidays, knowCalendar, knowPolicy, lawInForce } from '../../policies/registry.js';
import { endsInSpring, toldThrough } from '../../policies/school-year-end.js';
import { LEVELS, type Level } from '../../policies/shapes.js';
import { toldUntil } from '../../policies/told-until.js';
import { day } from '../domain/time/espoo.js';
import { policyJson, withChange } from './files.js';

const CALENDAR = policyJson('calendars/espoo-sample.json');
const TODAY = parseDate('2026-11-30');
const at = { name: 'espoo-sample', today: TODAY, mayMoveDates: false };

/** The sample with these terms only in its first year, which is its last one. */
function onlyTerms(terms: readonly number[], publishedUntil: string, workingDays: number): unknown {
  const [year] = calendarOf('espoo-sample').years;
  const kept = terms.map((index) => year?.terms[index]);
  const breaks = terms.map((index) => year?.breaks[index]);
  const saturdays = terms.includes(1) ? ['2027-06-05'] : [];
  const levels = {};
  const told = { ...year, terms: kept, breaks, saturdays, levels, workingDays };
  return withChange(withChange(CALENDAR, 'years', [told]), 'publishedUntil', publishedUntil);
}

const AUTUMN = onlyTerms([0], '2026-12-22', 89);
const WHOLE = onlyTerms([0, 1], '2027-06-05', 189);

const judged = (content: unknown, published: readonly unknown[] = []) => {
  const verdict = judgeCalendar(content, published.map(knowCalendar), at, null);
  return verdict.ok ? [] : verdict.faults.map((it) => `${it.path}: ${it.message}`);
};

function compiled(content: unknown, level: Level = 'basic') {
  const policy = knowPolicy(policyJson('providers/espoo-sample.json'));
  const schoolId = asId<UnitId>('7c9e6679-7425-40de-944b-e07fc1f90ae7');
  return compileRules({
    ...{ policy, base: lawInForce(policy.validFrom), calendar: knowCalendar(content), holidays: holidays() },
    ...{ schoolId, level, zone: 'Europe/Helsinki' },
  }).calendar;
}

describe('A school year ends in spring', () => {
  test.each([
    ['2027-06-05', true], // Saturday of week 22
    ['2027-05-31', true],
    ['2027-05-30', false],
    ['2028-05-29', true],
    ['2028-05-28', false],
    ['2026-05-25', true], // the year begins on a Thursday: week 22 is 25.-31.5.
    ['2027-07-30', true],
    ['2026-12-22', false],
    ['2026-08-31', false],
  ])('when its last term ends in week 22 or later: %s %s', (date, spring) => {
    expect(endsInSpring(parseDate(date))).toBe(spring);
    expect(toldThrough(parseDate(date))).toBe(spring ? `${date.slice(0, 4)}-07-31` : date);
  });
});

describe('A calendar that tells its autumn only', () => {
  test('is known until its last term ends, at every level', () => {
    expect(judged(AUTUMN)).toEqual([]);
    for (const level of LEVELS) expect(compiled(AUTUMN, level).publishedUntil).toBe(day('2026-12-22'));
    expect(compiled(WHOLE).publishedUntil).toBe(day('2027-07-31'));
  });

  test('leaves a request of December the earliest possible day, which is provisional', () => {
    const due = dueDate({ unit: 'institution-day', length: 7 }, parseDate('2026-12-15'), compiled(AUTUMN));
    expect(due).toMatchObject({ dueOn: '2026-12-24', provisional: true });
  });

  test('is completed by its spring, which asks for roll-out and tells no day otherwise', () => {
    expect(judged(withChange(WHOLE, 'validFrom', '2026-12-01'), [AUTUMN])).toEqual([]);
    const changes = calendarChanges(knowCalendar(AUTUMN), knowCalendar(WHOLE), holidays());
    expect(changes).toMatchObject({ days: [], newYears: ['2026-27'] });
    expect(asksForRollOut(changes, TODAY, null)).toBe(true);
  });

  test('does not follow one that told spring as well, nor begin after its own end', () => {
    const said = 'the school year 2026-27 is left out, although it is published and still counted by';
    expect(judged(withChange(AUTUMN, 'validFrom', '2026-12-01'), [WHOLE])).toEqual([`years: ${said}`]);
    const late = withChange(AUTUMN, 'validFrom', '2026-12-23');
    expect(judged(late)).toEqual(['validFrom: it does not tell the school year it begins in']);
  });

  test('is a task before it ends, and is over when spring comes', () => {
    const version = (validFrom: string, to: string) => ({
      validFrom: parseDate(validFrom),
      years: [{ schoolYear: '2026-27', to: parseDate(to) }],
    });
    const autumn = version('2026-08-01', '2026-12-22');
    const until = (today: string, ...next: (typeof autumn)[]) =>
      toldUntil([autumn, ...next], parseDate(today));
    expect(until('2026-11-30')).toBe('2026-12-22');
    expect(until('2027-02-01')).toBe('2026-12-22');
    expect(until('2026-11-30', version('2026-12-23', '2027-06-05'))).toBe('2027-06-05');
    expect(until('2026-11-30', version('2027-02-01', '2027-06-05'))).toBe('2026-12-22');
  });
});

describe('A calendar with a missing term is refused, with the path of the fault,', () => {
  test('for a spring that is missing although another year follows', () => {
    const [, next] = (CALENDAR as { years: unknown[] }).years;
    const [autumn] = (AUTUMN as { years: unknown[] }).years;
    expect(judged(withChange(CALENDAR, 'years', [autumn, next]))).toEqual([
      'years.0.terms.0.to: another year follows, so this one must end in spring: not before week 22',
    ]);
  });

  test('for an autumn that is missing: its days would count as days off', () => {
    const spring = onlyTerms([1], '2027-06-05', 100);
    expect(judged(withChange(spring, 'validFrom', '2026-12-01'))).toEqual([
      'years.0.terms.0.from: a term is missing before it: the school would rest from 2026-08-01 on',
    ]);
  });

  test('for a term that is missing between two', () => {
    const late = withChange(WHOLE, 'years.0.terms.1.from', '2027-03-01');
    const whole = withChange(late, 'years.0.breaks', calendarOf('espoo-sample').years[0]?.breaks.slice(0, 1));
    expect(judged(whole)).toContain(
      'years.0.terms.1.from: a term is missing before it: the school would rest from 2026-12-23 on',
    );
  });
});

describe('The last day of a level is refused', () => {
  const LAST = 'years.0.levels.pre-primary.lastDay';
  const withLast = (date: string) => judged(withChange(CALENDAR, LAST, date));

  test('when it lies in autumn, or in another month than the others end in', () => {
    const early = 'a level ends in the last weeks of the last term: not before 2027-05-08';
    expect(withLast('2026-10-05')).toEqual([`${LAST}: ${early}`]);
    expect(withLast('2027-05-04')).toEqual([`${LAST}: ${early}`]);
    expect(withLast('2026-10-04')).toEqual([`${LAST}: ${early}`]);
  });

  test('when it is no school day', () => {
    expect(withLast('2027-05-30')).toEqual([`${LAST}: not a school day`]);
    expect(withLast('2027-05-28')).toEqual([]);
  });

  test.each(LEVELS)('when it does not give the working days that were counted for %s', (level) => {
    const path = `years.0.levels.${level}`;
    const level4 = withChange(CALENDAR, path, { lastDay: '2027-06-04', workingDays: 189 });
    expect(judged(level4)).toContain(`${path}.workingDays: the rows give 188`);
    const counted = withChange(CALENDAR, path, { lastDay: '2027-06-04', workingDays: 188 });
    expect(judged(counted)).not.toContain(`${path}.workingDays: the rows give 188`);
  });
});
