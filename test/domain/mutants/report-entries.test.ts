import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { heldGroup, MOTHER, raised, type Road } from '../branches/support.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';

type Entry = CommandData['write-entry'];

const write = (road: Road, part: Entry['part'], change: Partial<Entry> = {}) =>
  road.give('nurse', 'write-entry', { part, text: text(), ...change });
const entries = (road: Road) => road.state.annex?.entries ?? [];
const begun = (core: number, road: Road): Road => {
  road.life.state = { ...road.state, core };
  return road;
};
/** From now on the report lives there. */
function moved(road: Road, to: 'wilma' | 'here'): Road {
  const { reportHome: _before, ...rules } = road.life.rules;
  const home = to === 'wilma' ? { reportHome: to } : {};
  const id = (to === 'wilma' ? 'e' : 'f').repeat(32);
  return road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id, ...home } });
}

describe('An entry of the report', () => {
  test('of how the matter was handled is about the last meeting; any other is about none', () => {
    const road = write(write(heldGroup(), 'handling'), 'note');
    write(road, 'support');
    expect(entries(road).map(({ part, meetingId }) => [part, meetingId])).toEqual([
      ['handling', 'k1'],
      ['note', null],
      ['support', null],
    ]);
  });

  test('names no meeting by itself before the fourth release, and does in it', () => {
    const meetingOf = (core: number) => entries(write(begun(core, heldGroup()), 'handling'))[0]?.meetingId;
    expect([meetingOf(3), meetingOf(4)]).toEqual([null, 'k1']);
  });

  test('is about a meeting of this case', () => {
    const road = heldGroup();
    const about = (meetingId: string) =>
      road.refused('nurse', 'write-entry', { part: 'handling', text: text(), meetingId });
    expect(about('k9')).toBe('no-open-meeting');
    expect(about('k1')).toBe('done');
  });

  test('that makes the report whole ends what was owed of it, on that day', () => {
    const road = heldGroup().until('2026-11-19 10:00');
    for (const part of ['assessments', 'support', 'handling'] as const) write(road, part);
    const [parts] = road.state.duties.filter((it) => it.kind === 'report-parts');
    expect(parts).toMatchObject({ status: 'done', doneOn: '2026-11-19', kept: true });
  });
});

describe('A correction of the report', () => {
  const correct = (road: Road, entryId: string) =>
    road.refused('nurse', 'correct-entry', { entryId, text: text(2) });

  test('is of any entry that is there, and of none that is not', () => {
    const road = write(write(heldGroup(), 'note'), 'support');
    expect(correct(road, 'e9')).toBe('unknown-entry');
    expect(correct(road, 'e1')).toBe('done');
    expect(correct(road, 'e2')).toBe('done');
    expect(entries(road).map(({ corrects }) => corrects)).toEqual([null, null, 'e1', 'e2']);
  });

  test('is written where the report lives: not here once it lives in Wilma', () => {
    const road = moved(write(heldGroup(), 'note'), 'wilma');
    expect(correct(road, 'e1')).toBe('report-lives-in-wilma');
    expect(entries(road)).toHaveLength(1);
  });

  test('has no words to correct where the entry only says where they are', () => {
    const road = moved(write(heldGroup(), 'note'), 'wilma');
    road.give('nurse', 'write-entry', { part: 'support', reference: 'W-1' });
    moved(road, 'here');
    expect(correct(road, 'e2')).toBe('unknown-entry');
    expect(correct(road, 'e1')).toBe('done');
  });
});

describe('Entries are published', () => {
  const publish = (road: Road, ...entryIds: string[]) =>
    road.refused('nurse', 'publish-entries', { entryIds, toIds: [LEARNER] });

  test('that are there, all of them, and at least one', () => {
    const road = write(write(heldGroup(), 'note'), 'support');
    expect(publish(road)).toBe('unknown-entry');
    expect(publish(road, 'e1', 'e9')).toBe('unknown-entry');
    expect(publish(road, 'e9')).toBe('unknown-entry');
    expect(publish(road, 'e1', 'e2')).toBe('done');
  });

  test('and only those: what was not published is to be read by nobody of the family', () => {
    const road = write(write(heldGroup(), 'note'), 'support');
    road.give('nurse', 'publish-entries', { entryIds: ['e2'], toIds: [MOTHER] });
    expect(entries(road).map(({ publishedTo }) => publishedTo)).toEqual([[], [MOTHER]]);
  });
});

describe('What is to be done together', () => {
  const divide = (road: Road, ...sides: readonly ('school' | 'county')[]) =>
    road.refused('curator', 'divide-responsibilities', {
      tasks: sides.map((side) => ({
        ...({ task: 'invites-network', side } as const),
        personId: side === 'school' ? PEOPLE.teacher : PEOPLE.curator,
      })),
    });

  test('is divided among those who know of the case: one task for another is one too many', () => {
    const secret = () =>
      raised({ source: 'learner', discussedWith: [], responsible: { county: PEOPLE.curator } });
    expect(divide(secret(), 'county', 'school')).toBe('side-not-party');
    expect(divide(secret(), 'school')).toBe('side-not-party');
    expect(divide(secret(), 'county')).toBe('done');
    expect(divide(raised(), 'county', 'school')).toBe('done');
  });
});
