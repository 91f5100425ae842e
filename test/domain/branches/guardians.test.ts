import { describe, expect, test } from '@jest/globals';
import { mailsOf } from '../../../domain/mails.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';
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
} from './support.js';

const FORBIDDEN = { guardianId: MOTHER, scope: 'both', grounds: text() } as const;

describe('A minor who forbids a guardian', () => {
  test('is heard by a social- or health-care professional of student welfare, not by a teacher', () => {
    const road = calledGroup();
    expect(road.refused('teacher', 'prohibit-guardian', FORBIDDEN)).toBe('not-allowed');
    road.give('curator', 'prohibit-guardian', FORBIDDEN);
    expect(road.state.annex?.prohibitions[0]).toMatchObject({ guardianId: MOTHER, by: { role: 'curator' } });
    expect(road.owed('prohibition-review')).toHaveLength(1);
  });

  test('keeps that guardian out of everything from the same moment', () => {
    const road = calledGroup().give('curator', 'prohibit-guardian', FORBIDDEN);
    expect(road.state.meetings[0]?.family).toEqual([LEARNER]);
    const { last } = road;
    if (!last) throw new Error('no event');
    const told = mailsOf(last, road.state, road.state, road.life.rules).map((mail) => mail.to);
    expect(told).not.toContainEqual({ personId: MOTHER });
    expect(road.refused('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'))).toBe(
      'guardian-prohibited',
    );
    expect(
      road.refused('curator', 'agree-contact-ways', { personId: MOTHER, channels: ['phone'], never: [] }),
    ).toBe('guardian-prohibited');
    expect(road.refused('curator', 'prohibit-guardian', FORBIDDEN)).toBe('already-prohibited');
  });

  test('is heard again: it stands, or is lifted', () => {
    const road = calledGroup().give('curator', 'prohibit-guardian', FORBIDDEN);
    road.give('curator', 'confirm-prohibition', { prohibitionId: 'p1' });
    expect(road.owed('prohibition-review')).toHaveLength(1);
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(road.owed('prohibition-review')).toHaveLength(0);
    expect(
      road.refused('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' }),
    ).toBe('unknown-prohibition');
  });

  test('lifts it: what that guardian had answered counts again in that moment', () => {
    const road = calledGroup()
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'))
      .give('curator', 'prohibit-guardian', FORBIDDEN);
    expect(consents(road)).toEqual(['given', 'given']);
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(consents(road)).toEqual(['conflict', 'given']);
    expect(road.owed('consent-conflict')).toHaveLength(1);
    expect(road.last?.data).toMatchObject({
      follows: { consents: [{ memberId: 'm1', consent: 'conflict' }] },
    });
  });

  test('lifts it: a member who loses consent by that is invited no more, and is told so', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER])
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'))
      .give('curator', 'prohibit-guardian', FORBIDDEN);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'given'));
    const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
    road.give('curator', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600, invitedStaff, invitedFamily: [] },
    });
    const before = road.state;
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(road.state.meetings[0]?.staff).toEqual([PEOPLE.homeroom]);
    const { last } = road;
    if (!last) throw new Error('no event');
    expect(mailsOf(last, before, road.state, road.life.rules)).toContainEqual(
      expect.objectContaining({ template: 'meeting-cancelled', to: { personId: PEOPLE.nurse } }),
    );
  });

  test('is no way in pre-primary education', () => {
    const road = raised({ family: family({ prePrimary: true }) });
    expect(road.refused('curator', 'prohibit-guardian', FORBIDDEN)).toBe('guardian-decides');
    expect(road.refused('curator', 'note-capacity', { capacity: 'learner-alone', grounds: text() })).toBe(
      'guardian-decides',
    );
  });
});

describe('The 18th birthday', () => {
  test('ends the guardians’ part, and asks the learner what they had answered', () => {
    const road = ask(withGroup({ family: family({ adultOn: parseDate('2026-12-02') }) }), [MOTHER, FATHER]);
    for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, MOTHER, 'given'));
    expect(consents(road)).toEqual(['given', 'given']);
    road.until('2026-12-01 23:59');
    expect(road.state.annex?.isAdult).toBe(false);
    road.until('2026-12-02 00:01');
    expect(road.state.annex?.isAdult).toBe(true);
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(road.refused('curator', 'record-consent', answerOf('m1', MOTHER, 'given'))).toBe(
      'guardian-has-no-position',
    );
    expect(road.owed('consent-answer')).toHaveLength(1);
  });

  test('passed before the concern: an adult’s guardian is never asked nor told', () => {
    const road = raised({ discussedWith: [], family: family({ adultOn: parseDate('2026-01-02') }) });
    expect(road.owed('tell-guardian')).toHaveLength(0);
    expect(road.state.annex?.isAdult).toBe(true);
  });
});

