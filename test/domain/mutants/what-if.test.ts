import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import type { Rules } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { after, DAY, instant, MINUTE } from '../../../domain/time/instant.js';
import { REMINDER_DAYS, shiftBetween, whatIf } from '../../../domain/what-if.js';
import { raised, withGroup, type Road } from '../branches/support.js';
import { at, PEOPLE } from '../lives/world.js';

const NOW = instant(at('2026-11-20 12:00'));
const CASE = raised().state;

/** A promise of the sample case, otherwise than it is. */
function promise(change: Partial<Duty> = {}): Duty {
  const [first] = CASE.duties;
  if (!first) throw new Error('a concern begins a clock');
  return { ...first, ...change };
}

/** The end of a day, and the day. */
function due(day: string): Pick<Duty, 'dueOn' | 'dueAt'> {
  return { dueOn: parseDate(day), dueAt: instant(at(`${day} 23:59`) + MINUTE) };
}

function owing(...duties: readonly Duty[]): CaseState {
  return { ...CASE, duties };
}

/** What moved of one promise. */
function shift(before: Partial<Duty>, then: Partial<Duty>) {
  return shiftBetween(owing(promise(before)), owing(promise(then)), NOW);
}

describe('What moved between two states of a case', () => {
  const [soon, later] = [due('2026-11-24'), due('2026-11-30')];

  test('is each promise whose day is another, with both days', () => {
    const { dutyId, kind, rule, side } = { ...promise(), dutyId: promise().id };
    expect(shift(soon, later).moved).toEqual([
      {
        ...{ dutyId, kind, rule, side, newlyLate: false },
        before: { ...soon, provisional: false, late: false },
        after: { ...later, provisional: false, late: false },
      },
    ]);
  });

  test('is a day that becomes certain, or uncertain, too, and a moment of the same day', () => {
    expect(shift({ ...soon, provisional: true }, soon).moved).toHaveLength(1);
    expect(shift(soon, { ...soon, dueAt: instant(at('2026-11-24 12:00')) }).moved).toHaveLength(1);
    expect(shift(soon, { ...soon, dueOn: parseDate('2026-11-25') }).moved).toHaveLength(1);
    expect(shift(soon, soon).moved).toEqual([]);
  });

  test('is nothing that was ended before, ends, or begins', () => {
    expect(shift({ ...soon, status: 'done' }, later).moved).toEqual([]);
    expect(shift(soon, { ...later, status: 'cancelled' }).moved).toEqual([]);
    expect(shift({ ...soon, status: 'done' }, { ...later, status: 'done' }).moved).toEqual([]);
    expect(shiftBetween(owing(), owing(promise(later)), NOW).moved).toEqual([]);
  });
});

describe('A promise is newly late', () => {
  const [past, ahead] = [due('2026-11-19'), due('2026-11-24')];
  const lateness = (before: Partial<Duty>, then: Partial<Duty>) => {
    const { moved, newlyLate } = shift(before, then);
    return [moved[0]?.before.late, moved[0]?.after.late, moved[0]?.newlyLate, newlyLate];
  };

  test('when its new day has passed and the old one has not, noticed or not', () => {
    expect(lateness(ahead, past)).toEqual([false, true, true, true]);
    expect(lateness(past, ahead)).toEqual([true, false, false, false]);
    expect(lateness(due('2026-11-18'), past)).toEqual([true, true, false, false]);
    expect(lateness(ahead, due('2026-11-25'))).toEqual([false, false, false, false]);
    expect(lateness({ ...ahead, late: true }, past)).toEqual([true, true, false, false]);
  });

  test('at the very end of its day, and never without a day', () => {
    const ends = { dueOn: parseDate('2026-11-20'), dueAt: NOW };
    expect(lateness(ahead, ends)).toEqual([false, true, true, true]);
    expect(lateness(ahead, { ...ends, dueAt: after(NOW, MINUTE) })).toEqual([false, false, false, false]);
    expect(lateness(ahead, { dueOn: null, dueAt: null })).toEqual([false, false, false, false]);
  });

  test('makes the case newly late, also when another promise moved without being so', () => {
    const [a, b] = [promise({ id: 'd1' }), promise({ id: 'd2' })];
    const both = shiftBetween(
      owing({ ...a, ...ahead }, { ...b, ...ahead }),
      owing({ ...a, ...past }, { ...b, ...due('2026-11-30') }),
      NOW,
    );
    expect(both.moved.map((it) => it.newlyLate)).toEqual([true, false]);
    expect(both.newlyLate).toBe(true);
  });
});

