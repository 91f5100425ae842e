import { describe, expect, test } from '@jest/globals';
import { holidays, sources } from '../../policies/registry.js';
import {
  validateBase,
  validateCalendar,
  validateHolidays,
  validatePolicy,
  type Validated,
} from '../../policies/schema.js';
import { policyJson, withChange } from './files.js';

const known = new Set(Object.keys(sources()));
const BASE = policyJson('national/base.json');
const POLICY = policyJson('providers/espoo-sample.json');
const CALENDAR = policyJson('calendars/espoo-sample.json');
const HOLIDAYS = policyJson('calendars/holidays-fi.json');

const faultsOf = (result: Validated<unknown>) =>
  result.ok ? [] : result.faults.map((it) => `${it.path}: ${it.message}`);

function base() {
  const result = validateBase(BASE, known);
  if (!result.ok) throw new Error('the national base is wrong');
  return result.value;
}
const ofPolicy = (path: string, value: unknown, from: unknown = POLICY) =>
  faultsOf(validatePolicy(withChange(from, path, value), { sources: known, base: base() }));
const ofCalendar = (path: string, value: unknown, from: unknown = CALENDAR) =>
  faultsOf(validateCalendar(withChange(from, path, value), { sources: known, holidays: holidays() }));

const L_NEXT = 'versions.0.rules.L-NEXT';
const LIMIT = `${L_NEXT}.limit`;

describe('the files as they are', () => {
  test('have no faults', () => {
    expect(faultsOf(validateBase(BASE, known))).toEqual([]);
    expect(faultsOf(validateHolidays(HOLIDAYS, known))).toEqual([]);
    for (const name of ['espoo-sample', 'helsinki-sample', 'county-sample']) {
      expect(ofPolicy('name', name, policyJson(`providers/${name}.json`))).toEqual([]);
      expect(ofCalendar('name', name, policyJson(`calendars/${name}.json`))).toEqual([]);
    }
  });
});

