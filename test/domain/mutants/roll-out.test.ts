import { describe, expect, test } from '@jest/globals';
import type { Duty, NextRung } from '../../../domain/duties.js';
import { asId, type CommandId } from '../../../domain/ids.js';
import type { Rules } from '../../../domain/rules.js';
import { after, DAY, instant } from '../../../domain/time/instant.js';
import { adoption, REMINDER_DAYS, whatIf } from '../../../domain/what-if.js';
import { raised, type Road } from '../branches/support.js';
import { at, PEOPLE } from '../lives/world.js';

const ID = asId<CommandId>('00000004-0000-4000-8000-00000000ffff');

/** The same rules under another name, by which nobody is reminded of a discussion any more. */
function silent(rules: Rules): Rules {
  const known = rules.duties['T-OHL15-third'];
  if (!known) throw new Error('no such rule');
  const duties = { ...rules.duties, 'T-OHL15-third': { ...known, ladder: 'none' } };
  return { ...rules, id: 'f'.repeat(32), duties };
}

/** The reminders that nobody would get any more, of promises that are as these say. */
function spared(road: Road, ...changes: readonly Partial<Duty>[]) {
  const [first] = road.state.duties;
  if (!first) throw new Error('a concern begins a clock');
  const duties = changes.map((change, n): Duty => ({ ...first, id: `d${n + 1}`, ...change }));
  const state = { ...road.state, duties };
  const { rules, now } = road.life;
  const foreseen = whatIf({ state, rules, candidate: silent(rules), mode: 'recompute', now });
  if (!foreseen.ok) throw new Error(foreseen.code);
  return foreseen.extra;
}

describe('A roll-out', () => {
  test('is a command of the service itself, on the local day on which it is asked', () => {
    const road = raised();
    const { caseId, rules } = road.life;
    const late = instant(at('2026-11-18 00:30'));
    expect(adoption({ id: ID, caseId, rules, mode: 'earlier', at: late })).toEqual({
      ...{ v: 1, id: ID, caseId, type: 'adopt-rules', receivedAt: late, happenedOn: '2026-11-18' },
      actor: { personId: null, roles: [], kind: 'system' },
      ...{ named: {}, data: { rules, mode: 'earlier' } },
    });
  });

  test('looks two weeks ahead', () => {
    expect(REMINDER_DAYS).toBe(14);
  });
});

describe('Reminders that would not go any more', () => {
  /** The last one of the ladder by the end of the two weeks: no other follows in that time. */
  const last = (road: Road, to: NextRung['to'] = 'supervisor'): Partial<Duty> => ({
    rung: { index: 9, to, at: after(road.life.now, REMINDER_DAYS * DAY) },
  });

  test('are told apart by the employer at which they climb', () => {
    const road = raised();
    const rows = spared(road, last(road), { ...last(road), side: 'school' }, last(road));
    expect(rows).toEqual([
      { ownerId: null, to: 'supervisor', side: 'county', count: -2 },
      { ownerId: null, to: 'supervisor', side: 'school', count: -1 },
    ]);
  });

  test('are told apart by the post to which they climb, and by owner where they go to one', () => {
    const road = raised();
    const rows = spared(...([road, last(road, 'coordinator'), last(road), last(road, 'owner')] as const), {
      ...last(road, 'owner'),
      ownerId: PEOPLE.nurse,
    });
    expect(rows).toEqual([
      { ownerId: null, to: 'coordinator', side: 'county', count: -1 },
      { ownerId: null, to: 'supervisor', side: 'county', count: -1 },
      { ownerId: PEOPLE.curator, to: 'owner', side: 'county', count: -1 },
      { ownerId: PEOPLE.nurse, to: 'owner', side: 'county', count: -1 },
    ]);
  });

  test('are none of a promise that is ended, stands still, or has no rung left', () => {
    const road = raised();
    const over = (['done', 'cancelled', 'paused'] as const).map((status) => ({ ...last(road), status }));
    expect(spared(road, ...over, { rung: null })).toEqual([]);
  });

  test('are each of the ladder in turn, up to the end of the two weeks', () => {
    const road = raised();
    // Due on 26.11.: two days before, the day before and on the day to the owner, and one each above by 1.12.
    expect(spared(road, {})).toEqual([
      { ownerId: PEOPLE.curator, to: 'owner', side: 'county', count: -3 },
      { ownerId: null, to: 'coordinator', side: 'county', count: -1 },
      { ownerId: null, to: 'supervisor', side: 'county', count: -1 },
    ]);
  });
});
