import { describe, expect, test } from '@jest/globals';
import { mailsOf, stillTrue } from '../../../domain/mails.js';
import { nextStep } from '../../../domain/next-step.js';
import { sees } from '../../../domain/sight.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, text } from '../lives/world.js';
import {
  answerOf,
  ask,
  consents,
  FATHER,
  heldGroup,
  MOTHER,
  raised,
  withGroup,
  type Road,
} from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const REPORT = { ...ACT, told: 'not-told' } as const;
const POLICE = { ...ACT, suspicion: 'sexual-offence' } as const;
const UNTOLD = { ground: 'investigation' } as const;

describe('Of a suspected crime', () => {
  const home = () => raised({ topic: 'home', discussedWith: ['learner'] }, 'teacher');

  test('the guardian is not the first to be told, and may be left untold on a ground that is recorded', () => {
    const road = home();
    expect(nextStep(road.state)?.code).toBe('tell-guardian');
    expect(road.refused('teacher', 'leave-guardian-untold', UNTOLD)).toBe('unknown-act');
    road.give('teacher', 'report-to-police', POLICE).give('teacher', 'report-child-welfare', REPORT);
    expect(nextStep(road.state)?.code).not.toBe('tell-guardian');
    road.give('teacher', 'leave-guardian-untold', UNTOLD);
    expect(road.owed('tell-guardian')).toEqual([]);
    expect(road.last).toMatchObject({ type: 'guardian-left-untold', by: { personId: PEOPLE.teacher } });
    expect(road.refused('teacher', 'leave-guardian-untold', UNTOLD)).toBe('nothing-to-tell');
  });

  test('one guardian is left untold and the other is told', () => {
    const road = raised({ discussedWith: ['learner'], topic: 'violence' }, 'teacher');
    road.give('teacher', 'report-child-welfare', REPORT);
    road.give('teacher', 'leave-guardian-untold', { ...UNTOLD, guardianId: FATHER });
    expect(road.owed('tell-guardian').map((duty) => duty.about?.id)).toEqual([MOTHER]);
  });

  test('a joint contact leaves the report due that the police report made due', () => {
    const road = home().give('teacher', 'report-to-police', POLICE);
    road.give('teacher', 'contact-social-services', { ...ACT, jointly: 'both' });
    expect(road.owed('child-welfare-report')).toHaveLength(1);
  });
});

describe('Of violence', () => {
  test('each guardian is told, also where one was spoken with or brought it', () => {
    for (const change of [
      { discussedWith: ['guardian'] },
      { source: 'guardian', discussedWith: [] },
    ] as const) {
      const road = raised({ topic: 'violence', ...change }, 'teacher');
      expect(road.owed('tell-guardian').map((duty) => duty.about?.id)).toEqual([MOTHER, FATHER]);
    }
  });
});

describe('Absences that a guardian reports to the school', () => {
  test('make it due to look for the causes, and for the county to contact the school', () => {
    const road = raised({ topic: 'absence', source: 'guardian', discussedWith: [] }, 'teacher');
    expect([road.owed('absence-causes').length, road.owed('county-contact').length]).toEqual([1, 1]);
    expect([road.owed('tell-guardian').length, road.owed('tell-learner').length]).toEqual([0, 0]);
  });
});

describe('That a request is not urgent', () => {
  test('is judged by a student welfare professional; that it is, anybody responsible may say', () => {
    const road = raised();
    road.give('teacher', 'correct-fact', { fact: { name: 'urgent', value: true } });
    const calm = { fact: { name: 'urgent', value: false } } as const;
    expect(road.refused('teacher', 'correct-fact', calm)).toBe('assessor-not-entitled');
    expect(road.refused('curator', 'correct-fact', calm)).toBe('done');
  });
});

