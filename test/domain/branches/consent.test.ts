import { describe, expect, test } from '@jest/globals';
import { mailsOf, stillTrue } from '../../../domain/mails.js';
import { sees } from '../../../domain/sight.js';
import { fold } from '../../../domain/evolve.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, text } from '../lives/world.js';
import {
  answerOf,
  ask,
  calledGroup,
  consents,
  family,
  FATHER,
  heldGroup,
  MOTHER,
  PARENT,
  raised,
  withGroup,
} from './support.js';

describe('Consent', () => {
  test('refused is a result: no group, the case goes on', () => {
    const road = ask(withGroup(), [LEARNER]);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'refused'));
    expect(consents(road)).toEqual(['refused', 'refused']);
    expect(road.owed('convene')).toHaveLength(0);
    expect(road.owed('next-step')).toHaveLength(1);
    const guest = { personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' } as const;
    expect(
      road.refused('curator', 'call-meeting', {
        ...{ kind: 'expert-group', on: road.today, minute: 600, invitedStaff: [guest], invitedFamily: [] },
      }),
    ).toBe('consent-missing');
  });

  test('given for one member only leaves the other without access', () => {
    const road = ask(withGroup(), [LEARNER]);
    road
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'record-consent', answerOf('m2', LEARNER, 'refused'));
    expect(sees(actor('nurse'), road.state)?.has('timeline')).toBe(true);
    expect(sees(actor('homeroom'), road.state)).toBeNull();
    expect(road.owed('convene')).toHaveLength(1);
  });

  test('withdrawn ends access, invitations and reminders at once, and asks what is still lawful', () => {
    const road = calledGroup();
    expect(sees(actor('homeroom'), road.state)).not.toBeNull();
    const before = road.state;
    const called = road.last;
    if (!called) throw new Error('no event');
    const invitation = mailsOf(called, before, before, road.life.rules).find(
      (mail) => 'personId' in mail.to && mail.to.personId === PEOPLE.homeroom,
    );
    road.give('curator', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: LEARNER, byRole: 'learner', way: 'phone' },
    });
    expect(consents(road)).toEqual(['given', 'withdrawn']);
    expect(sees(actor('homeroom'), road.state)).toBeNull();
    expect(road.state.meetings[0]?.staff).toEqual([PEOPLE.nurse]);
    expect(invitation && stillTrue(invitation.still, road.state)).toBe(false);
    expect(road.owed('lawful-basis')).toHaveLength(1);
    road.give('curator', 'assess-basis', { basis: 'other-consents-stand' });
    expect(road.owed('lawful-basis')).toHaveLength(0);
  });

  test('withdrawn from everybody calls off the meeting and passes their work on', () => {
    const road = heldGroup();
    road.give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-12-09'), minute: 600, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    road.give('nurse', 'withdraw-consent', {
      ...{ memberIds: ['m2'], by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    expect(road.state.meetings[1]?.status).toBe('cancelled');
    expect(road.owed('meeting-record')).toHaveLength(0);
  });

  test('of two guardians who live apart is asked from both', () => {
    const road = withGroup({ family: family({}, true) });
    const one = { memberIds: ['m1'], askedOf: [MOTHER], told: 'phone' } as const;
    expect(road.refused('curator', 'request-consent', one)).toBe('ask-both-guardians');
    ask(road, [MOTHER, FATHER]).give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)[0]).toBe('requested');
    road.give('curator', 'record-consent', answerOf('m1', FATHER, 'given'));
    expect(consents(road)[0]).toBe('given');
  });

  test('of two guardians who differ is a conflict: no access until it is settled', () => {
    const road = ask(withGroup({ family: family({}, true) }), [MOTHER, FATHER]);
    road
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', FATHER, 'refused'));
    expect(consents(road)[0]).toBe('conflict');
    expect(sees(actor('nurse'), road.state)).toBeNull();
    expect(road.owed('consent-conflict')).toHaveLength(1);
    road.give('curator', 'settle-conflict', { outcome: 'no-agreement' });
    expect(consents(road)[0]).toBe('refused');
    expect(road.owed('consent-conflict')).toHaveLength(0);
  });

  test('of guardians who differ may be settled by the learner, if a professional finds the learner able to', () => {
    const road = ask(withGroup({ family: family({}, true) }), [LEARNER, MOTHER, FATHER]);
    road
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(consents(road)[0]).toBe('conflict');
    const settled = { outcome: 'learner-decides' } as const;
    expect(road.refused('teacher', 'settle-conflict', settled)).toBe('assessor-not-entitled');
    road.give('curator', 'settle-conflict', settled);
    expect(consents(road)[0]).toBe('given');
  });

  test('is not for a parent to give who is no guardian', () => {
    const road = ask(withGroup(), [LEARNER]);
    expect(road.refused('curator', 'record-consent', answerOf('m1', PARENT, 'given'))).toBe('not-a-guardian');
  });

  test('in pre-primary education is always a guardian’s', () => {
    const road = withGroup({ family: family({ prePrimary: true }) });
    const learner = { memberIds: ['m1'], askedOf: [LEARNER], told: 'in-person' } as const;
    expect(road.refused('curator', 'request-consent', learner)).toBe('guardian-decides');
    ask(road, [MOTHER]);
    expect(road.refused('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))).toBe(
      'guardian-decides',
    );
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)[0]).toBe('given');
  });

  test('for somebody from outside is written, and item by item', () => {
    const road = withGroup();
    const psychiatry = { organisation: 'child-psychiatry', name: text() } as const;
    const outsider = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' } as const;
    road.give('curator', 'propose-group', { members: [{ ...outsider, external: psychiatry }] });
    const asked = { memberIds: ['m3'], askedOf: [LEARNER], told: 'in-person' } as const;
    expect(road.refused('curator', 'request-consent', asked)).toBe('items-missing');
    road.give('curator', 'request-consent', { ...asked, items: ['wellbeing'] });
    const said = { ...answerOf('m3', LEARNER, 'given'), items: ['wellbeing'] as const };
    expect(road.refused('curator', 'record-consent', { ...said, way: 'phone' })).toBe(
      'written-consent-needed',
    );
    expect(road.refused('curator', 'record-consent', { ...said, items: [] })).toBe('items-missing');
    road.give('curator', 'record-consent', said);
    expect(road.state.members[2]).toMatchObject({ consent: 'given', items: ['wellbeing'] });
  });

  test('says in which language it was explained and whether an interpreter helped, where somebody said so', () => {
    const road = ask(withGroup(), [LEARNER]);
    const spoken = { explainedIn: 'so', withInterpreter: false } as const;
    road.give('curator', 'record-consent', { ...answerOf('m1', LEARNER, 'given'), ...spoken });
    road.give('curator', 'record-consent', answerOf('m2', LEARNER, 'given'));
    const [told, untold] = road.state.members.map(({ answers }) => answers[0]);
    expect(told).toMatchObject(spoken);
    expect(Object.keys(untold ?? {})).toEqual(['by', 'byRole', 'answer', 'way', 'on']);
  });

  test('given until a day ends with that day and is asked again', () => {
    const road = ask(withGroup(), [LEARNER]);
    const until = { ...answerOf('m1', LEARNER, 'given'), validUntil: parseDate('2026-11-24') };
    road.give('curator', 'record-consent', until).until('2026-11-24 23:59');
    expect(consents(road)[0]).toBe('given');
    road.until('2026-11-25 00:30');
    expect(consents(road)[0]).toBe('expired');
    expect(sees(actor('nurse'), road.state)).toBeNull();
    expect(road.owed('consent-answer')).toHaveLength(1);
  });

  test('answers are kept: a second reading of the log gives the same case', () => {
    const road = calledGroup();
    road.give('curator', 'withdraw-consent', {
      ...{ memberIds: ['m1', 'm2'], by: LEARNER, byRole: 'learner', way: 'phone' },
    });
    expect(fold(road.life.log, road.life.caseId)).toEqual(road.state);
  });

  test('refused by the learner leaves the work with the parents: a meeting at home without the learner', () => {
    const road = ask(withGroup(), [LEARNER]);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'refused'));
    road.give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-19'), minute: 600, invitedStaff: [] },
      invitedFamily: [{ personId: MOTHER, role: 'guardian' }],
    });
    expect(road.state.meetings[0]).toMatchObject({ kind: 'home-meeting', family: [MOTHER] });
  });

  test('of a guardian is not needed for a learner’s own request, and cannot stop its clock', () => {
    const road = raised({ source: 'learner', responsible: { county: PEOPLE.curator } });
    expect(road.refused('curator', 'decline-discussion', { reason: 'evidently-unnecessary' })).toBe(
      'own-request-cannot-be-declined',
    );
    expect(road.owed('discussion')).toHaveLength(1);
  });
});
