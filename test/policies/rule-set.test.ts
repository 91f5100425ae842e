import { describe, expect, test } from '@jest/globals';
import { asId, type UnitId } from '../../domain/ids.js';
import { EXPECTATIONS, RULE_IDS, RULE_KINDS, ruleOf, type CountingUnit } from '../../domain/rules.js';
import { fromDayNumber, parseDate } from '../../domain/time/civil-date.js';
import { dayKind } from '../../domain/time/counting.js';
import { dueDate } from '../../domain/time/due-date.js';
import {
  canonicalJson,
  compileRules,
  contentHash,
  IncompletePolicy,
  MAX_RULES_BYTES,
  RulesTooLarge,
  type CompileInput,
} from '../../policies/compile.js';
import {
  allBases,
  basisOf,
  calendarNames,
  calendarOf,
  compileFor,
  dutyRegister,
  holidays,
  policyVersions,
  sources,
  UnknownPolicy,
} from '../../policies/registry.js';
import { validateBase, validatePolicy } from '../../policies/schema.js';
import type { Level } from '../../policies/shapes.js';
import { zoneRows } from '../../policies/zone-rows.js';
import { readFileSync } from 'node:fs';
import { ESPOO, day, HELSINKI } from '../domain/time/espoo.js';
import { policyJson } from './files.js';

const SCHOOL = asId<UnitId>('7c9e6679-7425-40de-944b-e07fc1f90ae7');
const OTHER = asId<UnitId>('0b8e6679-7425-40de-944b-e07fc1f90ae7');
const wanted = {
  schoolId: SCHOOL,
  level: 'basic' as Level,
  calendarName: 'espoo-sample',
  on: parseDate('2026-10-08'),
};
const RULES = compileFor(wanted);

function input(): CompileInput {
  const known = new Set(Object.keys(sources()));
  const base = validateBase(policyJson('national/base.json'), known);
  if (!base.ok) throw new Error('base');
  const policy = validatePolicy(policyJson('providers/espoo-sample.json'), {
    sources: known,
    base: base.value,
  });
  const [law, local] = [base.value.versions[0], policy.ok ? policy.value.versions[0] : undefined];
  if (law === undefined || local === undefined) throw new Error('policy');
  const policyVersion = { ...local, name: 'espoo-sample' };
  return {
    policy: policyVersion,
    base: law,
    calendar: calendarOf('espoo-sample'),
    holidays: holidays(),
    schoolId: SCHOOL,
    level: 'basic',
    zone: 'Europe/Helsinki',
  };
}

describe('the sample rule set', () => {
  test('counts as the calendar that was written by hand', () => {
    for (let at = day('2026-08-01'); at <= day('2028-07-31'); at += 1) {
      for (const unit of ['institution-day', 'weekday'] as const) {
        const [compiled, byHand] = [dayKind(unit, RULES.calendar, at), dayKind(unit, ESPOO, at)];
        if (compiled.counted !== byHand.counted) throw new Error(`${fromDayNumber(at)} as ${unit}`);
      }
    }
    expect(RULES.calendar.publishedUntil).toBe(ESPOO.publishedUntil);
  });

  test.each([
    ['2026-10-08', 'institution-day', 7, '2026-10-26'],
    ['2026-12-15', 'institution-day', 7, '2027-01-08'],
    ['2027-05-31', 'institution-day', 7, '2027-08-12'],
    ['2026-10-06', 'weekday', 7, '2026-10-15'],
    ['2026-12-23', 'weekday', 7, '2027-01-05'],
    ['2026-12-23', 'month', 3, '2027-03-23'],
  ] as const)(
    'gives the worked example from %s: %s %i is due on %s',
    (on, unit: CountingUnit, length, dueOn) => {
      expect(dueDate({ unit, length }, parseDate(on), RULES.calendar)).toMatchObject({
        dueOn,
        provisional: false,
      });
    },
  );

  test('has 189 school days in 2026–27 and 187 in 2027–28', () => {
    const count = (from: string, to: string) => {
      let days = 0;
      for (let at = day(from); at <= day(to); at += 1)
        if (dayKind('institution-day', RULES.calendar, at).counted) days += 1;
      return days;
    };
    expect(count('2026-08-01', '2027-07-31')).toBe(189);
    expect(count('2027-08-01', '2028-07-31')).toBe(187);
  });

  test('ends pre-primary a day before the others in spring 2027', () => {
    const on = (level: Level) =>
      dayKind('institution-day', compileFor({ ...wanted, level }).calendar, day('2027-06-05')).counted;
    expect([on('pre-primary'), on('basic'), on('general-upper-secondary')]).toEqual([false, true, true]);
  });

  test('has every rule, with the numbers of the law among them', () => {
    expect(Object.keys(RULES.duties).toSorted()).toEqual([...RULE_IDS].toSorted());
    expect(ruleOf(RULES, 'T-OHL15-7')).toEqual({
      kind: 'discussion',
      force: 'law',
      unit: 'institution-day',
      length: 7,
      ladder: 'standard',
    });
    expect(ruleOf(RULES, 'T-OHL15-urgent')).toEqual({
      kind: 'discussion',
      force: 'law',
      unit: 'weekday',
      length: 1,
      ladder: 'urgent',
      uncertain: true,
    });
    expect(ruleOf(RULES, 'L-FOLLOW')).toMatchObject({
      length: null,
      unit: 'institution-day',
      force: 'local',
    });
    expect(RULES).toMatchObject({
      policy: 'espoo-sample@2026-08-01',
      schoolId: SCHOOL,
      mailMinute: 480,
      office: { from: 480, to: 960 },
    });
  });

  test('leaves out what the id tells already, and what is as usual', () => {
    expect(RULES.duties['T-LSL26-7']).toEqual({ length: 7, ladder: 'expect' });
    expect(RULES.duties['W-LSL25-report']).toEqual({ ladder: 'urgent' });
  });

  test('gives a duty "without delay" no day, and reminds of its age', () => {
    const withoutDelay = RULE_IDS.filter((id) => id.startsWith('W-')).map((id) => ruleOf(RULES, id));
    expect(new Set(withoutDelay.map((it) => it.length))).toEqual(new Set([null]));
    expect(RULES.ladders['age']?.rungs.map((it) => [it.to, it.at])).toEqual([
      ['owner', { from: 'due', days: 2 }],
      ['owner', { from: 'due', days: 5 }],
      ['coordinator', { from: 'due', days: 10 }],
    ]);
  });

  test('lets us ask for what others owe, and no supervisor hears of it', () => {
    for (const id of RULE_IDS.filter((it) => EXPECTATIONS.has(RULE_KINDS[it]))) {
      expect(ruleOf(RULES, id).ladder).toBe('expect');
    }
    expect(JSON.stringify(RULES.ladders['expect'])).not.toContain('supervisor');
  });

  test('carries no text, no source and no sample mark into a run', () => {
    expect(JSON.stringify(RULES)).not.toMatch(/source|basis|SAMPLE|checkedOn|OHL 15/);
  });
});

