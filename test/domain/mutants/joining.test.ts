import { describe, expect, test } from '@jest/globals';
import { concern, family, MOTHER, raised, Road } from '../branches/support.js';
import { PEOPLE } from '../lives/world.js';

const ALONE = { responsible: { county: PEOPLE.curator } } as const;
const OWN = { ...ALONE, source: 'learner', discussedWith: [] } as const;

/** The school hears of it; the guardians whom it then owes a word, by the rule it owes it by. */
function toldOnJoining(road: Road) {
  road.give('curator', 'join-side', {
    ...{ side: 'school', responsibleId: PEOPLE.teacher, ground: 'learner-agrees' },
  });
  return road.owed('tell-guardian').map(({ rule, about }) => [rule, about?.id ?? null]);
}

describe('A school that joins', () => {
  test('tells the only guardian, too, of violence that the learner had brought alone', () => {
    const guardians = family().guardians.filter(({ personId }) => personId === MOTHER);
    const road = raised({ ...OWN, topic: 'bullying', family: family({ guardians }) });
    expect(toldOnJoining(road)).toEqual([['W-POL29-guardian', MOTHER]]);
  });

  test('tells whoever represents a learner of whose family the directory says nothing', () => {
    const { family: _, ...unknown } = concern({ ...OWN, topic: 'violence' });
    const road = new Road().give('curator', 'raise-concern', unknown);
    expect(toldOnJoining(road)).toEqual([['W-POL29-guardian', null]]);
  });

  test('tells nobody where the directory knows the family, and nobody in it has custody', () => {
    const road = raised({ ...OWN, topic: 'violence', family: family({ guardians: [] }) });
    expect(toldOnJoining(road)).toEqual([]);
  });

  test('does not tell of absences what staff of the county had talked over at home before', () => {
    const road = raised({ ...ALONE, source: 'staff', topic: 'absence' });
    expect(toldOnJoining(road)).toEqual([]);
  });

  test('finds out the causes of absences, once, also where staff of the county had brought them', () => {
    const alone = raised({ ...ALONE, source: 'staff', topic: 'absence' });
    expect(alone.owed('absence-causes')).toEqual([]);
    toldOnJoining(alone);
    expect(alone.owed('absence-causes')).toMatchObject([{ ownerId: PEOPLE.teacher, side: 'school' }]);
    const other = raised({ ...ALONE, source: 'staff', topic: 'wellbeing' });
    toldOnJoining(other);
    expect(other.owed('absence-causes')).toEqual([]);
  });
});
