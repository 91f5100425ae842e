import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import { owedFor, OWED_ACTS, type OwnersCommand } from '../../../domain/owed-acts.js';
import { may, PERMISSIONS, type Permission } from '../../../domain/permissions.js';
import { DUTY_KINDS, EXPECTATIONS, type DutyKind } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, sideOf, text, type Who } from '../lives/world.js';
import { FATHER, heldGroup, MOTHER, raised, type Road } from './support.js';

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