describe('a rule set is named by its content', () => {
  test('the same input gives the same bytes and the same name', () => {
    expect(JSON.stringify(compileFor(wanted))).toBe(JSON.stringify(RULES));
    const { id, ...content } = RULES;
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(contentHash(content)).toBe(id);
    expect(contentHash(Object.fromEntries(Object.entries(content).toReversed()))).toBe(id);
  });

  test('another school, level or number gives another name', () => {
    const { policy } = input();
    const later = compileRules({
      ...input(),
      policy: { ...policy, mailMinute: { ...policy.mailMinute, value: 481 } },
    });
    const ids = [
      RULES.id,
      compileFor({ ...wanted, schoolId: OTHER }).id,
      compileFor({ ...wanted, level: 'pre-primary' }).id,
      later.id,
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test('canonical JSON sorts keys at every depth and leaves lists alone', () => {
    expect(canonicalJson({ b: [2, 1, { d: 'ä', c: null }], a: undefined })).toBe(
      '{"b":[2,1,{"c":null,"d":"ä"}]}',
    );
  });
});

describe('a rule set fits into the state of a run', () => {
  test('with room to spare for the sample', () => {
    expect(Buffer.byteLength(JSON.stringify(RULES))).toBeLessThan(MAX_RULES_BYTES * 0.8);
  });

  test('or is refused', () => {
    const { policy } = input();
    const gentle = policy.ladders['gentle'];
    if (gentle === undefined) throw new Error('ladder');
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`ladder-${index}`, gentle]));
    expect(() =>
      compileRules({ ...input(), policy: { ...policy, ladders: { ...policy.ladders, ...many } } }),
    ).toThrow(RulesTooLarge);
  });

  test('and is refused without a ladder that it names', () => {
    expect(() => compileRules({ ...input(), policy: { ...input().policy, ladders: {} } })).toThrow(
      IncompletePolicy,
    );
    const { policy } = input();
    const lawLadders = { ...policy.lawLadders, 'T-OHL15-7': 'constructor' };
    expect(() => compileRules({ ...input(), policy: { ...policy, lawLadders } })).toThrow(IncompletePolicy);
  });
});

describe('the zone rows', () => {
  test('agree with the changes that were written by hand, and reach 2035', () => {
    expect(RULES.calendar.zone.slice(2, 2 + HELSINKI.length)).toEqual(HELSINKI);
    expect(RULES.calendar.zone).toHaveLength(1 + 2 * 11);
  });

  test('of a zone without summer time are one row', () => {
    expect(zoneRows('UTC', 2025, 2035).map((it) => it.minutes)).toEqual([0]);
    expect(zoneRows('Asia/Kolkata', 2025, 2035).map((it) => it.minutes)).toEqual([330]);
    expect(zoneRows('America/New_York', 2026, 2026).map((it) => it.minutes)).toEqual([-300, -240, -300]);
  });
});

