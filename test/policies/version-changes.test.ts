import { describe, expect, test } from '@jest/globals';
import { calendarChanges, policyChanges } from '../../policies/changes.js';
import { holidays, knowCalendar, knowPolicy, lawInForce } from '../../policies/registry.js';
import { policyJson, withChange } from './files.js';
import { dayOff, followedBy } from './sample-drafts.js';

const POLICY = policyJson('providers/espoo-sample.json');
const CALENDAR = policyJson('calendars/espoo-sample.json');
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
    expect(policyChanges(null, law(POLICY)).rules).toHaveLength(51);
  });

  test('is told ladder by ladder, whatever name it has', () => {
    const policy = knowPolicy(POLICY);
    const base = lawInForce(policy.validFrom);
    const { gentle } = policy.ladders;
    if (gentle === undefined) throw new Error('the sample has a gentle ladder');
    const ladders = { ...policy.ladders, constructor: gentle };
    const changes = policyChanges({ policy, base }, { policy: { ...policy, ladders }, base });
    const { rungs, repeat } = gentle;
    expect(changes.ladders).toEqual([{ id: 'constructor', before: null, after: { rungs, repeat } }]);
  });

  test('is told day by day, and a new school year by its name', () => {
    const before = knowCalendar(CALENDAR);
    const one = calendarChanges(before, knowCalendar(dayOff('2026-12-02')), holidays());
    expect(one.days).toEqual([{ date: '2026-12-02', schoolDay: false }]);
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
