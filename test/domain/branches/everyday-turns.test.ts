import { describe, expect, test } from '@jest/globals';
import { stillTrue } from '../../../domain/mails.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';
import {
  answerOf,
  ask,
  calledGroup,
  consents,
  family,
  FATHER,
  heldGroup,
  MOTHER,
  raised,
  withGroup,
} from './support.js';

describe('In everyday turns of a case', () => {
  test('a question about consent does not go out for a case that is closed by then', () => {
    const road = ask(withGroup(), [LEARNER]);
    const still = { kind: 'asked', memberIds: ['m1'], personId: LEARNER } as const;
    expect(stillTrue(still, road.state)).toBe(true);
    expect(stillTrue(still, { ...road.state, status: 'closed' })).toBe(false);
  });

  test('a meeting is recorded with who attended', () => {
    const road = calledGroup().until('2026-11-18 12:00');
    const end = { kind: 'next', on: parseDate('2026-12-09') } as const;
    const held = {
      meetingId: 'k1',
      attended: [],
      actions: [],
      end,
    };
    const home = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'network-meeting', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      ...{ inviterId: PEOPLE.nurse },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    expect(home.refused('nurse', 'record-meeting', { ...held, meetingId: 'k2' })).toBe('attendance-missing');
    expect(road.refused('curator', 'record-meeting', held)).not.toBe('done');
  });

  test('the county contacts the school about absences of an adult too, who finds out the causes alone', () => {
    const adult = family({ adultOn: parseDate('2026-01-15') });
    const road = raised({ topic: 'absence', family: adult, discussedWith: ['learner'] });
    expect(road.owed('county-contact')).toHaveLength(1);
    expect(road.owed('absence-causes')).toEqual([]);
  });

  test('an emergency is looked at by somebody else when its reviewer leaves, also after closing', () => {
    const road = raised()
      .give('countyCoordinator', 'break-glass', {
        ...{ reasonCode: 'immediate-danger', reason: text(), minutes: 60 },
        ...{ reviewerId: PEOPLE.schoolSupervisor, reviewerSide: 'school' },
      })
      .give('curator', 'decline-discussion', { reason: 'evidently-unnecessary' });
    road.give('curator', 'close-case', { reason: 'no-need', told: ['learner'] });
    expect(road.state.status).toBe('aftercare');
    const { schoolId } = road.state;
    const gone = [{ personId: PEOPLE.schoolSupervisor, side: 'school' as const }];
    const surroundings = { schoolId, enrolledUntil: null, classCode: '7b', languages: [], gone };
    road.give(SYSTEM, 'update-surroundings', { surroundings, holders: {} });
    expect(road.owed('glass-review').map((it) => it.ownerId)).toEqual([PEOPLE.teacher]);
  });

  test('a way back to school is planned after a second stay in a hospital school too', () => {
    const road = raised();
    const stay = (turnId: string) => {
      road.give('curator', 'record-turn', { kind: 'hospital-school', from: road.today });
      road.give('curator', 'end-turn', { turnId });
    };
    stay('t1');
    const on = parseDate('2026-11-18');
    const step = { on, ownerId: PEOPLE.teacher, side: 'school', what: text() } as const;
    road.give('curator', 'plan-return', { steps: [step] });
    road.give('teacher', 'complete-return-step', { stepId: 's1' });
    stay('t2');
    expect(road.owed('return-plan')).toHaveLength(1);
  });

  test('a question that was asked again, and a conflict that was settled, stay so when only an address changes', () => {
    const hidden = { family: family({ addressProtected: true }) };
    const asked = ask(withGroup(), [LEARNER, MOTHER, FATHER]);
    asked.give('curator', 'record-consent', answerOf('m1', LEARNER, 'refused'));
    asked.give('curator', 'request-consent', { memberIds: ['m1'], askedOf: [LEARNER], told: 'phone' });
    asked.give(SYSTEM, 'update-family', hidden);
    expect([consents(asked)[0], asked.owed('consent-answer').length]).toEqual(['requested', 1]);
    const settled = ask(withGroup({ family: family({}, true) }), [MOTHER, FATHER]);
    settled.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    settled.give('curator', 'record-consent', answerOf('m1', FATHER, 'refused'));
    settled.give('curator', 'settle-conflict', { outcome: 'no-agreement' });
    settled.give(SYSTEM, 'update-family', { family: family({ addressProtected: true }, true) });
    expect([consents(settled)[0], settled.owed('consent-conflict')]).toEqual(['refused', []]);
    // What the change itself says does change it: the father has no part any more.
    const guardians = family({}, true).guardians.map((it) =>
      it.personId === FATHER ? { ...it, position: 'parent-not-guardian' as const } : it,
    );
    settled.give(SYSTEM, 'update-family', { family: family({ guardians }, true) });
    expect(consents(settled)[0]).toBe('given');
  });
});
