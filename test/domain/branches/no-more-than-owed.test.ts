import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import { owedFor, OWED_ACTS, type OwnersCommand } from '../../../domain/owed-acts.js';
import { may, PERMISSIONS, type Permission } from '../../../domain/permissions.js';
import { DUTY_KINDS, EXPECTATIONS, type DutyKind } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, roleOf, sideOf, text, type Who } from '../lives/world.js';
import { answerOf, ask, family, FATHER, heldGroup, MOTHER, raised, withGroup, type Road } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

/** The case with one promise of this kind more, owed by the special teacher alone. */
function owing(state: CaseState, kind: DutyKind): CaseState {
  const [first] = state.duties;
  if (!first) throw new Error('a case owes something');
  const duty: Duty = { ...first, id: 'd99', kind, status: 'open', ownerId: PEOPLE.teacher, bound: 'person' };
  return { ...state, duties: [...state.duties, duty], responsible: { county: PEOPLE.curator } };
}

function mayNot(who: Who, type: Parameters<typeof may>[1], state: CaseState): string {
  const result = may(actor(who), type, state);
  return result.ok ? 'may' : result.code;
}

describe('Whoever owes one thing', () => {
  const { state } = raised();

  test.each(Object.entries(OWED_ACTS))('may %s for that, and for nothing else', (type, kinds) => {
    const command = type as keyof typeof OWED_ACTS;
    for (const kind of kinds) expect(mayNot('teacher', command, owing(state, kind))).not.toBe('not-allowed');
    const other: DutyKind = 'successor';
    if (!kinds.includes(other)) expect(mayNot('teacher', command, owing(state, other))).toBe('not-allowed');
    // Before core 4 whatever one owed was enough.
    expect(mayNot('teacher', command, { ...owing(state, other), core: 3 })).not.toBe('not-allowed');
  });

  test('keeps by each act the promise that it is for', () => {
    const outside = ['outside-details', 'outside-acknowledgement', 'outside-follow-up'] as const;
    const any: readonly string[] = ['explain-lateness', 'pause-duty', 'resume-duty'];
    const named = Object.entries(OWED_ACTS).filter(([type]) => !any.includes(type));
    expect(Object.fromEntries(named)).toEqual({
      'complete-action': ['action'],
      'complete-outside-act': [...outside, ...EXPECTATIONS],
      'tell-learner': ['tell-learner'],
      'tell-guardian': ['tell-guardian'],
      'leave-guardian-untold': ['tell-guardian'],
      'assess-basis': ['lawful-basis'],
      'invite-by-hand': ['manual-invitation'],
      'record-joint-contact': ['joint-contact'],
      'guide-to-services': ['guide-to-services'],
      'record-response': [...EXPECTATIONS],
      'print-form': [...outside, ...EXPECTATIONS, 'child-welfare-report', 'police-report'],
      'record-advice': ['advice-answer'],
      'record-causes': ['absence-causes'],
      'plan-support': ['support-plan'],
      'plan-return': ['return-plan'],
      'complete-return-step': ['return-step'],
      'send-package': ['teaching-data'],
      'confirm-transfer': ['transfer-answer'],
      'contact-other-side': ['county-contact'],
      'review-glass': ['glass-review'],
    });
    for (const type of any) expect(OWED_ACTS[type as OwnersCommand]).toEqual(DUTY_KINDS);
  });

  test('is told so for each command that an owner may give', () => {
    const byOwners = Object.entries<Permission>(PERMISSIONS).filter(([, { who }]) => who.includes('owner'));
    expect(byOwners.map(([type]) => type).toSorted()).toEqual(Object.keys(OWED_ACTS).toSorted());
    expect(owedFor('close-case')).toBeNull();
  });
});

/** The group has met and agreed on an action each for two people who are members of nothing. */
function withActions(): Road {
  const road = heldGroup().until('2026-12-09 10:00');
  const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
  road.give('nurse', 'call-meeting', {
    ...{ kind: 'expert-group', on: road.today, minute: 700, invitedStaff, invitedFamily: [] },
  });
  const action = (who: Who) =>
    ({ ownerId: PEOPLE[who], side: sideOf(who), what: text(), dueOn: parseDate('2026-12-20') }) as const;
  return road.until('2026-12-09 14:00').give('nurse', 'record-meeting', {
    ...{ meetingId: 'k2', attended: [PEOPLE.nurse], summary: text() },
    actions: [action('homeroom'), action('colleague')],
    end: { kind: 'next', on: parseDate('2027-01-20') },
  });
}

