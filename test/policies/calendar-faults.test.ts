import { describe, expect, test } from '@jest/globals';
import { calendarOf, holidays, sources } from '../../policies/registry.js';
import { validateCalendar, validateHolidays, type Validated } from '../../policies/schema.js';
import { policyJson, withChange } from './files.js';

const known = new Set(Object.keys(sources()));
const CALENDAR = policyJson('calendars/espoo-sample.json');
const HOLIDAYS = policyJson('calendars/holidays-fi.json');

const faultsOf = (result: Validated<unknown>) =>
  result.ok ? [] : result.faults.map((it) => `${it.path}: ${it.message}`);

const ofCalendar = (path: string, value: unknown, from: unknown = CALENDAR) =>
  faultsOf(validateCalendar(withChange(from, path, value), { sources: known, holidays: holidays() }));

describe('a calendar is refused, with the path of the fault,', () => {
  test.each([
    [
      'a Saturday that is not listed',
      'years.0.saturdays',
      [],
      'years.0.terms.1.to: a school Saturday that is not listed',
    ],
    [
      'a listed Saturday that is none',
      'years.0.saturdays.0',
      '2027-06-04',
      'years.0.saturdays.0: not a Saturday',
    ],
    [
      'a term that begins on a public holiday',
      'years.0.terms.1.from',
      '2027-01-06',
      'years.0.terms.1.from: a term day that is a public holiday',
    ],
    [
      'work on a public holiday',
      'years.0.exceptional',
      [{ date: '2027-05-06', work: true, source: 'SAMPLE' }],
      'years.0.exceptional.0.date: a term day that is a public holiday',
    ],
    [
      'terms that overlap',
      'years.0.terms.0.to',
      '2027-01-08',
      'years.0.terms.0.to: overlap with the next one',
    ],
    [
      'a term that ends before it begins',
      'years.0.terms.0.to',
      '2026-08-12',
      'years.0.terms.0.to: ends before it begins',
    ],
    [
      'a break outside the terms',
      'years.0.breaks.1.to',
      '2027-06-06',
      'years.0.breaks.1: not inside one term',
    ],
    [
      'a break by habit that does not say so',
      'years.0.breaks.1.notConfirmed',
      undefined,
      'years.0.breaks.1.notConfirmed: a day by habit says what is not confirmed, another one does not',
    ],
    [
      'a number of working days that the rows do not give',
      'years.0.workingDays',
      190,
      'years.0.workingDays: the rows give 189',
    ],
    [
      'an end of publication that is not the last school day',
      'publishedUntil',
      '2028-06-02',
      'publishedUntil: the last term ends on 2028-06-03',
    ],
    [
      'a last day outside the terms',
      'years.0.levels.pre-primary.lastDay',
      '2027-06-09',
      'years.0.levels.pre-primary.lastDay: outside the terms',
    ],
    ...['2026-08-12', '2027-06-06'].map((date): [string, string, unknown, string] => [
      `a final year that ends before school begins or after it (${date})`,
      'years.0.levels.general-upper-secondary.finalYearUntil',
      date,
      'years.0.levels.general-upper-secondary.finalYearUntil: outside the terms',
    ]),
    [
      'a Saturday that is listed twice',
      'years.0.saturdays',
      ['2027-06-05', '2027-06-05'],
      'years.0.saturdays.1: decided twice',
    ],
    ['an unknown key', 'years.0.brakes', [], 'years.0.brakes: unknown key'],
    [
      'years whose holidays are not known',
      'years.1.schoolYear',
      '2030-31',
      'years.1.schoolYear: its public holidays are not known',
    ],
  ])('for %s', (_name, path, value, fault) => {
    expect(ofCalendar(path, value)).toContain(fault);
  });

  test('for a school year that is missing in between', () => {
    const years = structuredClone(calendarOf('espoo-sample').years);
    expect(ofCalendar('years', [years[0], { ...years[1], schoolYear: '2028-29' }])).toContain(
      'years.1: gap: a school year is missing',
    );
    expect(ofCalendar('years', [years[1], years[0]])).toContain('years.1: overlap with the year before');
  });

  test('but not for a swapped day: a day off and a Saturday', () => {
    const swap = withChange(CALENDAR, 'years.0.exceptional', [
      { date: '2027-05-07', work: false, source: 'SAMPLE', note: 'swapped for 29.5.' },
    ]);
    const both = withChange(swap, 'years.0.saturdays', ['2027-05-29', '2027-06-05']);
    expect(faultsOf(validateCalendar(both, { sources: known, holidays: holidays() }))).toEqual([]);
  });
});

describe('a list of holidays is refused', () => {
  test('out of order, or outside its years', () => {
    const change = (path: string, value: unknown) =>
      faultsOf(validateHolidays(withChange(HOLIDAYS, path, value), known));
    expect(change('holidays.1.date', '2025-01-01')).toEqual(['holidays.1.date: not in ascending order']);
    expect(change('uncertain', 'Q0')).toEqual(['uncertain: a question of the register, Q1 to Q16']);
    expect(change('years.until', 2029)).toContain('holidays.65.date: outside the years told');
  });
});
