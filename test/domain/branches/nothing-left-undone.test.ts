import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, roleOf, text, type Who } from '../lives/world.js';
import { answerOf, ask, family, FATHER, MOTHER, raised, withGroup, type Road } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

describe('Closing', () => {
  const done = (road: Road): Road =>
    road
      .give('curator', 'offer-discussion', {
        ...{ withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' },
      })
      .give('curator', 'record-discussion', { outcome: 'held' });
  const close = { reason: 'no-need', told: ['learner'] } as const;

  test('leaves no guardian untold, no causes unasked and nobody unguided without a word', () => {
    const road = done(raised({ topic: 'absence', discussedWith: ['learner'] }));
    road.give('curator', 'note-need', { need: 'social-services' });
    for (const act of [
      () => road.give('curator', 'tell-guardian', { way: 'letter' }),
      () => road.give('teacher', 'record-causes', { causes: text(), withGuardian: false }),
      () => road.give('curator', 'guide-to-services', { service: 'health-centre', withConsent: false }),
    ]) {
      expect(road.refused('curator', 'close-case', close)).toBe('undelivered-duties');
      act();
    }
    expect(road.refused('curator', 'close-case', close)).toBe('done');
  });

  test('passes them on where the learner leaves the school', () => {
    const road = done(raised({ topic: 'bullying', discussedWith: ['learner'] }));
    road.give('curator', 'close-case', { ...close, reason: 'moved' });
    expect(road.state.duties.filter(({ kind }) => kind === 'tell-guardian')).toMatchObject([
      { status: 'cancelled' },
      { status: 'cancelled' },
    ]);
  });
});

describe('The discussion that the law promises', () => {
  const time = (who: Who) =>
    ({ withId: PEOPLE[who], on: parseDate('2026-11-19'), minute: 600, told: 'phone' }) as const;

  test('is with a psychologist or a school social worker: the nurse is met without appointment', () => {
    const road = raised();
    expect(road.refused('curator', 'offer-discussion', time('nurse'))).toBe('not-for-discussion');
    road.give('curator', 'offer-discussion', time('colleague'));
    expect(road.state.offers).toHaveLength(1);
  });

  test('is declined by student welfare, not by whoever answers for the school', () => {
    const road = raised({ source: 'guardian' });
    const reason = { reason: 'evidently-unnecessary' } as const;
    expect(roleOf('teacher')).not.toBe('curator');
    expect(road.refused('teacher', 'decline-discussion', reason)).toBe('assessor-not-entitled');
    road.give('curator', 'decline-discussion', reason);
  });
});

describe('A school that joins', () => {
  const own = { source: 'learner', responsible: { county: PEOPLE.curator }, discussedWith: [] } as const;
  const join = { side: 'school', responsibleId: PEOPLE.teacher, ground: 'learner-agrees' } as const;
  const told = (road: Road) =>
    road.owed('tell-guardian').map(({ rule, ownerId, about }) => [rule, ownerId, about?.id]);

  test('tells each guardian of violence that the learner had brought alone', () => {
    const road = raised({ ...own, topic: 'bullying' });
    expect(told(road)).toEqual([]);
    road.give('curator', 'join-side', join);
    expect(told(road)).toEqual([
      ['W-POL29-guardian', PEOPLE.teacher, MOTHER],
      ['W-POL29-guardian', PEOPLE.teacher, FATHER],
    ]);
  });

  test('tells of absences, and finds out their causes', () => {
    const road = raised({ ...own, topic: 'absence' }).give('curator', 'join-side', join);
    expect(told(road)).toEqual([['W-POL26-guardian', PEOPLE.teacher, undefined]]);
    expect(road.owed('absence-causes')).toMatchObject([{ ownerId: PEOPLE.teacher, side: 'school' }]);
    expect(road.owed('county-contact')).toHaveLength(1);
  });

  test('tells nobody of anything else, and no guardian whom the learner forbids', () => {
    expect(told(raised({ ...own, topic: 'home' }).give('curator', 'join-side', join))).toEqual([]);
    const road = raised({ ...own, topic: 'violence' });
    for (const guardianId of [MOTHER, FATHER])
      road.give('curator', 'prohibit-guardian', { guardianId, scope: 'both', grounds: text() });
    expect(told(road.give('curator', 'join-side', join))).toEqual([]);
  });

  test('tells nothing again that staff brought, who had to tell it from the first day', () => {
    const { responsible } = own;
    const road = raised({ source: 'staff', responsible, topic: 'bullying' });
    const before = told(road);
    expect(told(road.give('curator', 'join-side', join))).toEqual(before);
  });

  test('leaves one guardian alone who brought it to the county', () => {
    const { responsible } = own;
    const guardians = family().guardians.filter(({ personId }) => personId === MOTHER);
    const alone = { source: 'guardian', responsible, topic: 'bullying' } as const;
    const road = raised({ ...alone, family: family({ guardians }) });
    expect(told(road.give('curator', 'join-side', join))).toEqual([]);
    const both = raised({ source: 'guardian', responsible, topic: 'bullying' });
    expect(told(both.give('curator', 'join-side', join))).toHaveLength(2);
  });

  test('tells nobody of an adult', () => {
    const grown = family({ adultOn: parseDate('2026-01-15') });
    const road = raised({ ...own, topic: 'absence', family: grown }).give('curator', 'join-side', join);
    expect(told(road)).toEqual([]);
    expect(road.owed('absence-causes')).toHaveLength(0);
  });

  test('does not tell whom it was decided not to tell because of what was reported', () => {
    const { responsible } = own;
    const road = raised({ source: 'other', responsible, topic: 'violence' });
    road.give('curator', 'report-child-welfare', { ...ACT, told: 'not-told' });
    road.give('curator', 'join-side', join).give('teacher', 'leave-guardian-untold', {
      ...{ guardianId: MOTHER, ground: 'danger' },
    });
    expect(told(road)).toEqual([['W-POL29-guardian', PEOPLE.teacher, FATHER]]);
  });
});

test('Somebody else who worries brings it to the school: the guardians are told, the learner is not told of a contact', () => {
  const road = raised({ source: 'other', topic: 'absence', discussedWith: [] }, 'teacher');
  expect(road.owed('discussion')).toMatchObject([{ rule: 'T-OHL15-third' }]);
  expect(road.owed('tell-guardian')).toMatchObject([{ rule: 'W-POL26-guardian', ownerId: PEOPLE.teacher }]);
  expect(road.owed('tell-learner')).toHaveLength(0);
  expect(road.owed('absence-causes')).toHaveLength(1);
});

describe('What is learned of an act only afterwards', () => {
  test('that the child needs special support bounds the assessment from the day it was pending', () => {
    const road = raised().give('teacher', 'contact-social-services', { ...ACT, jointly: 'both' });
    road.until('2026-11-20 09:00');
    const later = { actId: 'x1', details: { specialSupport: true } } as const;
    road.give('teacher', 'complete-outside-act', later);
    expect(road.owed('expected-start')).toMatchObject([{ rule: 'T-SHL36-7', dueOn: '2026-11-26' }]);
    expect(road.owed('expected-assessment')).toMatchObject([{ rule: 'T-SHL36-3m', dueOn: '2027-02-17' }]);
    expect(road.refused('teacher', 'complete-outside-act', later)).toBe('nothing-to-complete');
  });

  test('a suspected offence makes the report to the police due', () => {
    const road = raised().give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' });
    const later = { actId: 'x1', details: { crimeSuspected: true } } as const;
    road.give('teacher', 'complete-outside-act', later);
    expect(road.owed('police-report')).toMatchObject([{ rule: 'W-LSL25-police', about: { id: 'x1' } }]);
    expect(road.refused('teacher', 'complete-outside-act', later)).toBe('nothing-to-complete');
    road.give('teacher', 'report-to-police', { ...ACT, suspicion: 'life-or-health' });
    expect(road.refused('teacher', 'complete-outside-act', later)).toBe('nothing-to-complete');
  });

  test('neither asks for anything of an act that it is not about', () => {
    const road = raised().give('teacher', 'contact-social-services', { ...ACT, jointly: 'both' });
    const refused = (details: object) =>
      road.refused('teacher', 'complete-outside-act', { actId: 'x1', details });
    expect(refused({ crimeSuspected: true })).toBe('nothing-to-complete');
    expect(refused({ specialSupport: false })).toBe('nothing-to-complete');
    const known = raised().give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' });
    const twice = { actId: 'x1', details: { specialSupport: true } } as const;
    expect(known.refused('teacher', 'complete-outside-act', twice)).toBe('nothing-to-complete');
  });
});

describe('Somebody who is guided to social work and agrees to a contact', () => {
  const guided = { service: 'family-social-work', withConsent: true } as const;
  const contact = { ...ACT, jointly: 'both' } as const;

  test('is owed the contact', () => {
    const road = raised().give('curator', 'guide-to-services', guided);
    expect(road.owed('guide-to-services')).toHaveLength(1);
    road.give('curator', 'guide-to-services', guided);
    expect(road.owed('guide-to-services')).toHaveLength(1);
    road.give('curator', 'contact-social-services', contact);
    expect(road.owed('guide-to-services')).toHaveLength(0);
  });

  test('and for whom it was made, is owed none; nor who changes their mind', () => {
    const made = raised().give('curator', 'contact-social-services', contact);
    expect(made.give('curator', 'guide-to-services', guided).owed('guide-to-services')).toHaveLength(0);
    const road = raised().give('curator', 'guide-to-services', guided);
    road.give('curator', 'guide-to-services', { ...guided, withConsent: false });
    expect(road.owed('guide-to-services')).toHaveLength(0);
  });
});

describe('On the 18th birthday', () => {
  const adultOn = parseDate('2026-12-01');
  const grown = (by: typeof LEARNER, byRole: 'learner' | 'guardian') => {
    const road = ask(withGroup({ family: family({ adultOn }) }), [LEARNER, MOTHER, FATHER]);
    road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    road.give('curator', 'withdraw-consent', { memberIds: ['m1'], by, byRole, way: 'signed' });
    return road.until('2026-12-02 09:00').state.members[0];
  };

  test('a consent that the learner took back is not asked for anew', () => {
    expect(grown(LEARNER, 'learner')).toMatchObject({ consent: 'withdrawn', withdrawnBy: 'learner' });
  });

  test('one that a guardian took back is the learner’s to give', () => {
    expect(grown(MOTHER, 'guardian')).toMatchObject({ consent: 'requested' });
  });
});