describe('One thing among several', () => {
  test('an action is said to be done by who has it, or by who answers for a side', () => {
    const road = withActions();
    expect(road.refused('homeroom', 'complete-action', { actionId: 'a2' })).toBe('not-allowed');
    road.give('homeroom', 'complete-action', { actionId: 'a1' });
    road.give('nurse', 'complete-action', { actionId: 'a2' });
  });

  test('a step of the way back likewise', () => {
    const road = withActions();
    const step = (who: Who, on: string) =>
      ({ on: parseDate(on), what: text(), ownerId: PEOPLE[who], side: sideOf(who) }) as const;
    const steps = [step('homeroom', '2026-12-10'), step('colleague', '2026-12-11')];
    road.give('nurse', 'plan-return', { steps });
    expect(road.refused('homeroom', 'complete-return-step', { stepId: 's2' })).toBe('not-allowed');
    road.give('homeroom', 'complete-return-step', { stepId: 's1' });
    road.give('teacher', 'complete-return-step', { stepId: 's2' });
  });

  test('a clock is stopped, started and explained by who owes it', () => {
    const road = withActions();
    const [own, other] = road.owed('action').map(({ id }) => id);
    const pause = (dutyId = '') => ({ dutyId, reason: 'learner-ill' }) as const;
    expect(road.refused('homeroom', 'pause-duty', pause(other))).toBe('not-allowed');
    road.give('homeroom', 'pause-duty', pause(own)).give('nurse', 'pause-duty', pause(other));
    expect(road.refused('homeroom', 'resume-duty', { dutyId: other ?? '' })).toBe('not-allowed');
    expect(road.refused('schoolCoordinator', 'resume-duty', { dutyId: other ?? '' })).toBe('not-allowed');
    road.give('countyCoordinator', 'resume-duty', { dutyId: other ?? '' });
    road.give('homeroom', 'resume-duty', { dutyId: own ?? '' });
    road.until('2026-12-28 12:00');
    const late = (dutyId = '') => ({ dutyId, reason: 'other' }) as const;
    expect(road.refused('homeroom', 'explain-lateness', late(other))).toBe('not-allowed');
    road.give('homeroom', 'explain-lateness', late(own)).give('nurse', 'explain-lateness', late(other));
  });

  test('student welfare data goes by who answers for a side, the teaching data also by who owes that', () => {
    const road = raised({}, 'teacher');
    road.give('teacher', 'plan-transfer', { kind: 'school', movesOn: parseDate('2026-12-20') });
    const items = ['concern'] as const;
    road.give('teacher', 'record-transfer-consent', {
      ...{ transferId: 'r1', answer: 'given', items, by: LEARNER, byRole: 'learner', way: 'signed' },
    });
    road.give('schoolSupervisor', 'reassign', {
      ...{ side: 'school', toId: PEOPLE.homeroom, reason: 'absent' },
    });
    const owes = road.owed('teaching-data')[0];
    if (!owes) throw new Error('the teaching data is owed');
    // The duty stayed with one person, as where a member had it.
    const own: Duty = { ...owes, ownerId: PEOPLE.schoolCoordinator, bound: 'person' };
    road.life.state = { ...road.state, duties: road.state.duties.map((it) => (it.id === own.id ? own : it)) };
    const send = { transferId: 'r1' } as const;
    expect(road.refused('schoolCoordinator', 'send-package', { ...send, package: 'welfare' })).toBe(
      'not-allowed',
    );
    road.give('schoolCoordinator', 'send-package', { ...send, package: 'teaching' });
    road.give('homeroom', 'send-package', { ...send, package: 'welfare' });
  });
});

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

test('Of several posts the one as a professional of student welfare says who decided', () => {
  const road = raised();
  const { roles, ...curator } = actor('curator');
  const [post] = roles;
  if (!post) throw new Error('a curator has a post');
  const both = { ...curator, roles: [{ ...post, role: 'coordinator' as const }, post] };
  road.give(both, 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
  expect(road.last?.by).toEqual({ personId: PEOPLE.curator, role: 'curator', side: 'county' });
  // A post at the other employer says nothing of this one.
  const elsewhere = { ...curator, roles: [{ ...post, role: 'coordinator', side: 'school' }, post] as const };
  expect(
    road.refused(elsewhere, 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() }),
  ).toBe('assessor-not-entitled');
});
