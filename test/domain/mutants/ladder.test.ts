import { describe, expect, test } from '@jest/globals';
import type { NextRung } from '../../../domain/duties.js';
import {
  nextRung,
  preparedAt,
  reachedRung,
  sameLadder,
  spreadMinutes,
  type Climber,
} from '../../../domain/ladder.js';
import type { Ladder, Rules, Rung } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { at, rulesOn } from '../lives/world.js';

const RULES = rulesOn('2026-10-01');
const when = (local: string) => instant(at(local));
const rung = (index: number, to: NextRung['to'], local: string): NextRung => ({ index, to, at: when(local) });

/** Due on Thursday 26.11.; its rungs are on the 24th to the 27th and on Monday the 30th. */
const talk: Climber = {
  ...{ rule: 'T-OHL15-7', unit: 'institution-day' },
  ...{ startedOn: parseDate('2026-11-17'), dueOn: parseDate('2026-11-26') },
};
const urgent: Climber = {
  ...{ rule: 'T-OHL15-urgent', unit: 'weekday' },
  ...{ startedOn: parseDate('2026-11-17'), dueOn: parseDate('2026-11-18') },
};

/** The sample rules with other rungs for every duty. */
function under(rungs: readonly Rung[]): Rules {
  const ladder: Ladder = { rungs, repeat: { to: 'supervisor', everyDays: 5 } };
  return { ...RULES, ladders: { standard: ladder } };
}

describe('The next rung of a ladder', () => {
  test.each([
    ['lies ahead', 0, '2026-11-17 09:00', rung(0, 'owner', '2026-11-24 08:00')],
    ['goes out on its minute', 0, '2026-11-24 08:00', rung(0, 'owner', '2026-11-24 08:00')],
    [
      'gives way to that of the next morning when it was missed',
      ...([0, '2026-11-24 08:01', rung(1, 'owner', '2026-11-25 08:00')] as const),
    ],
    [
      'gives way to that of the same morning when there is still time',
      ...([0, '2026-11-27 07:59', rung(3, 'coordinator', '2026-11-27 08:00')] as const),
    ],
    [
      'is the highest of those missed, on the next morning that counts',
      ...([0, '2026-11-28 12:00', rung(4, 'supervisor', '2026-11-30 08:00')] as const),
    ],
    [
      'goes out late when all were missed',
      ...([0, '2026-12-01 07:30', rung(4, 'supervisor', '2026-12-01 08:00')] as const),
    ],
    [
      'goes out on the morning after when the mail hour has struck',
      ...([0, '2026-12-01 08:00', rung(4, 'supervisor', '2026-12-02 08:00')] as const),
    ],
    [
      'is the repeating one after the last',
      ...([5, '2026-11-30 08:00', rung(5, 'supervisor', '2026-12-07 08:00')] as const),
    ],
    [
      'is the repeating one again, for as long as the duty is open',
      ...([9, '2026-12-07 08:00', rung(9, 'supervisor', '2026-12-14 08:00')] as const),
    ],
  ] as const)('%s', (_name, index, now, next) => {
    expect(nextRung(RULES, talk, index, when(now))).toEqual(next);
  });

  test.each([
    [0, '2026-11-17 14:30', rung(0, 'owner', '2026-11-17 14:30')],
    [1, '2026-11-17 14:30', rung(1, 'coordinator', '2026-11-18 10:30')],
    [2, '2026-11-18 10:30', rung(2, 'supervisor', '2026-11-19 08:00')],
    [2, '2026-11-19 09:00', rung(2, 'supervisor', '2026-11-20 08:00')],
  ] as const)(
    'of an urgent duty has its own moment until the limit has passed: rung %i',
    (index, now, next) => {
      expect(nextRung(RULES, urgent, index, when(now))).toEqual(next);
    },
  );

  test('of a duty without delay counts from its beginning', () => {
    const ageless = { ...talk, dueOn: null };
    expect(nextRung(RULES, ageless, 3, when('2026-11-17 09:00'))).toEqual(
      rung(3, 'coordinator', '2026-11-18 08:00'),
    );
  });

  test('is not one with a moment of its own when a morning was missed', () => {
    const rules = under([
      { to: 'owner', at: { from: 'due', days: -2 } },
      { to: 'coordinator', at: { from: 'office', hours: 4 } },
      { to: 'supervisor', at: { from: 'due', days: -1 } },
    ]);
    expect(nextRung(rules, talk, 0, when('2026-11-26 12:00'))).toEqual(rung(0, 'owner', '2026-11-27 08:00'));
  });

  test('is none where the rules know no ladder for the duty', () => {
    expect(nextRung({ ...RULES, ladders: {} }, talk, 0, when('2026-11-17 09:00'))).toBeNull();
  });
});

