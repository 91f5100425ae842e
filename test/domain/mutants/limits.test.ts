import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import {
  dayAfter,
  earlierOf,
  isUrgentRule,
  lawfulDay,
  laterOf,
  limitOf,
  ruleFor,
} from '../../../domain/limits.js';
import type { CompactRule, CountingUnit, RuleId, Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { raised } from '../branches/support.js';
import { rulesOn } from '../lives/world.js';

const SAMPLE = rulesOn('2026-10-01');
const [TUESDAY, WEDNESDAY, FRIDAY] = ['2026-11-17', '2026-11-18', '2026-11-20'].map(parseDate) as [
  ...[ReturnType<typeof parseDate>, ReturnType<typeof parseDate>, ReturnType<typeof parseDate>],
];
const SATURDAY = parseDate('2026-11-21');
/** Days from here on are not yet decided by the sample school. */
const UNDECIDED = parseDate('2026-11-19');
const BY_STAFF = { source: 'staff', requestedOn: TUESDAY } as const;

type Lengths = Partial<Record<RuleId, readonly [CountingUnit, number | null]>>;

/** The sample rules with other lengths. */
function under(lengths: Lengths, change: Partial<Rules['calendar']> = {}): Rules {
  const others = Object.entries(lengths).map(([id, [unit, length]]): [string, CompactRule] => [
    id,
    { unit, length, ladder: 'standard' },
  ]);
  const duties = { ...SAMPLE.duties, ...Object.fromEntries(others) };
  return { ...SAMPLE, duties, calendar: { ...SAMPLE.calendar, ...change } };
}

/** The discussion of the sample case, due on 26.11. after seven school days, otherwise than it is. */
function promise(change: Partial<Duty> = {}): Duty {
  const [first] = raised().state.duties;
  if (!first) throw new Error('a concern begins a clock');
  return { ...first, ...change };
}

const limit = (change: Partial<Duty>, rules: Rules = SAMPLE) => limitOf(BY_STAFF, promise(change), rules);

describe('The rule that a request is under', () => {
  test('is that of the learner, of somebody else, or of an urgency, for the talk and for the telling', () => {
    expect(ruleFor({ source: 'learner' }, 'discussion', false)).toBe('T-OHL15-7');
    expect(ruleFor({ source: 'staff' }, 'discussion', false)).toBe('T-OHL15-third');
    for (const source of ['learner', 'staff'] as const) {
      expect(ruleFor({ source }, 'discussion', true)).toBe('T-OHL15-urgent');
      expect(ruleFor({ source }, 'tell-learner', true)).toBe('T-OHL16-info-urgent');
      expect(ruleFor({ source }, 'tell-learner', false)).toBe('T-OHL16-info');
    }
  });

  test('is one of urgency for those two and for no other', () => {
    expect(['T-OHL15-urgent', 'T-OHL16-info-urgent'].every((rule) => isUrgentRule(rule as RuleId))).toBe(
      true,
    );
    expect(['T-OHL15-7', 'T-OHL16-info', 'T-LSL26-urgent'].some((rule) => isUrgentRule(rule as RuleId))).toBe(
      false,
    );
  });
});

test('Of two days one is earlier and one is later; a day is earlier than none', () => {
  expect([earlierOf(TUESDAY, FRIDAY), earlierOf(FRIDAY, TUESDAY)]).toEqual([TUESDAY, TUESDAY]);
  expect([earlierOf(null, FRIDAY), earlierOf(FRIDAY, null), earlierOf(null, null)]).toEqual([
    ...[FRIDAY, FRIDAY, null],
  ]);
  expect([laterOf(TUESDAY, FRIDAY), laterOf(FRIDAY, TUESDAY)]).toEqual([FRIDAY, FRIDAY]);
});

describe('The day the law gives', () => {
  test('is counted from the start, and is none where the act gives no length', () => {
    const own = { rule: 'T-OHL15-third', startedOn: WEDNESDAY } as const;
    expect(lawfulDay(BY_STAFF, own, SAMPLE)).toEqual({ dueOn: '2026-11-27', provisional: false });
    const without = under({ 'T-OHL15-third': ['weekday', null] });
    expect(lawfulDay(BY_STAFF, own, without)).toEqual({ dueOn: null, provisional: false });
  });

  test('of an urgency is its own, or that of the request where this is earlier', () => {
    const urgent = (startedOn: string, lengths: Lengths = {}) =>
      lawfulDay(BY_STAFF, { rule: 'T-OHL15-urgent', startedOn: parseDate(startedOn) }, under(lengths)).dueOn;
    expect(urgent('2026-11-23')).toBe('2026-11-24');
    expect(urgent('2026-11-26')).toBe('2026-11-26');
    expect(urgent('2026-11-26', { 'T-OHL15-third': ['weekday', null] })).toBe('2026-11-27');
    expect(urgent('2026-11-23', { 'T-OHL15-urgent': ['weekday', null] })).toBe('2026-11-26');
  });

  test('of an urgent telling is bound by the telling of the request, not by the talk', () => {
    const lengths: Lengths = {
      ...{ 'T-OHL15-third': ['weekday', 9], 'T-OHL15-7': ['weekday', 9] },
      ...{ 'T-OHL16-info': ['weekday', 2], 'T-OHL16-info-urgent': ['weekday', 5] },
    };
    const telling = { rule: 'T-OHL16-info-urgent', startedOn: TUESDAY } as const;
    expect(lawfulDay(BY_STAFF, telling, under(lengths)).dueOn).toBe('2026-11-19');
    const talk = { rule: 'T-OHL15-urgent', startedOn: TUESDAY } as const;
    const slow = under({ ...lengths, 'T-OHL15-urgent': ['weekday', 8] });
    expect(lawfulDay(BY_STAFF, talk, slow).dueOn).toBe('2026-11-27');
  });

  test('of two limits on one day is as sure as the own one', () => {
    const open = { 'T-OHL15-third': ['institution-day', 2], 'T-OHL15-urgent': ['weekday', 1] } as const;
    const rules = under(open, { publishedUntil: 0 });
    const urgent = { rule: 'T-OHL15-urgent', startedOn: WEDNESDAY } as const;
    expect(lawfulDay(BY_STAFF, urgent, rules)).toEqual({ dueOn: UNDECIDED, provisional: false });
    const plain = { rule: 'T-OHL15-third', startedOn: TUESDAY } as const;
    expect(lawfulDay(BY_STAFF, plain, rules)).toEqual({ dueOn: UNDECIDED, provisional: true });
  });
});

describe('So many units after a day', () => {
  const lies = (unit: CountingUnit, left: number, on = FRIDAY) => dayAfter(SAMPLE, { unit }, on, left);

  test('lie on the days that the unit counts', () => {
    expect(lies('weekday', 2)).toBe('2026-11-24');
    expect(lies('institution-day', 2)).toBe('2026-11-24');
    expect(lies('day', 2)).toBe('2026-11-22');
    expect(lies('month', 2)).toBe('2026-11-22');
  });

  test('lies the day itself where nothing is left, counted or not', () => {
    expect(lies('weekday', 0, SATURDAY)).toBe(SATURDAY);
    expect(lies('institution-day', 0, SATURDAY)).toBe(SATURDAY);
  });
});

describe('A day that people agreed on', () => {
  test('stays, with the unit it was counted in', () => {
    const agreed = { agreed: true, unit: 'day', dueOn: FRIDAY, provisional: true } as const;
    expect(limit(agreed)).toEqual({
      ...{ rule: 'T-OHL15-third', startedOn: TUESDAY, unit: 'day', dueOn: FRIDAY, provisional: true },
    });
  });
});

describe('A day set by hand', () => {
  const byHand = (change: Partial<Duty>) => limit({ byHand: true, unit: 'day', ...change });

  test('stays where it is earlier than the law asks, or just as late, as sure as it was', () => {
    const [early, last] = [FRIDAY, parseDate('2026-11-26')];
    expect(byHand({ dueOn: early, provisional: true })).toEqual({
      ...{ rule: 'T-OHL15-third', startedOn: TUESDAY, unit: 'institution-day' },
      ...{ dueOn: early, provisional: true },
    });
    expect(byHand({ dueOn: last, provisional: true })).toMatchObject({ dueOn: last, provisional: true });
  });

  test('never lies behind the day of the law, but may behind one that we set ourselves', () => {
    const later = { dueOn: parseDate('2026-12-01'), provisional: true } as const;
    expect(byHand(later)).toMatchObject({ dueOn: '2026-11-26', provisional: false });
    expect(byHand({ ...later, force: 'local' })).toMatchObject(later);
  });

  test('stays where the law gives none, or none was set', () => {
    const later = { byHand: true, dueOn: parseDate('2026-12-01') } as const;
    expect(limit(later, under({ 'T-OHL15-third': ['weekday', null] })).dueOn).toBe('2026-12-01');
    expect(byHand({ dueOn: null }).dueOn).toBeNull();
  });
});

describe('A clock that stood still', () => {
  test('is counted from the day it went on, in its own unit, and is sure', () => {
    const resumed = { resumed: { on: FRIDAY, left: 2 }, unit: 'day', provisional: true } as const;
    expect(limit(resumed)).toEqual({
      ...{ rule: 'T-OHL15-third', startedOn: TUESDAY, unit: 'day', dueOn: '2026-11-22', provisional: false },
    });
  });
});

describe('Every other limit', () => {
  test('is counted by its rule, in the unit of the rule', () => {
    expect(limit({ unit: 'day', dueOn: null, provisional: true })).toEqual({
      ...{ rule: 'T-OHL15-third', startedOn: TUESDAY, unit: 'institution-day' },
      ...{ dueOn: '2026-11-26', provisional: false },
    });
  });

  test('keeps its day where the rule gives no length', () => {
    const rules = under({ 'T-OHL15-third': ['weekday', null] });
    expect(limit({ dueOn: FRIDAY, provisional: true }, rules)).toEqual({
      ...{ rule: 'T-OHL15-third', startedOn: TUESDAY, unit: 'weekday', dueOn: FRIDAY, provisional: true },
    });
  });
});
