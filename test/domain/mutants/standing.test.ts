import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import type { Actor } from '../../../domain/people.js';
import { may, wasAsked } from '../../../domain/permissions.js';
import { discussionSettled, isLate, promiseOf } from '../../../domain/preconditions.js';
import { mayReadEntries, missingParts } from '../../../domain/report.js';
import { DUTY_KINDS, EXPECTATIONS, RULE_IDS, RULE_KINDS, ruleOf } from '../../../domain/rules.js';
import { OWN_ACT, rightsOf } from '../../../domain/sight.js';
import type { CaseState, Meeting } from '../../../domain/state.js';
import {
  answerOf,
  ask,
  calledGroup,
  FATHER,
  heldGroup,
  MOTHER,
  PARENT,
  raised,
  withGroup,
} from '../branches/support.js';
import { actor, LEARNER, PEOPLE, rulesOn, SYSTEM, text } from '../lives/world.js';

/** Whether somebody may, or the code by which not. */
function allowed(who: Actor, type: Parameters<typeof may>[1], state: CaseState | null): string {
  const result = may(who, type, state);
  return result.ok ? 'may' : result.code;
}

const mother: Actor = { personId: MOTHER, roles: [], kind: 'person' };

describe('Somebody of the family who was asked', () => {
  const { state } = ask(withGroup(), [MOTHER]);

  test('is who was asked, and nobody else', () => {
    expect(wasAsked(mother, state)).toBe(true);
    expect(wasAsked({ ...mother, personId: FATHER }, state)).toBe(false);
    expect(wasAsked({ ...mother, personId: null }, state)).toBe(false);
  });

  test('does not act as that when they act as staff, and the service never does', () => {
    expect(wasAsked({ ...mother, roles: actor('homeroom').roles }, state)).toBe(false);
    expect(wasAsked({ ...mother, kind: 'system' }, state)).toBe(false);
  });
});

describe('Who gives a command', () => {
  test('as staff is a person with a post: the service raises no concern', () => {
    expect(allowed(actor('teacher'), 'raise-concern', null)).toBe('may');
    expect(allowed(mother, 'raise-concern', null)).toBe('not-allowed');
    expect(allowed({ ...SYSTEM, roles: actor('teacher').roles }, 'raise-concern', null)).toBe('not-allowed');
  });

  test('by a relation to a case needs the case, and is somebody', () => {
    const { state } = raised();
    expect(allowed(actor('curator'), 'offer-discussion', null)).toBe('not-allowed');
    expect(allowed(actor('countySupervisor'), 'reassign', null)).toBe('not-allowed');
    expect(allowed(actor('countySupervisor'), 'reassign', state)).toBe('may');
    expect(allowed({ ...actor('countySupervisor'), personId: null }, 'reassign', state)).toBe('not-allowed');
  });
});

describe('What the state must hold', () => {
  const { state } = raised();

  test('to explain a lateness, something is late; to join, a side is missing', () => {
    expect(allowed(actor('curator'), 'explain-lateness', state)).toBe('not-late');
    const late = raised().until('2026-12-01 12:00').state;
    expect(allowed(actor('curator'), 'explain-lateness', late)).toBe('may');
    expect(allowed(actor('curator'), 'join-side', state)).toBe('side-already-party');
    const alone = raised({ responsible: { county: PEOPLE.curator } }).state;
    expect(allowed(actor('curator'), 'join-side', alone)).toBe('may');
  });

  test('to complete an action, one is open; to complete an act, there is one', () => {
    expect(allowed(actor('curator'), 'complete-action', state)).toBe('unknown-action');
    const action = { id: 'a1', meetingId: 'k1', ownerId: PEOPLE.curator, textId: text().textId };
    const agreed = (doneOn: 'done' | null) => ({
      ...state,
      actions: [{ ...action, dueOn: state.requestedOn, doneOn: doneOn && state.requestedOn }],
    });
    expect(allowed(actor('curator'), 'complete-action', agreed('done'))).toBe('unknown-action');
    expect(allowed(actor('curator'), 'complete-action', agreed(null))).toBe('may');
    expect(allowed(actor('curator'), 'complete-outside-act', state)).toBe('unknown-act');
    const reported = raised().give('curator', 'report-child-welfare', {
      ...{ addressee: '049', channel: 'phone', reason: text(), told: 'both' },
    });
    expect(allowed(actor('curator'), 'complete-outside-act', reported.state)).toBe('may');
  });
});