describe('A change in the family', () => {
  test('of custody ends what the former guardian had part in', () => {
    const road = calledGroup();
    const guardians = family().guardians.map((it) =>
      it.personId === MOTHER ? { ...it, position: 'parent-not-guardian' as const } : it,
    );
    road.give(SYSTEM, 'update-family', { family: family({ guardians }) });
    expect(road.state.meetings[0]?.family).toEqual([LEARNER]);
    expect(road.refused(SYSTEM, 'update-family', { family: family({ guardians }) })).toBe('family-unchanged');
  });

  test('that was recorded is the same change when a store gives it back with its keys in another order', () => {
    const road = raised();
    const changed = family({ addressProtected: true });
    road.give(SYSTEM, 'update-family', { family: changed });
    const { guardians, addressProtected, prePrimary, adultOn } = changed;
    const reordered = {
      guardians: guardians.map(({ addressProtected: hidden, livesApart, position, personId }) => ({
        ...{ addressProtected: hidden, livesApart, position, personId },
      })),
      ...{ addressProtected, prePrimary, adultOn },
    };
    expect(road.refused(SYSTEM, 'update-family', { family: reordered })).toBe('family-unchanged');
    const [first, ...rest] = guardians;
    expect(road.refused(SYSTEM, 'update-family', { family: { ...changed, guardians: rest } })).toBe('done');
    expect(first?.personId).toBe(MOTHER);
  });

  test('to a protected address sends invitations by hand, not by mail', () => {
    const road = raised({ family: family({ addressProtected: true }) });
    road.give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-19'), minute: 600, invitedStaff: [] },
      invitedFamily: [{ personId: MOTHER, role: 'guardian' }],
    });
    const { last } = road;
    if (!last) throw new Error('no event');
    expect(mailsOf(last, road.state, road.state, road.life.rules).map((mail) => mail.template)).not.toContain(
      'meeting-family',
    );
    expect(road.owed('manual-invitation')).toHaveLength(1);
    road.give('curator', 'invite-by-hand', { meetingId: 'k1', way: 'phone' });
    expect(road.owed('manual-invitation')).toHaveLength(0);
  });
});

describe('A concern that staff bring', () => {
  test('without the learner is told to the learner within the limit of the discussion', () => {
    const road = raised({ discussedWith: ['guardian'] });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-26' });
    road.give('curator', 'tell-learner', { way: 'in-person' });
    expect(road.owed('tell-learner')).toHaveLength(0);
    expect(road.refused('curator', 'tell-learner', { way: 'in-person' })).toBe('nothing-to-tell');
  });

  test('in haste without the learner is told to the learner by the next working day', () => {
    const road = raised({ discussedWith: [], urgent: true });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info-urgent', dueOn: '2026-11-18' });
    expect(road.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2026-11-18' });
  });

  test('about bullying is told to each guardian', () => {
    const road = raised({ discussedWith: ['learner'], topic: 'bullying' });
    expect(road.owed('tell-guardian').map((duty) => duty.about?.id)).toEqual([MOTHER, FATHER]);
    road.give('curator', 'tell-guardian', { guardianId: MOTHER, way: 'phone' });
    expect(road.owed('tell-guardian').map((duty) => duty.about?.id)).toEqual([FATHER]);
  });

  test('about absences is told at home without delay, and its causes are looked for with the guardian', () => {
    const road = raised({ discussedWith: ['learner'], topic: 'absence' });
    expect(road.owed('tell-guardian')[0]).toMatchObject({ rule: 'W-POL26-guardian', dueOn: null });
    expect(road.owed('absence-causes')[0]).toMatchObject({ side: 'school', dueOn: null });
    road.give('teacher', 'record-causes', { causes: text(), withGuardian: true });
    expect(road.owed('absence-causes')).toHaveLength(0);
  });

  test('about a learner’s own request tells nobody: it is theirs to tell', () => {
    const road = raised({ source: 'learner', discussedWith: [], responsible: { county: PEOPLE.curator } });
    expect(road.owed('tell-guardian')).toHaveLength(0);
    expect(road.state.responsible.school).toBeUndefined();
  });

  test('agrees how somebody is reached, and how never', () => {
    const road = raised();
    road.give('curator', 'agree-contact-ways', { personId: LEARNER, channels: ['text'], never: ['phone'] });
    expect(road.state.annex?.contactWays).toMatchObject([{ personId: LEARNER, never: ['phone'] }]);
  });
});