describe('a policy is refused, with the path of the fault,', () => {
  test.each([
    ['a number without a source', `${LIMIT}.source`, undefined, `${LIMIT}.source: a number needs its source`],
    [
      'a number without a basis',
      `${LIMIT}.basis`,
      undefined,
      `${LIMIT}.basis: a number needs its legal or local basis`,
    ],
    ['a source that is not listed', `${LIMIT}.source`, 'HEARSAY', `${LIMIT}.source: no such source`],
    ['an unknown key', `${L_NEXT}.lenght`, 5, `${L_NEXT}.lenght: unknown key`],
    [
      'a day that does not exist',
      `${LIMIT}.checkedOn`,
      '2026-02-30',
      `${LIMIT}.checkedOn: not a day that exists`,
    ],
    [
      'a limit longer than can be counted',
      `${LIMIT}.value`,
      251,
      `${LIMIT}.value: longer than can be counted`,
    ],
    [
      'a question that the register does not have',
      `${LIMIT}.uncertain`,
      'Q17',
      `${LIMIT}.uncertain: a question of the register, Q1 to Q16`,
    ],
    ...['L-FOLLOW', 'L-ACTION', 'L-STEP'].map((id): [string, string, unknown, string] => [
      `a length for a day that people agree on (${id})`,
      `versions.0.rules.${id}.limit.value`,
      5,
      `versions.0.rules.${id}.limit.value: people agree on this day: it has no length`,
    ]),
    ['a rule that is missing', L_NEXT, undefined, `${L_NEXT}: rule or its ladder is missing`],
    ['a ladder that is missing', `${L_NEXT}.ladder`, 'steep', `${L_NEXT}: no such ladder: steep`],
    [
      'a missing ladder whose name every object knows',
      `${L_NEXT}.ladder`,
      'constructor',
      `${L_NEXT}: no such ladder: constructor`,
    ],
    [
      'a missing ladder for what others owe, whose name every object knows',
      'versions.0.lawLadders.T-LSL26-7',
      'constructor',
      'versions.0.rules.T-LSL26-7: no such ladder: constructor',
    ],
    [
      'a law duty without a ladder',
      'versions.0.lawLadders.T-OHL15-7',
      undefined,
      'versions.0.rules.T-OHL15-7: rule or its ladder is missing',
    ],
    [
      'a ladder for a law that is none',
      'versions.0.lawLadders.L-NEXT',
      'gentle',
      'versions.0.lawLadders.L-NEXT: the law has no such rule',
    ],
    ['a number without a unit', `${LIMIT}.unit`, null, `${LIMIT}.unit: a number needs its unit`],
    [
      'what is only known and does not say so',
      `${LIMIT}.source`,
      'KNOWLEDGE',
      `${LIMIT}.unverified: what is only known must say that nobody has checked it`,
    ],
    [
      'a supervisor who would hear of what others owe',
      'versions.0.lawLadders.T-LSL26-7',
      'standard',
      'versions.0.lawLadders.T-LSL26-7: what others owe never climbs to a supervisor',
    ],
    [
      'an office that closes before it opens',
      'versions.0.office.to.value',
      480,
      'versions.0.office.to: closes before it opens',
    ],
    [
      'an end to the last version',
      'versions.0.validUntil',
      '2027-07-31',
      'versions.0.validUntil: gap: the last version has an end',
    ],
    [
      'a law that changes inside a version',
      'versions.0.validFrom',
      '2022-08-01',
      'versions.0.validUntil: the law changes on 2025-05-01: begin a new version',
    ],
  ])('for %s', (_name, path, value, fault) => {
    expect(ofPolicy(path, value)).toEqual([fault]);
  });

  test('for a local number that says it is law, and a law number in a local file', () => {
    expect(ofPolicy(`${LIMIT}.force`, 'law')).toHaveLength(1);
    const own = withChange(POLICY, 'versions.0.rules.T-OHL15-7', {
      ladder: 'standard',
      limit: {
        value: 9,
        unit: 'weekday',
        force: 'local',
        basis: 'x',
        source: 'SAMPLE',
        checkedOn: '2026-11-21',
      },
    });
    expect(ofPolicy('name', 'other', own)).toEqual(['versions.0.rules.T-OHL15-7: the law has this number']);
  });

  test('for rungs that are not in the order of time', () => {
    const late = { to: 'owner', at: { from: 'due', days: 9 } };
    expect(ofPolicy('versions.0.ladders.gentle.rungs.0', late)).toEqual([
      'versions.0.ladders.gentle.rungs: not in the order of time',
    ]);
    const armed = { to: 'owner', at: { from: 'armed' } };
    expect(ofPolicy('versions.0.ladders.gentle.rungs.1', armed)).toHaveLength(1);
  });

  test('for a gap and for an overlap between versions', () => {
    const version = (POLICY as { versions: unknown[] }).versions[0];
    const two = (until: string | null) => {
      const first = withChange(version, 'validUntil', until);
      const second = withChange(version, 'validFrom', '2027-08-01');
      return ofPolicy('versions', [first, second]);
    };
    expect(two('2027-07-31')).toEqual([]);
    expect(two('2027-07-30')).toEqual(['versions.0.validUntil: gap before the next version']);
    expect(two('2027-08-01')).toEqual(['versions.0.validUntil: overlap with the next version']);
    expect(two(null)).toEqual(['versions.0.validUntil: overlap with the next version']);
  });

  test('but not for a ladder that is there under such a name', () => {
    const gentle = (POLICY as { versions: { ladders: Record<string, unknown> }[] }).versions[0]?.ladders[
      'gentle'
    ];
    const named = withChange(POLICY, 'versions.0.ladders.constructor', gentle);
    expect(ofPolicy(`${L_NEXT}.ladder`, 'constructor', named)).toEqual([]);
  });

  test('with all its faults at once', () => {
    const one = withChange(POLICY, `${LIMIT}.source`, undefined);
    expect(ofPolicy('versions.0.mailMinute.value', 1440, one)).toHaveLength(2);
  });
});
