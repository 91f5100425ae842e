import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { asId, type PersonId } from '../../../domain/ids.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, SYSTEM } from '../lives/world.js';
import {
  answerOf,
  ask,
  calledGroup,
  consents,
  family,
  FATHER,
  MOTHER,
  raised,
  withGroup,
  type Road,
} from './support.js';

type Answer = CommandData['record-consent']['answer'];

const says = (road: Road, by: PersonId, answer: Answer, memberId = 'm1') =>
  road.refused('curator', 'record-consent', answerOf(memberId, by, answer));
const takesBack = (road: Road, by: PersonId) =>
  road.refused('curator', 'withdraw-consent', {
    ...{ memberIds: ['m1'], by, byRole: by === LEARNER ? 'learner' : 'guardian', way: 'phone' },
  });

/** Consent by the learner and both guardians, for the first member. */
function agreedByAll(): Road {
  const road = ask(withGroup(), [LEARNER, MOTHER, FATHER]);
  for (const by of [LEARNER, MOTHER, FATHER]) expect(says(road, by, 'given')).toBe('done');
  expect(consents(road)[0]).toBe('given');
  return road;
}

describe('A consent that was taken back', () => {
  test('by the learner stays so, whoever else agrees, also when all are asked anew', () => {
    const road = agreedByAll();
    expect(takesBack(road, LEARNER)).toBe('done');
    expect(consents(road)[0]).toBe('withdrawn');
    road.give('curator', 'record-consent', { ...answerOf('m1', MOTHER, 'partly'), items: ['absences'] });
    expect(consents(road)[0]).toBe('withdrawn');
    const anew = { memberIds: ['m1'], askedOf: [LEARNER, MOTHER, FATHER], told: 'in-person' } as const;
    road.give('curator', 'request-consent', anew);
    expect(says(road, FATHER, 'partly')).toBe('done');
    expect(consents(road)[0]).toBe('refused');
  });

  test('by one guardian is a difference between the guardians once another agrees', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER, FATHER]);
    for (const by of [LEARNER, FATHER]) says(road, by, 'given');
    expect(takesBack(road, FATHER)).toBe('done');
    expect(says(road, MOTHER, 'given')).toBe('done');
    expect(consents(road)[0]).toBe('conflict');
  });

  test('stands again when whoever took it back agrees anew, and may be refused outright as well', () => {
    const road = agreedByAll();
    takesBack(road, LEARNER);
    expect(says(road, LEARNER, 'given')).toBe('done');
    expect(consents(road)[0]).toBe('given');
    takesBack(road, LEARNER);
    expect(says(road, LEARNER, 'refused')).toBe('done');
    expect(consents(road)[0]).toBe('refused');
  });

  test('or was refused, is refused again when it is asked again', () => {
    const road = ask(withGroup(), [LEARNER]);
    expect(says(road, LEARNER, 'refused')).toBe('done');
    expect(says(road, LEARNER, 'refused')).toBe('already-answered');
    road.give('curator', 'request-consent', { memberIds: ['m1'], askedOf: [LEARNER], told: 'in-person' });
    expect(consents(road)[0]).toBe('requested');
    expect(says(road, LEARNER, 'refused')).toBe('done');
    expect(consents(road)[0]).toBe('refused');
  });

  test('does not come back by a change in the family', () => {
    const road = agreedByAll();
    takesBack(road, FATHER);
    road.give(SYSTEM, 'update-family', {
      family: family({ guardians: family().guardians.filter((it) => it.personId !== FATHER) }),
    });
    expect(consents(road)[0]).toBe('withdrawn');
  });

  test('by a guardian is asked from the learner who comes of age; by the learner it stays taken back', () => {
    const states = [FATHER, LEARNER].map((by) => {
      const road = ask(withGroup({ family: family({ adultOn: parseDate('2026-11-19') }) }), [
        LEARNER,
        FATHER,
      ]);
      for (const it of [LEARNER, FATHER]) says(road, it, 'given');
      takesBack(road, by);
      return consents(road.until('2026-11-19 09:00'))[0];
    });
    expect(states).toEqual(['requested', 'withdrawn']);
  });
});