describe('A rung whose moment has come', () => {
  const armed = rung(0, 'owner', '2026-11-24 08:00');

  test('goes out as it was armed, up to an hour late', () => {
    expect(reachedRung(RULES, talk, armed, when('2026-11-24 08:00'))).toBe(armed);
    expect(reachedRung(RULES, talk, armed, when('2026-11-24 09:00'))).toBe(armed);
  });

  test('has been swallowed after more than an hour: the next one counts', () => {
    const next = rung(1, 'owner', '2026-11-25 08:00');
    expect(reachedRung(RULES, talk, armed, when('2026-11-24 09:01'))).toEqual(next);
    expect(reachedRung({ ...RULES, ladders: {} }, talk, armed, when('2026-11-24 09:01'))).toBe(armed);
  });

  test('of an urgent duty is never swallowed', () => {
    const own = rung(1, 'coordinator', '2026-11-18 10:30');
    expect(reachedRung(RULES, urgent, own, when('2026-11-18 15:00'))).toBe(own);
  });
});

describe('The mail of a rung', () => {
  test.each([
    ['00000000', 1],
    ['003a0000', 59],
    ['003bffff', 1],
    ['003c0000', 2],
  ])('is spread over an hour by the id of the case: %s', (id, minutes) => {
    expect(spreadMinutes(id)).toBe(minutes);
  });

  test('is written ahead of a morning, and at once for a moment of its own', () => {
    expect(preparedAt('00090000', RULES, rung(0, 'owner', '2026-11-24 08:00'))).toBe(
      when('2026-11-24 07:50'),
    );
    expect(preparedAt('00090000', RULES, rung(1, 'owner', '2026-11-24 10:30'))).toBe(
      when('2026-11-24 10:30'),
    );
  });
});

describe('Two ladders remind alike', () => {
  const due: Rung = { to: 'owner', at: { from: 'due', days: 1 } };
  const office: Rung = { to: 'coordinator', at: { from: 'office', hours: 4 } };
  const armed: Rung = { to: 'owner', at: { from: 'armed' } };
  const repeat = { to: 'supervisor', everyDays: 5 } as const;
  const ladder: Ladder = { rungs: [armed, office, due], repeat };

  test('when they say the same, in whatever order of words', () => {
    const again: Ladder = {
      repeat: { everyDays: 5, to: 'supervisor' },
      rungs: [
        { at: { from: 'armed' }, to: 'owner' },
        { at: { hours: 4, from: 'office' }, to: 'coordinator' },
        { at: { days: 1, from: 'due' }, to: 'owner' },
      ],
    };
    expect(sameLadder(ladder, again)).toBe(true);
    expect(sameLadder(null, null)).toBe(true);
  });

  test.each([
    ['one of them is none', null],
    ['one has a rung more', { rungs: [armed, office, due, due], repeat }],
    ['one has a rung less', { rungs: [armed, office], repeat }],
    ['the rungs come in another order', { rungs: [armed, due, office], repeat }],
    ['a rung goes to somebody else', { rungs: [armed, office, { ...due, to: 'supervisor' }], repeat }],
    [
      'a rung goes on another day',
      { rungs: [armed, office, { ...due, at: { from: 'due', days: 2 } }], repeat },
    ],
    [
      'a rung goes after other hours',
      { rungs: [armed, { ...office, at: { from: 'office', hours: 5 } }, due], repeat },
    ],
    ['a rung waits that went at once', { rungs: [due, office, due], repeat }],
    ['a rung goes at once that waited', { rungs: [armed, office, armed], repeat }],
    [
      'a rung goes on a morning that went in office hours',
      { rungs: [armed, { ...office, at: { from: 'due', days: 4 } }, due], repeat },
    ],
    ['the last goes to somebody else', { rungs: [armed, office, due], repeat: { ...repeat, to: 'owner' } }],
    ['the last comes more often', { rungs: [armed, office, due], repeat: { ...repeat, everyDays: 1 } }],
  ] satisfies [string, Ladder | null][])('and not when %s', (_name, other) => {
    expect(sameLadder(ladder, other)).toBe(false);
    expect(sameLadder(other, ladder)).toBe(false);
  });
});
