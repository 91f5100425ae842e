import { describe, expect, test } from '@jest/globals';
import { fold } from '../../../domain/evolve.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { answerOf, ask, consents, family, FATHER, MOTHER, PARENT, withGroup, type Road } from './support.js';

const without = (guardianId = FATHER) => ({ guardianId, reason: 'not-reached' }) as const;

/** Guardians who live apart are both asked about both members. */
const askedBoth = (change = {}): Road =>
  ask(withGroup({ family: family(change, true) }), [LEARNER, MOTHER, FATHER]);

/** The mother agrees to both members; the father has not answered. */
const oneAgrees = (change = {}): Road =>
  askedBoth(change)
    .give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'))
    .give('curator', 'record-consent', answerOf('m2', MOTHER, 'partly'));

describe('Of two guardians who live apart one is not reached', () => {
  test('the case goes on: what the other said counts at once, and the group can be called', () => {
    const road = oneAgrees();
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(road.owed('consent-answer')).toHaveLength(1);
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'partly']);
    expect(road.owed('consent-answer')).toHaveLength(0);
    expect(road.owed('convene')).toHaveLength(1);
    expect(road.state.annex?.goneOnWithout).toEqual([
      { guardianId: FATHER, reason: 'not-reached', on: road.today },
    ]);
    expect(road.state.marks.find((it) => it.stage === 'consent')?.state).toBe('reached');
    expect(fold(road.life.log, road.life.caseId)).toEqual(road.state);
  });

  test('before the other has answered, the case waits for that one alone', () => {
    const road = askedBoth().give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(road.owed('consent-answer')).toHaveLength(1);
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)).toEqual(['given', 'requested']);
  });

  test('an answer that comes later counts as any other: a no is a conflict', () => {
    const road = oneAgrees().give('curator', 'go-on-without-guardian', without());
    road.give('curator', 'record-consent', answerOf('m1', FATHER, 'given'));
    road.give('curator', 'record-consent', answerOf('m2', FATHER, 'refused'));
    expect(consents(road)).toEqual(['given', 'conflict']);
    expect(road.owed('consent-conflict')).toHaveLength(1);
  });

  test('that guardian is still told, asked and invited as guardians are', () => {
    const road = oneAgrees().give('curator', 'go-on-without-guardian', without());
    const colleague = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' } as const;
    road.give('curator', 'propose-group', { members: [colleague] });
    const asked = { memberIds: ['m3'], told: 'phone' } as const;
    expect(road.refused('curator', 'request-consent', { ...asked, askedOf: [MOTHER] })).toBe(
      'ask-both-guardians',
    );
    road.give('curator', 'request-consent', { ...asked, askedOf: [MOTHER, FATHER] });
    const meeting = { kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600 } as const;
    const invitedStaff = [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }] as const;
    const invitedFamily = [{ personId: FATHER, role: 'guardian' }] as const;
    road.give('curator', 'call-meeting', { ...meeting, invitedStaff, invitedFamily });
    expect(road.state.meetings[0]?.family).toEqual([FATHER]);
  });

  test('data of a move that the other agreed to can go', () => {
    const road = withGroup({ family: family({}, true) });
    const send = { transferId: 'r1', package: 'welfare' } as const;
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-01-07') });
    expect(road.refused('curator', 'go-on-without-guardian', without())).toBe('answer-not-awaited');
    road.give('curator', 'record-transfer-consent', {
      ...{ transferId: 'r1', by: MOTHER, byRole: 'guardian', way: 'signed' },
      ...{ answer: 'given', items: ['report'] },
    });
    expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
    road.give('curator', 'go-on-without-guardian', without());
    expect(road.refused('curator', 'send-package', send)).toBe('done');
  });

  test('in pre-primary education the other guardian’s consent is still needed', () => {
    const road = ask(withGroup({ family: family({ prePrimary: true }, true) }), [MOTHER, FATHER]);
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['requested', 'requested']);
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)[0]).toBe('given');
  });

  test('what was refused or taken back stays so', () => {
    const road = oneAgrees();
    road.give('curator', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: MOTHER, byRole: 'guardian', way: 'phone' },
    });
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'withdrawn']);
  });

  test('who is left as the last with part is waited for again', () => {
    const road = oneAgrees().give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)[0]).toBe('given');
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    expect(consents(road)[0]).toBe('requested');
    expect(road.refused('curator', 'go-on-without-guardian', without())).toBe('only-guardian');
  });
});

describe('A case goes on without a guardian', () => {
  test('who was asked and has not answered, and no other', () => {
    const unasked = withGroup({ family: family({}, true) });
    expect(unasked.refused('curator', 'go-on-without-guardian', without())).toBe('answer-not-awaited');
    const road = oneAgrees();
    expect(road.refused('curator', 'go-on-without-guardian', without(MOTHER))).toBe('answer-not-awaited');
    road.give('curator', 'go-on-without-guardian', without());
    expect(road.refused('curator', 'go-on-without-guardian', without())).not.toBe('done');
  });

  test('who is one of several: never without the last one, and never without the learner', () => {
    const road = askedBoth();
    expect(road.refused('curator', 'go-on-without-guardian', without(LEARNER))).toBe('not-a-guardian');
    expect(road.refused('curator', 'go-on-without-guardian', without(PARENT))).toBe('not-a-guardian');
    road.give('curator', 'go-on-without-guardian', without());
    expect(road.refused('curator', 'go-on-without-guardian', without(MOTHER))).toBe('only-guardian');
  });

  test('who has part: not one whom the learner forbids, and not where the learner decides alone', () => {
    const forbidden = askedBoth();
    forbidden.give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() });
    expect(forbidden.refused('curator', 'go-on-without-guardian', without())).not.toBe('done');
    const alone = askedBoth().give('curator', 'note-capacity', {
      ...{ capacity: 'learner-alone', grounds: text() },
    });
    expect(alone.refused('curator', 'go-on-without-guardian', without())).toBe('learner-decides');
  });

  test('by a person responsible, or a professional of student welfare who is a member', () => {
    expect(oneAgrees().refused('teacher', 'go-on-without-guardian', without())).toBe('done');
    expect(oneAgrees().refused('nurse', 'go-on-without-guardian', without())).toBe('not-allowed');
    const road = askedBoth().give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    road.give('curator', 'record-consent', answerOf('m1', FATHER, 'given'));
    expect(road.refused('nurse', 'go-on-without-guardian', without())).toBe('done');
  });

  test('who lives with the other too, where a guardian decides with the learner', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER, FATHER]);
    road.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds: text() });
    road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)[0]).toBe('requested');
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)[0]).toBe('given');
  });

  test('and a case that never did knows no such list', () => {
    expect(Object.keys(oneAgrees().state.annex ?? {})).not.toContain('goneOnWithout');
  });
});
