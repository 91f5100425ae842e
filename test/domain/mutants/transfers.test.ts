import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, FATHER, MOTHER, PARENT, raised, type Road } from '../branches/support.js';
import { LEARNER, OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text } from '../lives/world.js';

type Raised = NonNullable<Parameters<typeof raised>[0]>;

const PLAN = { kind: 'school', movesOn: parseDate('2027-01-07'), toUnitId: OTHER_SCHOOL } as const;
const yes = { transferId: 'r1', answer: 'given', items: ['report'], way: 'signed' } as const;
const learner = { ...yes, by: LEARNER, byRole: 'learner' } as const;
const mother = { ...yes, by: MOTHER, byRole: 'guardian' } as const;
const stays = { transferId: 'r1', reason: 'not-moving' } as const;
const planned = (road: Road) => road.give('curator', 'plan-transfer', PLAN);
const moving = (change: Raised = {}) => planned(raised(change));
const says = (road: Road, data: typeof learner | typeof mother) =>
  road.refused('curator', 'record-transfer-consent', data);
const sent = (road: Road, transferId = 'r1') =>
  road
    .give('curator', 'record-transfer-consent', { ...learner, transferId })
    .give('curator', 'send-package', { transferId, package: 'welfare' });
/** The same case, begun under an earlier release: it goes on by the rules of that. */
function begun(core: number, road: Road): Road {
  road.life.state = { ...road.state, core };
  return road;
}
/** The directory says that the learner goes to another school. */
function left(road: Road): Road {
  const surroundings = {
    schoolId: OTHER_SCHOOL,
    enrolledUntil: null,
    classCode: '7b',
    languages: [],
    gone: [],
  };
  const holders = { county: PEOPLE.countyCoordinator, school: PEOPLE.schoolCoordinator };
  return road.give(SYSTEM, 'update-surroundings', { surroundings, holders });
}

describe('Who agrees that student welfare data go to another provider', () => {
  test('says so before they have gone', () => {
    const road = sent(moving());
    expect(says(road, learner)).toBe('already-sent');
    expect(says(road, mother)).toBe('already-sent');
  });

  test('is the learner who decides alone: a guardian’s word is none, and the learner’s is one', () => {
    const road = moving().give('curator', 'note-capacity', { capacity: 'learner-alone', grounds: text() });
    expect(says(road, mother)).toBe('learner-decides');
    expect(says(road, learner)).toBe('done');
  });

  test('is a guardian in pre-primary education, and not the learner', () => {
    const road = moving({ family: family({ prePrimary: true }) });
    expect(says(road, learner)).toBe('guardian-decides');
    expect(says(road, mother)).toBe('done');
  });

  test('is a guardian who has part, and no other parent', () => {
    const road = moving();
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    expect(says(road, mother)).toBe('guardian-prohibited');
    for (const [by, code] of [[FATHER, 'done'] as const, [PARENT, 'not-a-guardian'] as const])
      expect(road.refused('curator', 'record-transfer-consent', { ...mother, by })).toBe(code);
  });

  test('answers as what they are, as of the fifth release', () => {
    const asGuardian = { ...mother, by: LEARNER } as const;
    const answered = (core: number) =>
      begun(core, moving()).refused('curator', 'record-transfer-consent', asGuardian);
    expect([4, 5, 7].map(answered)).toEqual(['done', 'not-allowed', 'not-allowed']);
  });
});

describe('Of several transfers', () => {
  test('the one that is named is taken over: one whose data went, and no other', () => {
    const road = sent(planned(moving()), 'r2');
    const takenOver = (transferId: string) => road.refused('curator', 'confirm-transfer', { transferId });
    expect([takenOver('r1'), takenOver('r9')]).toEqual(['unknown-transfer', 'unknown-transfer']);
    expect(road.owed('transfer-answer').map((it) => it.about?.id)).toEqual(['r2']);
    expect(takenOver('r2')).toBe('done');
    expect(road.owed('transfer-answer')).toEqual([]);
  });

  test('the one that is named is called off, and the other is still owed its data', () => {
    const road = planned(moving());
    expect(road.refused('curator', 'cancel-transfer', { ...stays, transferId: 'r9' })).toBe(
      'unknown-transfer',
    );
    road.give('curator', 'cancel-transfer', stays);
    expect(road.owed('teaching-data').map((it) => it.about?.id)).toEqual(['r2']);
  });
});

describe('A transfer that is called off', () => {
  test('of a learner who has left asks for the next step, unless another transfer is under way', () => {
    const one = left(moving()).give('curator', 'cancel-transfer', stays);
    expect(one.owed('next-step')).toMatchObject([{ ownerId: PEOPLE.curator }]);
    const two = left(planned(moving()));
    expect(two.give('curator', 'cancel-transfer', stays).owed('next-step')).toEqual([]);
    two.give('curator', 'cancel-transfer', { ...stays, transferId: 'r2' });
    expect(two.owed('next-step')).toHaveLength(1);
  });

  test('of a learner who goes to the school asks for nothing that is not owed anyway', () => {
    const road = moving().give('curator', 'cancel-transfer', stays);
    expect(road.state.schoolId).toBe(SCHOOL);
    expect(road.owed('next-step')).toEqual([]);
  });

  test('asks for no second next step', () => {
    const road = left(moving());
    const time = { withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' } as const;
    road.give('curator', 'offer-discussion', time).give('curator', 'record-discussion', { outcome: 'held' });
    const [step] = road.owed('next-step');
    expect(road.give('curator', 'cancel-transfer', stays).owed('next-step')).toEqual([step]);
  });

  test('after closing asks for nothing: the case is closed, though the learner has left', () => {
    const road = left(moving()).give('curator', 'close-case', { reason: 'moved', told: ['learner'] });
    expect(road.state.status).toBe('aftercare');
    road.give('curator', 'cancel-transfer', stays);
    expect(road.state.status).toBe('closed');
    expect(road.owed('next-step')).toEqual([]);
  });
});
