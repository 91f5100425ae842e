import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../domain/time/civil-date.js';
import { judgeCalendar, judgePolicy } from '../../policies/judge.js';
import { calendarOf, knowPolicy } from '../../policies/registry.js';
import type { Validated } from '../../policies/schema.js';
import { policyJson, withChange } from './files.js';
import { dayOff, followedBy } from './sample-drafts.js';

const POLICY = policyJson('providers/espoo-sample.json');
const TODAY = parseDate('2026-11-30');
const at = { name: 'espoo-sample', today: TODAY, mayMoveDates: false };

const faultsOf = (result: Validated<unknown>) =>
  result.ok ? [] : result.faults.map((it) => `${it.path}: ${it.code}`);

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

  test('may be put between two that are published, and holds until the later one begins', () => {
    const whole = followedBy('2027-08-01') as { versions: unknown[] };
    const both = [knowPolicy(POLICY), knowPolicy({ ...whole, versions: whole.versions.slice(1) })];
    const between = (content: unknown) => faultsOf(judgePolicy(content, both, at));
    expect(between(followedBy('2026-12-07'))).toEqual([]);
    expect(between(followedBy('2027-08-01'))).toEqual(['versions: nothing-new']);
    const [, fresh] = (followedBy('2026-12-07') as { versions: unknown[] }).versions;
    const inside = [withChange(fresh, 'validUntil', '2027-07-31'), whole.versions[1]];
    expect(between({ ...whole, versions: inside })).toEqual(['versions.0.validFrom: overlap-with-published']);
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
    expect(judged(followedBy('2026-11-29'))).toEqual(['versions.1.validFrom: moves-dates-silently']);
    expect(judged(followedBy('2026-11-29'), { mayMoveDates: true })).toEqual([]);
    expect(judged(followedBy('2026-11-30'))).toEqual([]);
    expect(faultsOf(judgePolicy(POLICY, [], at))).toEqual([]);
  });

  test('names what it rests on, looked at on a day that has been', () => {
    const next = followedBy('2027-08-01');
    const changed = (path: string, value: unknown) => judged(withChange(next, `versions.1.${path}`, value));
    expect(changed('rules.L-NEXT.limit.basis', ' ')).toEqual([
      'versions.1.rules.L-NEXT.limit.basis: no-basis',
    ]);
    expect(changed('rules.L-NEXT.limit.checkedOn', '2026-12-01')).toEqual([
      'versions.1.rules.L-NEXT.limit.checkedOn: checked-in-the-future',
    ]);
    expect(changed('mailMinute.checkedOn', '2090-01-01')).toEqual([
      'versions.1.mailMinute.checkedOn: checked-in-the-future',
    ]);
    expect(changed('rules.L-NEXT.limit.checkedOn', TODAY)).toEqual([]);
  });

  test('gives an offer of responsibility time to be answered', () => {
    const limit = 'versions.1.rules.L-HANDOVER.limit';
    const unanswerable = withChange(
      withChange(followedBy('2027-08-01'), `${limit}.value`, null),
      `${limit}.unit`,
      null,
    );
    expect(judged(unanswerable)).toEqual([`${limit}.value: no-length`]);
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
    const beside = [knowPolicy(draft)];
    const decided = [calendarOf('espoo-sample')];
    const storm = judgeCalendar(dayOff('2026-12-02'), decided, at, null, beside);
    expect(faultsOf(storm)).toEqual([': rule-set-too-large']);
  });
});
