import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../domain/time/civil-date.js';
import { calendarChanges, policyChanges } from '../../policies/changes.js';
import { judgeCalendar, judgePolicy } from '../../policies/judge.js';
import { calendarOf, holidays, knowCalendar, knowPolicy, lawInForce } from '../../policies/registry.js';
import type { Validated } from '../../policies/schema.js';
import { policyJson, withChange } from './files.js';

const POLICY = policyJson('providers/espoo-sample.json');
const CALENDAR = policyJson('calendars/espoo-sample.json');
const TODAY = parseDate('2026-11-23');
const at = { name: 'espoo-sample', today: TODAY, mayMoveDates: false };

const faultsOf = (result: Validated<unknown>) =>
  result.ok ? [] : result.faults.map((it) => `${it.path}: ${it.code}`);

/** The sample followed by a version that begins on a day and gives five days less for the next step. */
function followedBy(validFrom: string): unknown {
  const [version] = (structuredClone(POLICY) as { versions: unknown[] }).versions;
  const [year = 0, month = 0, day = 0] = validFrom.split('-').map(Number);
  const eve = new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
  const next = withChange(withChange(version, 'validFrom', validFrom), 'rules.L-NEXT.limit.value', 4);
  return withChange(POLICY, 'versions', [withChange(version, 'validUntil', eve), next]);
}

const published = [knowPolicy(POLICY)];
const judged = (draft: unknown, changes: Partial<typeof at> = {}) =>
  faultsOf(judgePolicy(draft, published, { ...at, ...changes }));

describe('A new version of a policy', () => {
  test('follows the published one, told whole or alone', () => {
    expect(judged(followedBy('2027-08-01'))).toEqual([]);
    const whole = followedBy('2027-08-01') as { versions: unknown[] };
    expect(judged({ ...whole, versions: whole.versions.slice(1) })).toEqual([]);
  });

  test('may not begin before a published one, nor change it', () => {
    expect(judged(withChange(POLICY, 'versions.0.validFrom', '2026-07-01'))).toContain(
      'versions.0.validFrom: overlap-with-published',
    );
    expect(judged(withChange(POLICY, 'versions.0.rules.L-NEXT.limit.value', 9))).toEqual([
      'versions.0: published-never-changes',
      'versions.0.validFrom: moves-dates-silently',
    ]);
  });

  test('says something new, one thing at a time, about the policy it is named after', () => {
    expect(judged(POLICY, { mayMoveDates: true })).toEqual(['versions: nothing-new']);
    expect(judged(followedBy('2027-08-01'), { name: 'helsinki-sample' })).toEqual(['name: other-name']);
    const two = followedBy('2027-08-01') as { versions: unknown[] };
    const more = [
      two.versions[0],
      withChange(two.versions[1], 'validUntil', '2028-07-31'),
      withChange(two.versions[1], 'validFrom', '2028-08-01'),
    ];
    expect(judged({ ...two, versions: more })).toEqual(['versions.1: one-version-at-a-time']);
  });

  test('that begins in the past says that it moves dates, or is refused', () => {
    expect(judged(followedBy('2026-11-22'))).toEqual(['versions.1.validFrom: moves-dates-silently']);
    expect(judged(followedBy('2026-11-22'), { mayMoveDates: true })).toEqual([]);
    expect(judged(followedBy('2026-11-23'))).toEqual([]);
    expect(faultsOf(judgePolicy(POLICY, [], at))).toEqual([]);
  });

  test('must fit into the state of a run', () => {
    const [version] = (structuredClone(POLICY) as { versions: { ladders: Record<string, unknown> }[] })
      .versions;
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`ladder-${index}`, version?.ladders['standard']]),
    );
    const draft = withChange(followedBy('2027-08-01'), 'versions.1.ladders', {
      ...version?.ladders,
      ...many,
    });
    const verdict = judgePolicy(draft, published, at, calendarOf('espoo-sample'));
    expect(faultsOf(verdict)).toEqual([': rule-set-too-large']);
  });
});