describe('An answer is that of who gives it', () => {
  const somebody = asId<PersonId>('00000002-0000-4000-8000-0000000000b9');
  const answered = (by: PersonId, byRole: 'learner' | 'guardian' | 'close_person') =>
    ask(withGroup(), [LEARNER, MOTHER]).refused('curator', 'record-consent', {
      ...{ memberId: 'm1', answer: 'given', by, byRole, way: 'signed' },
    });

  test('a guardian does not answer as the learner, nor the learner as a guardian', () => {
    expect(answered(MOTHER, 'learner')).toBe('not-allowed');
    expect(answered(LEARNER, 'guardian')).toBe('not-allowed');
  });

  test('nobody whom the directory does not name consents, as a close person or as a guardian', () => {
    expect(answered(PEOPLE.colleague, 'close_person')).toBe('not-a-guardian');
    expect(answered(somebody, 'guardian')).toBe('not-a-guardian');
  });

  test('where the directory names no guardian, another legal representative does', () => {
    const road = ask(withGroup({ family: family({ guardians: [] }) }), [LEARNER]);
    expect(says(road, somebody, 'given')).toBe('done');
  });

  test('the same holds for taking back and for what goes to another school', () => {
    const road = agreedByAll();
    const back = { memberIds: ['m1'], by: MOTHER, byRole: 'learner', way: 'phone' } as const;
    expect(road.refused('curator', 'withdraw-consent', back)).toBe('not-allowed');
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-01-07') });
    const items = { items: ['absences'], way: 'signed' } as const;
    expect(
      road.refused('curator', 'record-transfer-consent', {
        ...{ transferId: 'r1', answer: 'given', by: somebody, byRole: 'guardian', ...items },
      }),
    ).toBe('not-a-guardian');
  });
});

describe('A guardian whose custody ended', () => {
  /** The directory does not name the father any more. */
  const without = (id: PersonId) =>
    family({ guardians: family().guardians.filter((it) => it.personId !== id) });

  test('has no part: what they answered does not count, they are not invited, and do not answer', () => {
    const road = calledGroup();
    expect(road.state.meetings[0]?.family).toContain(MOTHER);
    says(road, MOTHER, 'refused');
    expect(consents(road)[0]).toBe('conflict');
    road.give(SYSTEM, 'update-family', { family: without(MOTHER) });
    expect(consents(road)[0]).toBe('given');
    expect(road.state.meetings[0]?.family).not.toContain(MOTHER);
    expect(says(road, MOTHER, 'given')).toBe('not-a-guardian');
    expect(takesBack(road, MOTHER)).toBe('not-a-guardian');
  });

  test('is told of once: the directory says the same again and nothing changes', () => {
    const road = raised().give(SYSTEM, 'update-family', { family: without(FATHER) });
    expect(road.refused(SYSTEM, 'update-family', { family: without(FATHER) })).toBe('family-unchanged');
    expect(road.refused(SYSTEM, 'update-family', { family: family() })).toBe('done');
    expect(road.state.annex?.family?.guardians).toEqual(family().guardians);
  });

  test('is not waited for to be told', () => {
    const road = raised({ topic: 'bullying', discussedWith: ['learner'] });
    expect(road.owed('tell-guardian')).toHaveLength(2);
    road.give(SYSTEM, 'update-family', { family: without(FATHER) });
    expect(road.owed('tell-guardian').map((it) => it.about?.id)).toEqual([MOTHER]);
  });
});

describe('A meeting that has begun', () => {
  test('is recorded, whoever takes a consent back afterwards, also by the responsible person appointed there', () => {
    const road = calledGroup().until('2026-11-18 11:30');
    expect(takesBack(road, LEARNER)).toBe('done');
    expect(road.state.meetings[0]?.status).toBe('called');
    road.give('curator', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.nurse, PEOPLE.homeroom, LEARNER] },
      ...{ responsible: { personId: PEOPLE.nurse, side: 'county' }, actions: [] },
      end: { kind: 'next', on: parseDate('2026-12-09') },
    });
    expect(road.state.meetings[0]?.status).toBe('held');
  });

  test('is not undone by consents that held until its day, nor by a birthday on the next', () => {
    const road = ask(withGroup({ family: family({ adultOn: parseDate('2026-11-19') }) }), [LEARNER, MOTHER]);
    for (const id of ['m1', 'm2']) {
      const validUntil = parseDate('2026-11-18');
      road.give('curator', 'record-consent', { ...answerOf(id, MOTHER, 'given'), validUntil });
    }
    const staff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
    road.give('curator', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600, invitedStaff: staff },
      invitedFamily: [{ personId: LEARNER, role: 'learner' }],
    });
    road.until('2026-11-19 09:00');
    expect(consents(road)).not.toContain('given');
    expect(road.state.meetings[0]?.status).toBe('called');
    expect(road.owed('meeting-record')).toHaveLength(1);
  });

  test('that is still ahead ends with the consents', () => {
    const road = calledGroup().until('2026-11-18 09:30');
    road.give('curator', 'withdraw-consent', {
      ...{ memberIds: ['m1', 'm2'], by: LEARNER, byRole: 'learner', way: 'phone' },
    });
    expect(road.state.meetings[0]?.status).toBe('cancelled');
  });

  test('keeps the case from closing until it is recorded, or said not to have been held', () => {
    const close = { reason: 'goals-met', told: ['learner'] } as const;
    const road = calledGroup().until('2026-11-18 12:00');
    expect(road.refused('curator', 'close-case', close)).toBe('meeting-not-recorded');
    road.give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
    expect(road.refused('curator', 'close-case', close)).toBe('done');
  });
});
