import { describe, expect, test } from '@jest/globals';
import type { CommandData, ProposedMember } from '../../../domain/commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import {
  answerOf,
  ask,
  calledGroup,
  family,
  heldGroup,
  MOTHER,
  raised,
  withGroup,
  type Road,
} from '../branches/support.js';
import { LEARNER, PEOPLE, rulesOn, SCHOOL, text } from '../lives/world.js';

type Calling = CommandData['call-meeting'];
type Holding = CommandData['record-meeting'];

const MOTHER_INVITED = [{ personId: MOTHER, role: 'guardian' }] as const;

function home(on: string, change: Partial<Calling> = {}): Calling {
  const rest = { minute: 600, invitedStaff: [], invitedFamily: MOTHER_INVITED } as const;
  return { kind: 'home-meeting', on: parseDate(on), ...rest, ...change };
}

function group(road: Road, on: string): Calling {
  const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
  return { ...home(on, { invitedStaff }), kind: 'expert-group' };
}

const { nurse, homeroom, teacher } = PEOPLE;

function minutes(meetingId: string, change: Partial<Holding> = {}): Holding {
  const end = { kind: 'next', on: parseDate('2027-01-12') } as const;
  return { meetingId, attended: [nurse, homeroom, LEARNER], actions: [], end, ...change };
}

/** A case whose first group met on the 18th and meets again by 9.12.; on the day of the next call. */
function later(day: string): Road {
  return heldGroup().until(`${day} 09:00`);
}

describe('The next meeting that was promised', () => {
  const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'follow-up');

  test('is promised in time by a call for its last day, also on that day', () => {
    const early = later('2026-11-20');
    early.give('nurse', 'call-meeting', group(early, '2026-12-09'));
    expect(promise(early)).toMatchObject({ status: 'done', kept: true });
    const last = later('2026-12-09');
    last.give('nurse', 'call-meeting', group(last, '2026-12-09'));
    expect(promise(last)).toMatchObject({ status: 'done', kept: true, late: false });
  });

  test('is still owed when it is called for a later day, and ends when that one is held', () => {
    const road = later('2026-11-20');
    road.give('nurse', 'call-meeting', group(road, '2026-12-10'));
    expect(road.owed('follow-up')).toMatchObject([{ dueOn: '2026-12-09' }]);
    road.until('2026-12-10 12:00').give('nurse', 'record-meeting', minutes('k2'));
    expect(promise(road)).toMatchObject({ status: 'done', kept: false });
    expect(road.owed('follow-up')).toMatchObject([{ dueOn: '2027-01-12' }]);
  });

  test('needs no next step besides when a meeting at home is cancelled meanwhile', () => {
    const road = later('2026-11-20').give('nurse', 'call-meeting', home('2026-12-10'));
    road.give('nurse', 'cancel-meeting', { meetingId: 'k2', reason: 'staff-absent' });
    expect([road.owed('follow-up').length, road.owed('next-step').length]).toEqual([1, 0]);
  });
});

describe('A meeting at home', () => {
  test('does not take the place of the group that is still to be called', () => {
    const road = ask(withGroup(), [LEARNER]);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'given'));
    expect(road.owed('convene')).toHaveLength(1);
    expect(road.give('curator', 'call-meeting', home('2026-11-18')).owed('convene')).toHaveLength(1);
  });

  test('is not closed to its report by Wilma: the report is of the group', () => {
    const wilma = { ...rulesOn('2026-10-01', SCHOOL), reportHome: 'wilma' } as const;
    const attended = [nurse, LEARNER];
    const responsible = { personId: nurse, side: 'county' } as const;
    const road = calledGroup().until('2026-11-18 12:00');
    road.life.rules = wilma;
    const written = minutes('k1', { attended, responsible, summary: text() });
    expect(road.refused('curator', 'record-meeting', written)).toBe('report-lives-in-wilma');
    const atHome = raised().give('curator', 'call-meeting', home('2026-11-17'));
    atHome.life.rules = wilma;
    expect(atHome.refused('curator', 'record-meeting', minutes('k1', { summary: text() }))).toBe('done');
  });

  test('without a guardian leaves the causes of the absences to be found out', () => {
    const road = raised({ topic: 'absence' }).give('curator', 'call-meeting', home('2026-11-17'));
    road.give('curator', 'record-meeting', minutes('k1', { attended: [teacher, LEARNER] }));
    expect(road.owed('absence-causes')).toHaveLength(1);
    road.give('curator', 'call-meeting', home('2026-11-17'));
    road.give('curator', 'record-meeting', minutes('k2', { attended: [teacher, MOTHER] }));
    expect(road.owed('absence-causes')).toHaveLength(0);
  });

  test('asks for no report, and is no first meeting of the group: that one appoints who is responsible', () => {
    const road = ask(withGroup(), [LEARNER]);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'given'));
    road.give('curator', 'call-meeting', home('2026-11-17')).give('curator', 'record-meeting', minutes('k1'));
    expect(road.owed('report-parts')).toHaveLength(0);
    road.give('curator', 'call-meeting', group(road, '2026-11-17'));
    expect(road.refused('curator', 'record-meeting', minutes('k2'))).toBe('responsible-not-appointed');
  });
});

