import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import type { Actor, HeldRole } from '../../../domain/people.js';
import { holdsPost, may, postHere, wasAsked } from '../../../domain/permissions.js';
import { rightsOf } from '../../../domain/sight.js';
import type { CaseState, Member } from '../../../domain/state.js';
import { calledGroup, heldGroup, MOTHER, raised, withGroup } from '../branches/support.js';
import { actor, OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text, type Who } from '../lives/world.js';

/** Whether somebody may, or the code by which not. */
function allowed(who: Actor | Who, type: Parameters<typeof may>[1], state: CaseState): string {
  const result = may(typeof who === 'string' ? actor(who) : who, type, state);
  return result.ok ? 'may' : result.code;
}

function relations(who: Actor | Who, state: CaseState): string[] {
  return rightsOf(typeof who === 'string' ? actor(who) : who, state).map(({ relation }) => relation);
}

const CASE = raised().state;
const SECRET = raised({
  source: 'learner',
  discussedWith: [],
  responsible: { county: PEOPLE.curator },
}).state;

/** A case in which one person, and nobody else, owes what is told. */
function owing(...changes: readonly Partial<Duty>[]): CaseState {
  const [first] = CASE.duties;
  if (!first) throw new Error('a concern begins a clock');
  return { ...CASE, duties: changes.map((change) => ({ ...first, ...change })) };
}

/** A group that has met, with another answer about its nurse; she is responsible for the county only where it says so. */
function answered(consent: Member['consent'], county = PEOPLE.curator): CaseState {
  const { state } = heldGroup();
  const members = state.members.map((it) => (it.id === 'm1' ? { ...it, consent } : it));
  return { ...state, members, responsible: { ...state.responsible, county } };
}

describe('A post over a case', () => {
  const post = (change: Partial<HeldRole> = {}): HeldRole => ({
    ...{ role: 'supervisor', side: 'county', unitId: SCHOOL },
    ...change,
  });
  const holding = (...roles: readonly HeldRole[]): Actor => ({ ...actor('countySupervisor'), roles });

  test('is at its school or everywhere, on a side that is party to it', () => {
    expect(postHere(post(), CASE)).toBe(true);
    expect(postHere(post({ unitId: null }), CASE)).toBe(true);
    expect(postHere(post({ unitId: OTHER_SCHOOL }), CASE)).toBe(false);
    expect(postHere(post({ side: 'school' }), CASE)).toBe(true);
    expect(postHere(post({ side: 'school' }), SECRET)).toBe(false);
    expect(postHere(post({ side: 'school', unitId: null }), SECRET)).toBe(false);
  });

  test('is held by one of several roles, each as what it is and where it is', () => {
    const both = holding(post({ role: 'class_teacher' }), post());
    expect(holdsPost(both, CASE, 'supervisor')).toBe(true);
    expect(holdsPost(both, CASE, 'coordinator')).toBe(false);
    expect(holdsPost(holding(post({ unitId: OTHER_SCHOOL })), CASE, 'supervisor')).toBe(false);
    expect(holdsPost(both, CASE, 'supervisor', 'county')).toBe(true);
    expect(holdsPost(both, CASE, 'supervisor', 'school')).toBe(false);
    expect(relations(both, CASE)).toEqual(['post']);
  });

  test('of a coordinator offers a hand-over; of a supervisor names another; neither does the other’s', () => {
    expect(allowed('countyCoordinator', 'offer-handover', CASE)).toBe('may');
    expect(allowed('countyCoordinator', 'reassign', CASE)).toBe('not-allowed');
    expect(allowed('countySupervisor', 'reassign', CASE)).toBe('may');
    expect(allowed('countySupervisor', 'offer-handover', CASE)).toBe('not-allowed');
    for (const who of ['countyCoordinator', 'countySupervisor', 'schoolCoordinator'] as const)
      expect(relations(who, CASE)).toEqual(['post']);
    expect(relations('schoolCoordinator', SECRET)).toEqual([]);
  });
});