const decided = [knowCalendar(CALENDAR)];

/** The sample with a weekday inside a term taken off, from a day on. */
function dayOff(date: string, validFrom = '2026-11-23'): unknown {
  const off = [{ date, work: false, source: 'SAMPLE', note: 'storm' }];
  const changed = withChange(withChange(CALENDAR, 'years.0.exceptional', off), 'years.0.workingDays', 188);
  return withChange(changed, 'validFrom', validFrom);
}

const corrected = (draft: unknown, since: string | null, mayMoveDates = false) =>
  faultsOf(judgeCalendar(draft, decided, { ...at, mayMoveDates }, since === null ? null : parseDate(since)));

describe('A corrected calendar', () => {
  test('may tell a coming day otherwise while limits run', () => {
    expect(corrected(dayOff('2026-11-25'), '2026-11-20')).toEqual([]);
    expect(corrected(dayOff('2026-11-23'), '2026-11-20')).toEqual([]);
  });

  test('may not tell a day that a running limit has counted otherwise, unless it says so', () => {
    expect(corrected(dayOff('2026-11-20'), '2026-11-18')).toEqual(['years: moves-dates-silently']);
    expect(corrected(dayOff('2026-11-20'), '2026-11-18', true)).toEqual([]);
    expect(corrected(dayOff('2026-11-20'), '2026-11-20')).toEqual([]);
    expect(corrected(dayOff('2026-11-20'), null)).toEqual([]);
  });

  test('does not begin before the one it corrects, or in the past', () => {
    expect(corrected(dayOff('2026-11-25', '2026-07-01'), null, true)).toEqual([
      'validFrom: overlap-with-published',
    ]);
    expect(corrected(dayOff('2026-11-25', '2026-11-20'), null)).toEqual(['validFrom: moves-dates-silently']);
    expect(corrected(CALENDAR, null, true)).toEqual([': nothing-new']);
  });
});

describe('What a version changes', () => {
  test('is told rule by rule, the old number and the new one with their source', () => {
    const law = (content: unknown) => {
      const policy = knowPolicy(content);
      return { policy, base: lawInForce(policy.validFrom) };
    };
    const changes = policyChanges(law(POLICY), law(followedBy('2027-08-01')));
    const said = { unit: 'institution-day', basis: 'local decision (sample)', source: 'SAMPLE' };
    expect(changes).toEqual({
      rules: [
        {
          id: 'L-NEXT',
          before: { value: 5, ladder: 'standard', ...said },
          after: { value: 4, ladder: 'standard', ...said },
        },
      ],
      ladders: [],
      hours: null,
    });
    expect(policyChanges(null, law(POLICY)).rules).toHaveLength(50);
  });

  test('is told day by day, and a new school year by its name', () => {
    const before = knowCalendar(CALENDAR);
    const one = calendarChanges(before, knowCalendar(dayOff('2026-11-25')), holidays());
    expect(one.days).toEqual([{ date: '2026-11-25', schoolDay: false }]);
    expect(one.newYears).toEqual([]);
    const first = knowCalendar(
      withChange(withChange(CALENDAR, 'years', [before.years[0]]), 'publishedUntil', '2027-06-05'),
    );
    expect(calendarChanges(first, before, holidays())).toEqual({
      days: [],
      newYears: ['2027-28'],
      publishedUntil: { before: '2027-06-05', after: '2028-06-03' },
    });
  });

  test('tells of a level whose last day moves', () => {
    const before = knowCalendar(CALENDAR);
    const earlier = knowCalendar(withChange(CALENDAR, 'years.0.levels.pre-primary.lastDay', '2027-06-03'));
    expect(calendarChanges(before, earlier, holidays()).days).toEqual([
      { date: '2027-06-04', schoolDay: true },
    ]);
  });
});