describe('A meeting that is cancelled', () => {
  test('leaves a case that has not met at the stage of meeting', () => {
    const road = calledGroup().give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
    road.give('curator', 'call-meeting', group(road, '2026-11-19'));
    expect(road.state.stage).toBe('meeting');
    expect(later('2026-11-20').state.stage).toBe('follow-up');
  });

  test('is told by hand only to a family that was invited', () => {
    const cancelled = (change: Partial<Calling>) =>
      raised({ family: family({ addressProtected: true }) })
        .give('curator', 'call-meeting', home('2026-11-18', change))
        .give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
    expect(cancelled({}).owed('manual-invitation')).toHaveLength(1);
    expect(cancelled({ invitedFamily: [] }).owed('manual-invitation')).toHaveLength(0);
  });

  test('or recorded is the one that is called, no other', () => {
    const road = calledGroup().until('2026-11-18 12:00');
    const cancel = { meetingId: 'k9', reason: 'staff-absent' } as const;
    expect(road.refused('curator', 'cancel-meeting', cancel)).toBe('no-open-meeting');
    const responsible = { personId: nurse, side: 'county' } as const;
    expect(road.refused('curator', 'record-meeting', minutes('k9', { responsible }))).toBe('no-open-meeting');
  });
});

describe('A meeting of the group', () => {
  test('with a guardian does not say that causes were found out at home', () => {
    const road = calledGroup({ topic: 'absence' }).until('2026-11-18 12:00');
    const responsible = { personId: nurse, side: 'county' } as const;
    road.give('curator', 'record-meeting', minutes('k1', { attended: [nurse, MOTHER], responsible }));
    expect(road.owed('absence-causes')).toHaveLength(1);
  });

  test('knows somebody from outside by the group, whatever the invitation says of them', () => {
    const outsider: ProposedMember = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' };
    const external = { organisation: 'child-psychiatry', name: text() } as const;
    const road = withGroup().give('curator', 'propose-group', { members: [{ ...outsider, external }] });
    const quietly = home('2026-11-18', { invitedStaff: [outsider] });
    expect(road.refused('curator', 'call-meeting', quietly)).toBe('consent-missing');
  });

  test('appoints nobody for an employer that does not know of the case', () => {
    const secret = raised({
      ...{ source: 'learner', discussedWith: [], responsible: { county: PEOPLE.curator } },
    });
    const member = { personId: nurse, role: 'school_nurse', side: 'county' } as const;
    secret
      .give('curator', 'propose-group', { members: [member] })
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    secret.give('curator', 'call-meeting', group(secret, '2026-11-17'));
    const responsible = { personId: teacher, side: 'school' } as const;
    expect(secret.refused('curator', 'record-meeting', minutes('k1', { responsible }))).toBe(
      'side-not-party',
    );
  });

  test('asks once for what its report lacks, and not at all when nothing is missing', () => {
    const twice = later('2026-11-20');
    expect(twice.owed('report-parts')).toHaveLength(1);
    twice.give('nurse', 'call-meeting', group(twice, '2026-11-20'));
    twice.give('nurse', 'record-meeting', minutes('k2'));
    expect(twice.owed('report-parts')).toHaveLength(1);
    const whole = later('2026-11-20');
    for (const part of ['assessments', 'support', 'handling'] as const)
      whole.give('nurse', 'write-entry', { part, text: text() });
    expect(whole.owed('report-parts')).toHaveLength(0);
    whole.give('nurse', 'call-meeting', group(whole, '2026-11-20'));
    whole.give('nurse', 'record-meeting', minutes('k2', { summary: text() }));
    expect(whole.owed('report-parts')).toHaveLength(0);
  });
});

describe('What a meeting agrees on', () => {
  const action = (dueOn: string) =>
    ({ ownerId: nurse, side: 'county', what: text(), dueOn: parseDate(dueOn) }) as const;
  const responsible = { personId: nurse, side: 'county' } as const;
  const agreed = (...actions: Holding['actions']) => minutes('k1', { responsible, actions });
  const held = () => calledGroup().until('2026-11-18 12:00');

  test('is to be done that very day at the earliest', () => {
    const [past, today] = [action('2026-11-17'), action('2026-11-18')];
    expect(held().refused('curator', 'record-meeting', agreed(today, past))).toBe('next-date-not-ahead');
    expect(held().refused('curator', 'record-meeting', agreed(today))).toBe('done');
  });

  test('is done once, each by itself', () => {
    const road = held().give('curator', 'record-meeting', agreed(action('2026-11-20'), action('2026-11-27')));
    expect(road.refused('nurse', 'complete-action', { actionId: 'a9' })).toBe('unknown-action');
    road.give('nurse', 'complete-action', { actionId: 'a1' });
    expect(road.owed('action')).toMatchObject([{ dueOn: '2026-11-27' }]);
    expect(road.refused('nurse', 'complete-action', { actionId: 'a1' })).toBe('unknown-action');
  });
});