describe('A relation to a case', () => {
  test('is that of the responsible person of either side', () => {
    for (const who of ['curator', 'teacher'] as const) {
      expect(allowed(who, 'share-situation', CASE)).toBe('may');
      expect(relations(who, CASE)).toContain('responsible');
    }
    expect(allowed('homeroom', 'share-situation', CASE)).toBe('not-allowed');
  });

  test.each([
    ['given', 'may'],
    ['partly', 'may'],
    ['requested', 'not-allowed'],
    ['refused', 'not-allowed'],
    ['withdrawn', 'not-allowed'],
    ['conflict', 'not-allowed'],
  ] as const)('is that of a member by consent, for as long as it stands: %s', (consent, result) => {
    const state = answered(consent);
    const none = { ...state, duties: [] };
    expect(allowed('nurse', 'share-situation', none)).toBe(result);
    expect(relations('nurse', none)).toEqual(result === 'may' ? ['member'] : []);
    expect(allowed('colleague', 'share-situation', none)).toBe('not-allowed');
  });

  test('is that of who owes something, until it is done', () => {
    const [mine, other] = [{ ownerId: PEOPLE.nurse }, { ownerId: PEOPLE.homeroom }];
    for (const state of [owing(mine), owing(other, mine), owing({ ...mine, status: 'paused' })]) {
      expect(allowed('nurse', 'explain-lateness', state)).toBe('not-late');
      expect(relations('nurse', state)).toEqual(['owner']);
    }
    for (const state of [owing(other), owing(other, { ...mine, status: 'done' })]) {
      expect(allowed('nurse', 'explain-lateness', state)).toBe('not-allowed');
      expect(relations('nurse', state)).toEqual([]);
    }
  });

  test.each([
    ['county', 'colleague', 'curator', PEOPLE.countyCoordinator],
    ['school', 'homeroom', 'teacher', PEOPLE.schoolCoordinator],
  ] as const)('is that of who is asked to take over for the %s', (side, to, from, fallbackId) => {
    const { state } = raised().give(from, 'offer-handover', { side, toId: PEOPLE[to], fallbackId });
    const silent = { ...state, duties: [] };
    expect(allowed(to, 'accept-handover', silent)).toBe('may');
    expect(relations(to, silent)).toEqual(['receiver']);
    expect(allowed(from, 'accept-handover', silent)).toBe('not-allowed');
    expect(relations('nurse', silent)).toEqual([]);
  });

  test('is that of who brought the concern, to see and not to act', () => {
    const { state } = raised({}, 'homeroom');
    expect(relations('homeroom', state)).toEqual(['raiser']);
    expect(relations('homeroom', CASE)).toEqual([]);
    expect(allowed('homeroom', 'share-situation', state)).toBe('not-allowed');
  });

  test('is that of a professional of student welfare who has one, in any of their posts', () => {
    const [nurse, curator] = [actor('nurse'), actor('curator')];
    const also: Actor = { ...curator, roles: [...curator.roles, ...actor('homeroom').roles] };
    expect(allowed(also, 'note-capacity', CASE)).toBe('may');
    expect(allowed('teacher', 'note-capacity', CASE)).toBe('not-allowed');
    expect(allowed(nurse, 'note-capacity', CASE)).toBe('not-allowed');
    expect(allowed(nurse, 'note-capacity', answered('given'))).toBe('may');
    expect(allowed('homeroom', 'note-capacity', answered('given'))).toBe('not-allowed');
  });

  test('of the family is of one member among several, about whom they were asked', () => {
    const one = withGroup().give('curator', 'request-consent', {
      ...{ memberIds: ['m2'], askedOf: [MOTHER], told: 'in-person' },
    });
    expect(wasAsked({ personId: MOTHER, roles: [], kind: 'person' }, one.state)).toBe(true);
  });

  test('is not the service’s, which alone moves a case to other rules', () => {
    expect(allowed(SYSTEM, 'adopt-rules', CASE)).toBe('may');
    expect(allowed('curator', 'adopt-rules', CASE)).toBe('not-allowed');
  });
});

describe('The status of a case', () => {
  const as = (status: CaseState['status']): CaseState => ({ ...CASE, status });

  test('that is void ends every command', () => {
    expect(allowed('curator', 'offer-discussion', as('void'))).toBe('case-void');
    expect(allowed('curator', 'write-entry', as('void'))).toBe('case-void');
  });

  test.each([
    ['offer-discussion', 'may', 'case-not-open', 'case-not-open'],
    ['send-package', 'unknown-transfer', 'case-not-open', 'unknown-transfer'],
    ['write-entry', 'may', 'may', 'may'],
    ['reopen-case', 'case-not-closed', 'may', 'may'],
  ] as const)('says whether it takes %s', (type, open, closed, aftercare) => {
    expect((['open', 'closed', 'aftercare'] as const).map((it) => allowed('curator', type, as(it)))).toEqual([
      ...[open, closed, aftercare],
    ]);
  });
});

