import { describe, expect, test } from '@jest/globals';
import type { Duty, DutyChange } from '../../../domain/duties.js';
import { isOver, moved, recounted } from '../../../domain/duty-lines.js';
import type { Limit } from '../../../domain/limits.js';
import type { CompactRule, RuleId, Rules } from '../../../domain/rules.js';
import { parseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { raised } from '../branches/support.js';
import { at, rulesOn } from '../lives/world.js';

const RULES = rulesOn('2026-10-01');
const [START, DUE, DAY_AFTER] = ['2026-11-17', '2026-11-26', '2026-11-27'].map(parseDate) as [
  ...[CivilDate, CivilDate, CivilDate],
];
const THIRD = 'T-OHL15-third';
const NOW = instant(at('2026-11-17 09:00'));
/** The promise is past, whether it was kept or not. */
const LONG_AFTER = instant(at('2026-12-14 09:00'));

/** The discussion of the sample case, open and due on 26 November by seven school days, otherwise than it is. */
function promise(change: Partial<Duty> = {}): Duty {
  const [first] = raised().state.duties;
  if (!first) throw new Error('a concern begins a clock');
  return { ...first, ...change };
}

/** The same, kept on the day it was asked for. */
const kept = (change: Partial<Duty> = {}) =>
  promise({ ...{ status: 'done', doneOn: START, kept: true, rung: null }, ...change });

function under(lengths: Partial<Record<RuleId, CompactRule>>): Rules {
  return { ...RULES, duties: { ...RULES.duties, ...lengths } };
}

const schoolDays = (length: number): CompactRule => ({
  unit: 'institution-day',
  length,
  ladder: 'standard',
});
const LONGER = under({ [THIRD]: schoolDays(9) });
/** An act that says "without delay". */
const WITHOUT_DAY = under({ [THIRD]: { ladder: 'standard' } });
/** Nobody is reminded. */
const SILENT = under({ [THIRD]: { ...schoolDays(7), ladder: 'none' } });
/** No school day is decided. */
const UNSURE: Rules = { ...RULES, calendar: { ...RULES.calendar, schoolDays: [], publishedUntil: 0 } };

/** The line by which it is moved; null: nothing is written. */
function move(line: DutyChange | null): Extract<DutyChange, { op: 'move' }> | null {
  if (line !== null && line.op !== 'move') throw new Error(`not moved: ${line.op}`);
  return line;
}

test('A limit is over at the instant that ends its last day, and what another owes makes nobody late', () => {
  const end = instant(at('2026-11-27 00:00'));
  expect(isOver({ kind: 'discussion' }, end, instant(end - 1))).toBe(false);
  expect(isOver({ kind: 'discussion' }, end, end)).toBe(true);
  expect(isOver({ kind: 'expected-decision' }, end, end)).toBe(false);
});

describe('A promise that is counted anew before core 3', () => {
  const anew = (duty: Duty, rules = RULES, keptOn: Duty['doneOn'] = null, rule: RuleId = THIRD, now = NOW) =>
    move(moved(duty, rule, START, rules, keptOn, now));

  test('stays where a person set its day, until it is another clock', () => {
    const set = promise({ dueOn: parseDate('2026-11-20'), dueAt: NOW, byHand: true });
    expect(anew(set, LONGER)).toBeNull();
    expect(anew(set, LONGER, null, 'T-OHL15-urgent')).toMatchObject({ to: { dueOn: '2026-11-18' } });
  });

  test('is not moved while it stands still', () => {
    expect(anew(promise({ status: 'paused', rung: null }), LONGER)).toBeNull();
    expect(anew(promise(), LONGER)).toMatchObject({ to: { dueOn: '2026-11-30' } });
  });

  test('keeps the day that people agreed on where the rule has no length', () => {
    expect(anew(promise(), WITHOUT_DAY)).toBeNull();
  });

  test('is written anew for another day, another sureness or another rule, and for nothing else', () => {
    expect(anew(kept(), LONGER)).toMatchObject({ rule: THIRD, to: { dueOn: '2026-11-30' } });
    expect(anew(kept(), UNSURE)).toMatchObject({ to: { dueOn: DUE, provisional: true } });
    expect(anew(kept(), RULES, null, 'T-OHL15-7')).toMatchObject({ rule: 'T-OHL15-7', to: { dueOn: DUE } });
    expect(anew(kept())).toBeNull();
    expect(anew(promise())).toBeNull();
    expect(anew(promise({ rung: null }), SILENT)).toBeNull();
  });

  test('is reminded of anew where another ladder reminds otherwise, or nobody any more', () => {
    expect(anew(promise(), SILENT)).toMatchObject({ to: { dueOn: DUE }, rung: null });
    expect(anew(promise({ rung: null }))?.rung).toEqual(promise().rung);
  });

  test('is measured once it was ended, up to and including its new last day', () => {
    expect(anew(kept(), LONGER, parseDate('2026-11-30'))?.kept).toBe(true);
    expect(anew(kept(), LONGER, parseDate('2026-12-01'))?.kept).toBe(false);
    expect(anew(kept(), LONGER, null)?.kept).toBe(true);
    expect(anew(promise(), LONGER, START)?.kept).toBeNull();
  });

  test('stays kept where the law gives no day to measure it by', () => {
    const undated = kept({ rule: 'T-OHL15-7', dueOn: null, dueAt: null });
    expect(anew(undated, WITHOUT_DAY, DAY_AFTER)).toMatchObject({ to: { dueOn: null }, kept: true });
  });

  test('is late only while it is open', () => {
    const lateness = (duty: Duty) => anew(duty, LONGER, null, THIRD, LONG_AFTER)?.late;
    expect([lateness(promise()), lateness(kept())]).toEqual([true, false]);
  });
});

describe('A promise that is given another limit since core 3', () => {
  const limit = (change: Partial<Limit> = {}): Limit => ({
    ...{ rule: THIRD, unit: 'institution-day', startedOn: START, dueOn: DUE, provisional: false },
    ...change,
  });
  const anew = (duty: Duty, change: Partial<Limit> = {}, keptOn: Duty['doneOn'] = null) =>
    move(recounted(duty, limit(change), RULES, keptOn, NOW));

  test('is written anew for another rule or another unit that ends on the same day', () => {
    expect(anew(kept(), { rule: 'T-OHL15-7' })).toMatchObject({ rule: 'T-OHL15-7', to: { dueOn: DUE } });
    expect(anew(kept(), { unit: 'weekday' })).toMatchObject({ unit: 'weekday', to: { dueOn: DUE } });
    expect(anew(kept())).toBeNull();
  });

  test('is not moved while it stands still', () => {
    const later = { dueOn: DAY_AFTER };
    expect(anew(promise({ status: 'paused', rung: null }), later)).toBeNull();
    expect(anew(promise(), later)).toMatchObject({ to: later });
  });

  test('is measured once it was ended, where there are days to measure it by', () => {
    expect(anew(kept(), { dueOn: DAY_AFTER }, DAY_AFTER)?.kept).toBe(true);
    expect(anew(kept(), { dueOn: START }, DAY_AFTER)?.kept).toBe(false);
    expect(anew(kept(), { dueOn: DAY_AFTER })?.kept).toBe(true);
    expect(anew(kept(), { dueOn: null }, DAY_AFTER)?.kept).toBe(true);
    expect(anew(promise(), { dueOn: DAY_AFTER }, START)?.kept).toBeNull();
  });

  test('says that a person set its day only where it became another clock', () => {
    const sooner = { dueOn: parseDate('2026-11-20') };
    expect(anew(promise(), { ...sooner, rule: 'T-OHL15-urgent', byHand: true })?.byHand).toBe(true);
    expect(anew(promise(), { ...sooner, byHand: true })).not.toHaveProperty('byHand');
    expect(anew(promise(), { ...sooner, rule: 'T-OHL15-urgent' })).not.toHaveProperty('byHand');
  });
});
