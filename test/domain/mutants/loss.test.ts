import { describe, expect, test } from '@jest/globals';
import { loseDecision, recordGap } from '../../../domain/loss.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import { refuse } from '../../../domain/refusals.js';
import type { CaseState } from '../../../domain/state.js';
import { actor, at, command, PEOPLE, SYSTEM, text } from '../lives/world.js';
import { instant } from '../../../domain/time/instant.js';
import { raised, type Road } from '../branches/support.js';

const NOW = instant(at('2026-11-20 10:00'));

function closed(): Road {
  return raised().give('curator', 'close-case', { reason: 'moved', told: [] });
}

function after(state: CaseState, events: readonly CaseEvent[]): CaseState {
  const folded = fold(events, state.caseId, state);
  if (!folded) throw new Error('no case');
  return folded;
}

function armed([event]: readonly CaseEvent[]) {
  return (event?.duties ?? []).map((line) => (line.op === 'arm' ? line.duty : line.op));
}

describe('A decision that was answered and is lost', () => {
  const given = ({ state, life, today }: Road, by = actor('teacher')) => {
    const lost = command(by, 'close-case', today, { reason: 'no-need', told: [] });
    return { lost, events: loseDecision(state, lost, refuse('case-not-open', 'OHL 20 §'), life.rules, NOW) };
  };

  test('is recorded under its own command, and a task for whoever gave it', () => {
    const road = raised();
    const { lost, events } = given(road);
    expect(events).toMatchObject([
      {
        type: 'decision-lost',
        seq: road.state.version + 1,
        at: NOW,
        happenedOn: '2026-11-20',
        commandId: lost.id,
        by: { personId: PEOPLE.teacher, side: 'school' },
        data: { lostCommandId: lost.id, refusal: 'case-not-open' },
      },
    ]);
    expect(armed(events)).toMatchObject([
      { rule: 'L-NEXT', ownerId: PEOPLE.teacher, side: 'school', bound: 'person', startedOn: '2026-11-20' },
    ]);
    expect(after(road.state, events).version).toBe(road.state.version + 1);
  });

  test('is no task where the case is closed, or where nobody in person gave it', () => {
    expect(armed(given(closed()).events)).toEqual([]);
    expect(armed(given(raised(), SYSTEM).events)).toEqual([]);
  });

  test('is a task in a case that only its acts keep alive', () => {
    const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
    const road = closed();
    expect(road.refused('teacher', 'report-child-welfare', { ...ACT, told: 'both' })).toBe('done');
    expect(road.state.status).toBe('aftercare');
    expect(armed(given(road).events)).toHaveLength(1);
  });
});

describe('Events that nothing holds any more', () => {
  test('are told by how many they are, and make whoever is responsible look the case through', () => {
    const { state, life } = raised();
    const events = recordGap(state, 3, life.rules, NOW);
    expect(events).toMatchObject([
      {
        type: 'gap-recorded',
        seq: state.version + 1,
        happenedOn: '2026-11-20',
        by: { personId: null, role: 'system', side: null },
        commandId: null,
        data: { missing: 3 },
      },
    ]);
    expect(armed(events)).toMatchObject([{ rule: 'L-NEXT', ownerId: PEOPLE.curator, bound: 'side' }]);
  });

  test('are told of a closed case, too, which owes nothing for it', () => {
    const { state, life } = closed();
    const events = recordGap(state, 1, life.rules, NOW);
    expect(events).toHaveLength(1);
    expect(armed(events)).toEqual([]);
  });
});
