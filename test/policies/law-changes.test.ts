import { describe, expect, test } from '@jest/globals';
import { addDays, parseDate } from '../../domain/time/civil-date.js';
import { judgePolicy } from '../../policies/judge.js';
import { lawChangedSince } from '../../policies/law-changes.js';
import { knowPolicy, nationalBase } from '../../policies/registry.js';
import type { BaseFile } from '../../policies/shapes.js';
import { policyJson, withChange } from './files.js';

const POLICY = policyJson('providers/espoo-sample.json');
const [VERSION] = (POLICY as { versions: unknown[] }).versions;
const CHANGE = parseDate('2027-01-01');

/** The law of the release, and another one from a day on. */
function changedOn(date = CHANGE): BaseFile {
  const base = nationalBase();
  const [old] = base.versions;
  if (old === undefined) throw new Error('the national base is empty');
  const versions = [
    { ...old, validUntil: addDays(date, -1) },
    { ...old, validFrom: date },
  ];
  return { ...base, versions };
}

const since = (validFrom: string, today: string, base?: BaseFile) =>
  lawChangedSince(parseDate(validFrom), parseDate(today), base);

describe('The law has changed since a policy version began', () => {
  test('from the day on which the new law holds, for a version that began before it', () => {
    expect(since('2026-08-01', '2026-12-31', changedOn())).toBeNull();
    expect(since('2026-08-01', '2027-01-01', changedOn())).toBe('2027-01-01');
    expect(since('2026-12-31', '2027-06-01', changedOn())).toBe('2027-01-01');
  });

  test('no more for one that begins with it, or after it', () => {
    expect(since('2027-01-01', '2027-06-01', changedOn())).toBeNull();
    expect(since('2027-08-01', '2027-06-01', changedOn())).toBeNull();
  });

  test('by the newest law that holds, not by one to come', () => {
    const [first, second] = changedOn().versions;
    const [, third] = changedOn(parseDate('2028-01-01')).versions;
    if (!first || !second || !third) throw new Error('three laws');
    const base = { ...changedOn(), versions: [first, second, third] };
    expect(since('2026-08-01', '2027-12-31', base)).toBe('2027-01-01');
    expect(since('2026-08-01', '2028-01-01', base)).toBe('2028-01-01');
  });

  test('of no policy that comes with this release', () => {
    expect(since('2026-08-01', '2026-11-30')).toBeNull();
  });
});

describe('A new version under a new law', () => {
  const at = { name: 'espoo-sample', today: parseDate('2027-02-15'), mayMoveDates: false };
  const next = withChange(withChange(VERSION, 'validFrom', '2027-02-15'), 'rules.L-NEXT.limit.value', 4);
  const whole = withChange(POLICY, 'versions', [withChange(VERSION, 'validUntil', '2027-02-14'), next]);
  const judged = (content: unknown, published = [knowPolicy(POLICY)]) => {
    const verdict = judgePolicy(content, published, at, undefined, changedOn());
    return verdict.ok ? [] : verdict.faults.map((it) => `${it.path}: ${it.code}`);
  };

  test('follows one that was published before the change, whose days nobody can alter any more', () => {
    expect(judged(whole)).toEqual([]);
  });

  test('may not itself begin before the change and go on after it', () => {
    expect(judged(whole, [])).toEqual([
      'versions.0.validUntil: law-changes',
      'versions.0: one-version-at-a-time',
    ]);
    const early = withChange(withChange(next, 'validFrom', '2026-12-15'), 'validUntil', null);
    const old = withChange(VERSION, 'validUntil', '2026-12-14');
    expect(judged(withChange(POLICY, 'versions', [old, early]))).toEqual([
      'versions.1.validUntil: law-changes',
      'versions.1.validFrom: moves-dates-silently',
    ]);
  });
});