describe('A joint contact', () => {
  test('outlives the case: who owes it may still say what came of it, and nobody who owes something else', () => {
    const road = raised({ responsible: { county: PEOPLE.curator, school: PEOPLE.teacher } });
    road.give('homeroom', 'propose-joint-contact', { with: 'both' });
    road.give('curator', 'offer-discussion', {
      ...{ withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' },
    });
    road.give('curator', 'record-discussion', { outcome: 'held' });
    road.give('curator', 'close-case', { reason: 'no-need', told: ['learner'] });
    expect(road.state.status).toBe('aftercare');
    expect(road.owed('joint-contact')).toMatchObject([{ ownerId: PEOPLE.homeroom }]);
    const failed = { failure: 'refused', criteriaMet: true } as const;
    road.give('homeroom', 'record-joint-contact', failed);
    expect(road.owed('child-welfare-report')).toMatchObject([{ ownerId: PEOPLE.homeroom }]);
  });

  test('is not made by a contact on another ground: whether a report is due is still asked', () => {
    const road = raised().give('teacher', 'propose-joint-contact', { with: 'both' });
    road.give('teacher', 'contact-social-services', { ...ACT, jointly: 'no-consent-ground' });
    expect(road.owed('joint-contact')).toHaveLength(1);
  });
});

describe('After a child welfare report', () => {
  test('its assessment is expected to begin by the 7th weekday, and the service three months after the report', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    expect(road.owed('expected-start')).toMatchObject([{ dueOn: '2026-11-26' }]);
    road.until('2027-01-20 09:00');
    const [assessment] = road.owed('expected-assessment');
    road.give('teacher', 'record-response', { dutyId: assessment?.id ?? '', response: 'done' });
    expect(road.owed('expected-start')).toEqual([]);
    expect(road.owed('expected-service')).toMatchObject([{ startedOn: '2026-11-17', dueOn: '2027-02-17' }]);
  });
});

describe('What social services have answered about beginning', () => {
  test('ends the wait for a beginning, whatever it was', () => {
    for (const response of ['done', 'not-told'] as const) {
      const road = raised().give('teacher', 'report-child-welfare', REPORT);
      const [decision] = road.owed('expected-decision');
      road.give('teacher', 'record-response', { dutyId: decision?.id ?? '', response });
      expect(road.owed('expected-start')).toEqual([]);
      expect(road.owed('expected-assessment')).toHaveLength(1);
    }
  });
});

describe('A learner who was found not to decide alone', () => {
  const together = () => {
    const road = ask(withGroup(), [LEARNER, MOTHER]);
    return road.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds: text() });
  };

  test('opens the group to nobody before a guardian has agreed', () => {
    const road = together().give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(sees(actor('nurse'), road.state)).toBeNull();
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(consents(road)).toEqual(['given', 'requested']);
  });

  test('waits for no guardian who was forbidden to take part', () => {
    const road = together();
    for (const guardianId of [MOTHER, FATHER])
      road.give('curator', 'prohibit-guardian', { guardianId, scope: 'both', grounds: text() });
    road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(consents(road)).toEqual(['given', 'requested']);
  });
});

describe('A guardian who wants no mail', () => {
  const never = { personId: MOTHER, channels: ['phone'], never: ['e-mail'] } as const;
  const called = (road: Road) =>
    road.give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-24'), minute: 600, invitedStaff: [] },
      invitedFamily: [MOTHER, FATHER].map((personId) => ({ personId, role: 'guardian' as const })),
    });
  const mailed = ({ last, state, life }: Road) =>
    (last ? mailsOf(last, state, state, life.rules) : []).flatMap(({ to }) =>
      'personId' in to ? [to.personId] : [],
    );

  test('is invited by hand, and the other by mail', () => {
    const road = called(raised().give('curator', 'agree-contact-ways', never));
    expect([mailed(road).includes(MOTHER), mailed(road).includes(FATHER)]).toEqual([false, true]);
    expect(road.owed('manual-invitation')).toHaveLength(1);
    road.give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'other' });
    expect([mailed(road).includes(MOTHER), mailed(road).includes(FATHER)]).toEqual([false, true]);
    expect(road.owed('manual-invitation')).toHaveLength(1);
  });

  test('also when they say so after the call', () => {
    const road = called(raised());
    expect(road.owed('manual-invitation')).toEqual([]);
    road.give('curator', 'agree-contact-ways', never);
    expect(road.owed('manual-invitation')).toMatchObject([{ about: { of: 'meeting', id: 'k1' } }]);
    const still = { kind: 'meeting', meetingId: 'k1', status: 'called' } as const;
    expect([MOTHER, FATHER].map((personId) => stillTrue({ ...still, personId }, road.state))).toEqual([
      false,
      true,
    ]);
  });
});

describe('A responsible person whose consent was taken back', () => {
  test('does not open the group to themselves by asking anew', () => {
    const road = heldGroup();
    const [viewer, memberIds] = [actor('nurse'), ['m1']];
    expect(road.state.responsible.county).toBe(PEOPLE.nurse);
    road.give('nurse', 'withdraw-consent', { memberIds, by: LEARNER, byRole: 'learner', way: 'phone' });
    road.give('nurse', 'request-consent', { memberIds, askedOf: [LEARNER], told: 'phone' });
    expect(sees(viewer, road.state)?.has('meetings')).toBe(false);
    road.give('nurse', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(sees(viewer, road.state)?.has('meetings')).toBe(true);
  });
});