describe('What the state must hold', () => {
  const offered = () =>
    raised().give('curator', 'offer-discussion', {
      ...{ withId: PEOPLE.curator, on: CASE.requestedOn, minute: 600, told: 'phone' },
    });
  const after = (outcome: 'held' | 'no-show') =>
    offered().give('curator', 'record-discussion', { outcome }).state;

  test('for a discussion: one that is agreed to record it, none that was had to offer another', () => {
    expect(allowed('curator', 'record-discussion', CASE)).toBe('no-open-offer');
    expect(allowed('curator', 'record-discussion', offered().state)).toBe('may');
    expect(allowed('curator', 'record-discussion', after('held'))).toBe('no-open-offer');
    expect(allowed('curator', 'offer-discussion', after('held'))).toBe('discussion-already-settled');
    expect(allowed('curator', 'offer-discussion', after('no-show'))).toBe('may');
  });

  test('to decline one: it is not the learner’s own request, and nothing is settled yet', () => {
    const declined = raised().give('curator', 'decline-discussion', { reason: 'evidently-unnecessary' });
    expect(allowed('curator', 'decline-discussion', CASE)).toBe('may');
    expect(allowed('curator', 'decline-discussion', SECRET)).toBe('own-request-cannot-be-declined');
    expect(allowed('curator', 'decline-discussion', declined.state)).toBe('discussion-already-settled');
    expect(allowed('curator', 'offer-discussion', declined.state)).toBe('discussion-already-settled');
  });

  test('for consent: somebody about whom to ask', () => {
    for (const type of ['request-consent', 'record-consent'] as const) {
      expect(allowed('curator', type, CASE)).toBe('no-group');
      expect(allowed('curator', type, withGroup().state)).toBe('may');
    }
  });

  test('for a meeting: none that is called to call one, one that is called to hold or cancel it', () => {
    const called = calledGroup().state;
    expect(allowed('curator', 'call-meeting', called)).toBe('meeting-open');
    expect(allowed('curator', 'call-meeting', CASE)).toBe('may');
    for (const type of ['cancel-meeting', 'record-meeting'] as const) {
      expect(allowed('curator', type, CASE)).toBe('no-open-meeting');
      expect(allowed('curator', type, called)).toBe('may');
    }
  });

  test('to explain a lateness, or to complete an action: one among several', () => {
    expect(allowed('curator', 'explain-lateness', owing({ late: true }, {}))).toBe('may');
    const action = { meetingId: 'k1', ownerId: PEOPLE.curator, textId: text().textId };
    const [open, done] = [null, CASE.requestedOn].map((doneOn, i) => ({
      ...{ ...action, id: `a${i}`, dueOn: CASE.requestedOn, doneOn },
    }));
    if (!open || !done) throw new Error('two actions');
    expect(allowed('curator', 'complete-action', { ...CASE, actions: [done, open] })).toBe('may');
  });
});

describe('What the group does and writes', () => {
  const shown = (state: CaseState) => rightsOf(actor('nurse'), state).flatMap((right) => right.sections);

  test.each(['refused', 'conflict', 'withdrawn', 'expired'] as const)(
    'is closed to who is responsible and was kept out of it: %s',
    (consent) => {
      expect(shown(answered(consent, PEOPLE.nurse))).not.toContain('meetings');
      expect(shown(answered(consent, PEOPLE.nurse))).not.toContain('report');
      const { meetings } = answered(consent);
      const atHome = meetings.map((it) => ({ ...it, kind: 'home-meeting' as const }));
      const home = { ...answered(consent, PEOPLE.nurse), meetings: atHome };
      expect(shown(home)).toEqual(expect.arrayContaining(['meetings', 'report', 'duties']));
    },
  );

  test.each(['given', 'partly', 'requested'] as const)('is open to them otherwise: %s', (consent) => {
    const sections = shown(answered(consent, PEOPLE.nurse));
    expect(sections).toEqual(expect.arrayContaining(['meetings', 'report']));
  });
});