describe('A promise', () => {
  const [discussion] = raised().state.duties;
  if (!discussion) throw new Error('a concern begins a clock');
  const promise = (change: Partial<Duty>): Duty => ({ ...discussion, ...change });

  test('of the law is that of the discussion, wherever it stands', () => {
    const other = promise({ id: 'd0', kind: 'next-step' });
    expect(promiseOf([other, discussion])).toBe(discussion);
    expect(promiseOf([other])).toBeUndefined();
    expect(discussionSettled({ ...raised().state, duties: [other] })).toBe(false);
  });

  test('is late while it is open and its limit has passed, and when it was not kept', () => {
    expect(isLate(promise({ late: true }))).toBe(true);
    expect(isLate(promise({ late: false, kept: false }))).toBe(false);
    expect(isLate(promise({ status: 'done', late: true, kept: true }))).toBe(false);
    expect(isLate(promise({ status: 'done', kept: false }))).toBe(true);
    expect(isLate(promise({ status: 'cancelled', late: true, kept: null }))).toBe(false);
  });

  test('of the other side never makes us late', () => {
    const expected = DUTY_KINDS.filter((kind) => kind.startsWith('expected-'));
    expect([...EXPECTATIONS].toSorted()).toEqual(expected.toSorted());
    for (const kind of expected) {
      expect(isLate(promise({ kind, late: true }))).toBe(false);
      expect(isLate(promise({ kind, status: 'done', kept: false }))).toBe(false);
    }
  });
});

describe('A rule', () => {
  const rules = rulesOn('2026-10-01');

  test('that an older rule set does not know has no length, and climbs the ladder that every policy has', () => {
    expect(ruleOf({ ...rules, duties: {} }, 'L-NEXT')).toEqual({
      ...{ kind: 'next-step', force: 'local', unit: 'weekday', length: null, ladder: 'standard' },
    });
  });

  test('says when its source leaves the question open, and says nothing otherwise', () => {
    const duties = { 'T-OHL15-7': { unit: 'day', length: 7, ladder: 'gentle', uncertain: true } } as const;
    expect(ruleOf({ ...rules, duties }, 'T-OHL15-7')).toEqual({
      ...{ kind: 'discussion', force: 'law', unit: 'day', length: 7, ladder: 'gentle', uncertain: true },
    });
    const certain = { 'T-OHL15-7': { length: 7, ladder: 'gentle' } };
    expect(ruleOf({ ...rules, duties: certain }, 'T-OHL15-7')).not.toHaveProperty('uncertain');
  });

  test('starts one of the kinds of promises, each named once', () => {
    expect(new Set(DUTY_KINDS)).toEqual(new Set(RULE_IDS.map((id) => RULE_KINDS[id])));
    expect(DUTY_KINDS).toHaveLength(new Set(DUTY_KINDS).size);
  });
});

describe('The student welfare report', () => {
  const whole = ['assessments', 'support', 'handling'];

  test('is of a group that has met, not of one that is called, was cancelled, or of a meeting at home', () => {
    const [called] = calledGroup().state.meetings;
    if (!called) throw new Error('a meeting is called');
    const after = (...meetings: Partial<Meeting>[]) =>
      missingParts({ ...raised().state, meetings: meetings.map((it) => ({ ...called, ...it })) });
    const home = { kind: 'home-meeting', status: 'held' } as const;
    expect(after()).toEqual([]);
    expect(after({})).toEqual([]);
    expect(after({ status: 'cancelled' })).toEqual([]);
    expect(after(home)).toEqual([]);
    expect(after(home, { status: 'held' })).toEqual(whole);
    expect(after({ status: 'cancelled' }, { status: 'held' }, {})).toEqual(whole);
  });

  test('is read by the learner and guardians with part in the case, by nobody where none is known', () => {
    const { annex: _none, ...bare } = raised().state;
    expect(mayReadEntries(bare, MOTHER)).toBe(false);
    expect(mayReadEntries(bare, LEARNER)).toBe(true);
    expect(mayReadEntries(raised().state, MOTHER)).toBe(true);
    expect(mayReadEntries(raised().state, PARENT)).toBe(false);
    expect(mayReadEntries(raised().state, PEOPLE.nurse)).toBe(false);
  });
});

describe('Sight', () => {
  test('of one’s own act is of its paper and its words, by the duty to report', () => {
    expect(OWN_ACT).toEqual({
      ...{ relation: 'own-act', source: 'LSL 25 §, OHL 22 §', sections: ['acts', 'texts'] },
    });
  });

  test('is of somebody: a case that the service raised is not the service’s to see', () => {
    const { state } = raised();
    const imported = { ...state, raisedBy: { ...state.raisedBy, personId: null } };
    expect(rightsOf(SYSTEM, imported)).toEqual([]);
  });

  test('of the group is closed to a responsible person about whom guardians differ', () => {
    const sees = (road: ReturnType<typeof heldGroup>) =>
      rightsOf(actor('nurse'), road.state).flatMap((right) => right.sections);
    expect(sees(heldGroup())).toEqual(expect.arrayContaining(['meetings', 'report']));
    const differ = heldGroup().give('nurse', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(differ.state.members[0]?.consent).toBe('conflict');
    expect(sees(differ)).not.toContain('meetings');
    expect(sees(differ)).not.toContain('report');
    expect(sees(differ)).toContain('duties');
  });
});