describe('the registry', () => {
  test('shows versions, and says which are samples', () => {
    const samples = ['espoo-sample', 'helsinki-sample', 'county-sample'];
    expect(policyVersions()).toEqual(
      samples.map((name) => ({
        id: `${name}@2026-08-01`,
        name,
        validFrom: '2026-08-01',
        validUntil: null,
        sample: expect.stringMatching(/^SAMPLE/),
      })),
    );
    expect(calendarNames()).toEqual(samples);
    expect(
      calendarOf('espoo-sample')
        .years.flatMap((it) => it.breaks)
        .every((it) => it.byHabit === true),
    ).toBe(true);
  });

  test('shows what a number rests on', () => {
    expect(basisOf('T-OHL15-urgent')).toEqual({
      basis: 'OHL 15 §',
      force: 'law',
      source: 'MTV-15',
      unit: 'weekday',
      value: 1,
      checkedOn: '2026-11-21',
      uncertain: 'Q9',
    });
    expect(basisOf('L-NEXT', 'espoo-sample@2026-08-01')).toMatchObject({
      basis: 'local decision (sample)',
      force: 'local',
      value: 5,
    });
  });

  test('serves a request that happened before the first version', () => {
    expect(compileFor({ ...wanted, on: parseDate('2026-07-30') }).id).toBe(RULES.id);
  });

  test('names what it does not know', () => {
    expect(() => calendarOf('nowhere')).toThrow(UnknownPolicy);
    expect(() => compileFor({ ...wanted, policyName: 'nobody' })).toThrow(UnknownPolicy);
    expect(() => basisOf('L-NEXT', 'espoo-sample@1999-01-01')).toThrow(UnknownPolicy);
  });

  test('says of a number from knowledge that nobody has checked it, and of a sample that it is one', () => {
    const bases = Object.values(allBases());
    const fromKnowledge = bases.filter((it) => it.source === 'KNOWLEDGE');
    expect(fromKnowledge.length).toBeGreaterThan(0);
    expect(fromKnowledge.every((it) => it.unverified === true)).toBe(true);
    expect(basisOf('T-SHL-terapia-1m')).toMatchObject({ source: 'HE131-2024', unverified: true });
    expect(basisOf('L-NEXT')).toMatchObject({ sample: true });
    expect(basisOf('T-OHL15-7')).not.toHaveProperty('unverified');
  });

  test('knows who owes each duty, what starts it and what ends it', () => {
    expect(Object.keys(dutyRegister()).toSorted()).toEqual([...RULE_IDS].toSorted());
  });

  test('has other numbers, ladders and days for other places', () => {
    const [helsinki, county] = ['helsinki-sample', 'county-sample'].map((name) =>
      compileFor({ ...wanted, policyName: name, calendarName: name }),
    );
    const lengths = [RULES, helsinki, county].map((it) => it?.duties['L-CONVENE']?.length);
    expect(lengths).toEqual([10, 8, 15]);
    const opens = [RULES, helsinki].map((it) => it?.calendar.schoolDays[0]?.[0]);
    expect(opens).toEqual([day('2026-08-13'), day('2026-08-12')]);
    expect(helsinki?.duties['T-OHL15-7']).toEqual(RULES.duties['T-OHL15-7']);
  });

  test('gives to learners under 23 only what the act gives to them', () => {
    const young = Object.entries(RULES.duties).filter(([, rule]) => rule.adultUnder !== undefined);
    // Of age at 18 (policies/numbers.json), 23 five years later.
    expect(young.map(([id, rule]) => [id, rule.adultUnder])).toEqual([
      ['T-THoL-28d', 5],
      ['T-SHL-terapia-1m', 5],
      ['T-primary-14d', 5],
    ]);
    const page = readFileSync(new URL('../../docs/policy-sources.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.includes('under 23'));
    expect(rows.map((row) => row.split(' ')[1])).toEqual(young.map(([id]) => id));
  });

  test('is what docs/policy-sources.md says, number by number', () => {
    const page = readFileSync(new URL('../../docs/policy-sources.md', import.meta.url), 'utf8');
    for (const [id, it] of Object.entries(allBases())) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${id} `)) ?? '';
      const length = it.value ?? (it.unit === null ? 'without delay' : 'agreed by people');
      const marks = [it.uncertain, it.unverified && 'unverified'].filter(Boolean);
      for (const cell of [length, it.unit, it.basis, it.source, it.force, it.checkedOn, ...marks])
        expect(row).toContain(String(cell ?? ''));
    }
  });
});