describe('The earliest day of a case', () => {
  const days = (...changes: readonly Partial<Duty>[]) =>
    shiftBetween(owing(), owing(...changes.map((it) => promise(it))), NOW).next;
  const [first, second] = [due('2026-11-24'), due('2026-11-30')];

  test('is that of an open promise, in whatever order they stand', () => {
    expect(days(first, second)).toEqual({ before: null, after: '2026-11-24' });
    expect(days(second, first, second).after).toBe('2026-11-24');
    expect(shiftBetween(owing(promise(second)), owing(promise(first)), NOW).next).toEqual({
      ...{ before: '2026-11-30', after: '2026-11-24' },
    });
  });

  test('is none that was ended, stands still or has no day', () => {
    const ended = { ...first, status: 'done' as const };
    expect(days(ended, second).after).toBe('2026-11-30');
    expect(days({ ...first, status: 'paused' }, second).after).toBe('2026-11-30');
    expect(days({ dueOn: null, dueAt: null }, second).after).toBe('2026-11-30');
    expect(days(second, { dueOn: null, dueAt: null }).after).toBe('2026-11-30');
    expect(days(ended, { dueOn: null, dueAt: null }).after).toBeNull();
  });
});

describe('Reminders beyond those that would have gone', () => {
  /** The discussion, due on the 26th, after another number of school days. */
  function under(rules: Rules, length: number): Rules {
    const known = rules.duties['T-OHL15-third'];
    if (!known) throw new Error('no such rule');
    const duties = { ...rules.duties, 'T-OHL15-third': { ...known, length } };
    return { ...rules, id: 'f'.repeat(32), duties };
  }

  function extra(road: Road, length: number) {
    const { rules, now } = road.life;
    const asked = { state: road.state, rules, candidate: under(rules, length), now };
    const foreseen = whatIf({ ...asked, mode: 'recompute' });
    if (!foreseen.ok) throw new Error(foreseen.code);
    return foreseen.extra;
  }

  test('are told for each receiver, and not at all where nothing changes', () => {
    expect(extra(raised(), 7)).toEqual([]);
    // Due on 1.12. and not on 26.11., so that by 1.12. neither coordinator nor supervisor hears of it as they would have.
    expect(extra(raised(), 10)).toEqual([
      { ownerId: null, to: 'coordinator', side: 'county', count: -1 },
      { ownerId: null, to: 'supervisor', side: 'county', count: -1 },
    ]);
  });

  test('go to the owner of a promise whose employer is not party to the case', () => {
    const road = raised();
    road.life.state = { ...road.state, responsible: { school: PEOPLE.teacher } };
    expect(extra(road, 10)).toEqual([{ ownerId: PEOPLE.curator, to: 'owner', side: 'county', count: -2 }]);
  });

  test('are told apart by owner: one may get more, another fewer', () => {
    const road = raised();
    const [mine] = road.state.duties;
    if (!mine) throw new Error('a concern begins a clock');
    const theirs = { ...mine, id: 'd2', ownerId: PEOPLE.colleague };
    road.life.state = { ...road.state, duties: [mine, theirs] };
    const rows = extra(road, 12).filter((it) => it.to === 'owner');
    expect(rows.map((it) => it.ownerId)).toEqual([PEOPLE.curator, PEOPLE.colleague]);
    expect(rows.map((it) => it.count)).toEqual([-2, -2]);
  });

  test('are counted up to and including the last moment of the two weeks', () => {
    const road = raised();
    const [mine] = road.state.duties;
    if (!mine) throw new Error('a concern begins a clock');
    const last = after(road.life.now, REMINDER_DAYS * DAY);
    const rung = { index: 4, to: 'supervisor', at: last } as const;
    const waits = (moment: typeof last) => {
      road.life.state = { ...road.state, duties: [{ ...mine, rung: { ...rung, at: moment } }] };
      return extra(road, 10).find((it) => it.to === 'supervisor')?.count;
    };
    expect(waits(last)).toBe(-1);
    expect(waits(after(last, MINUTE))).toBeUndefined();
  });
});

describe('What a roll-out would do', () => {
  test('is asked of the case as it is, never of a moment before its last event', () => {
    const road = withGroup();
    const { state } = road;
    const asked = { state, rules: road.life.rules, mode: 'keep' as const };
    const candidate = { ...road.life.rules, id: 'f'.repeat(32) };
    const foreseen = whatIf({ ...asked, candidate, now: after(state.lastAt, -DAY) });
    expect(foreseen).toMatchObject({ ok: true, becomes: { lastAt: state.lastAt, rulesId: candidate.id } });
  });
});
