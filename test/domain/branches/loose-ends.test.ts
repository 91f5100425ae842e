import { describe, expect, test } from '@jest/globals';
import { mailsOf, stillTrue } from '../../../domain/mails.js';
import { dayNumber, parseDate } from '../../../domain/time/civil-date.js';
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
  type Road,
} from './support.js';

const report = { addressee: 'county', channel: 'phone', reason: text(), told: 'both' } as const;

/** A move to another provider, with a transfer consent that the mother gave. */
function moving(adultOn: string): Road {
  const road = withGroup({ family: family({ adultOn: parseDate(adultOn) }) });
  const agreed = { transferId: 'r1', answer: 'given', items: ['wellbeing'], way: 'signed' } as const;
  return road
    .give('curator', 'plan-transfer', { kind: 'provider', movesOn: parseDate('2027-01-08') })
    .give('curator', 'record-transfer-consent', { ...agreed, by: MOTHER, byRole: 'guardian' });
}

describe('Until when a consent holds', () => {
  test('is said by the answer that stands, not by an older one', () => {
    const road = ask(withGroup(), [LEARNER]);
    const short = { ...answerOf('m1', LEARNER, 'given'), validUntil: parseDate('2026-11-20') };
    road
      .give('curator', 'record-consent', short)
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'refused'))
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .until('2026-11-30 12:00');
    expect(consents(road)[0]).toBe('given');
  });

  test('is the first of two days when two guardians gave one each', () => {
    const road = ask(withGroup({ family: family({}, true) }), [MOTHER, FATHER]);
    const until = (by: typeof MOTHER, day: string) => ({
      ...answerOf('m1', by, 'given'),
      validUntil: parseDate(day),
    });
    road
      .give('curator', 'record-consent', until(MOTHER, '2026-11-20'))
      .give('curator', 'record-consent', until(FATHER, '2026-12-20'))
      .until('2026-11-21 12:00');
    expect(consents(road)[0]).toBe('expired');
  });
});

describe('A guardian’s consent to a transfer', () => {
  const send = { transferId: 'r1', package: 'welfare' } as const;

  test('sends student welfare data as long as the guardian has part', () => {
    const road = moving('2026-12-02').give('curator', 'send-package', send);
    expect(road.owed('transfer-answer')).toHaveLength(1);
  });

  test('ends on the 18th birthday: the learner is asked', () => {
    const road = moving('2026-12-02').until('2026-12-02 09:00');
    expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
  });

  test('ends when the learner forbids that guardian', () => {
    const road = moving('2030-01-15');
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
  });
});

describe('A prohibition', () => {
  test('is about a guardian, never about the learner', () => {
    const itself = { guardianId: LEARNER, scope: 'both', grounds: text() } as const;
    expect(raised().refused('curator', 'prohibit-guardian', itself)).toBe('not-a-guardian');
  });

  test('of the only guardian ends that guardians wait to be told', () => {
    const [mother] = family().guardians;
    const road = raised({ discussedWith: [], family: family({ guardians: mother ? [mother] : [] }) });
    expect(road.owed('tell-guardian')).toHaveLength(1);
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    expect(road.owed('tell-guardian')).toHaveLength(0);
  });
});

describe('What the directory corrects', () => {
  test('a birth date that was wrong takes the coming of age back', () => {
    const road = raised({ family: family({ adultOn: parseDate('2026-11-18') }) }).until('2026-11-19 09:00');
    expect(road.state.annex?.isAdult).toBe(true);
    road.give(SYSTEM, 'update-family', { family: family() });
    expect(road.state.annex?.isAdult).toBe(false);
  });

  test('an address that becomes protected stops the invitations that wait, and has them given by hand', () => {
    const road = calledGroup();
    const { last, state: before } = road;
    if (!last) throw new Error('no event');
    const toMother = mailsOf(last, before, before, road.life.rules).find(
      (it) => it.template === 'meeting-family',
    );
    if (!toMother) throw new Error('no invitation');
    road.give(SYSTEM, 'update-family', { family: family({ addressProtected: true }) });
    expect(stillTrue(toMother.still, before)).toBe(true);
    expect(stillTrue(toMother.still, road.state)).toBe(false);
    expect(road.owed('manual-invitation')).toHaveLength(1);
  });

  test('telling the learner is due with the discussion when the request turns out urgent', () => {
    const road = raised({ discussedWith: [] });
    road.give('curator', 'correct-fact', { fact: { name: 'urgent', value: true } });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info-urgent', dueOn: '2026-11-18' });
  });
});

describe('Somebody from outside student welfare', () => {
  const psychiatry = { organisation: 'child-psychiatry', name: text() } as const;
  const outsider = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' } as const;
  const home = {
    kind: 'home-meeting',
    minute: 600,
    invitedFamily: [{ personId: LEARNER, role: 'learner' }],
    on: parseDate('2026-11-19'),
  } as const;

  test('comes to no meeting without consent, not even at home', () => {
    const road = withGroup().give('curator', 'propose-group', {
      members: [{ ...outsider, external: psychiatry }],
    });
    const invitedStaff = [{ ...outsider, external: psychiatry }];
    expect(road.refused('curator', 'call-meeting', { ...home, invitedStaff })).toBe('consent-missing');
  });

  test('is no longer invited home when the consent is taken back', () => {
    const road = withGroup().give('curator', 'propose-group', {
      members: [{ ...outsider, external: psychiatry }],
    });
    road
      .give('curator', 'record-consent', { ...answerOf('m3', LEARNER, 'given'), items: ['wellbeing'] })
      .give('curator', 'call-meeting', { ...home, invitedStaff: [outsider] })
      .give('curator', 'withdraw-consent', {
        ...{ memberIds: ['m3'], by: LEARNER, byRole: 'learner', way: 'in-person' },
      });
    expect(road.state.meetings[0]?.staff).toEqual([]);
  });

  test('close to the learner is with the group by consent only', () => {
    const road = calledGroup().give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
    const staff = { personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' } as const;
    const invitedFamily = [{ personId: FATHER, role: 'close_person' }] as const;
    const group = { ...home, kind: 'expert-group', invitedStaff: [staff], invitedFamily } as const;
    expect(road.refused('curator', 'call-meeting', group)).toBe('consent-missing');
  });
});

describe('What ends ends whole', () => {
  test('a clock that stood still goes on when the case is closed and the act still owes something', () => {
    const road = withGroup().give('curator', 'report-child-welfare', report);
    const followUp = road.owed('outside-follow-up')[0]?.id ?? '';
    road
      .give('curator', 'pause-duty', { dutyId: followUp, reason: 'waits-for-authority' })
      .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] });
    expect(road.state.status).toBe('aftercare');
    expect(road.state.duties.find((it) => it.id === followUp)).toMatchObject({ status: 'open' });
  });

  test('an offer of hand-over is void when the group appoints somebody else', () => {
    const road = calledGroup().until('2026-11-18 09:00');
    const offer = { side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator } as const;
    road.give('curator', 'offer-handover', offer);
    expect(road.owed('handover-answer')).toHaveLength(1);
    road.give('curator', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.nurse, LEARNER], actions: [] },
      ...{ responsible: { personId: PEOPLE.nurse, side: 'county' } },
      end: { kind: 'next', on: parseDate('2026-12-09') },
    });
    expect(road.owed('handover-answer')).toHaveLength(0);
  });

  test('a closed case publishes nothing to guardians once the learner is of age', () => {
    const road = heldGroup({ family: family({ adultOn: parseDate('2026-12-02') }) });
    road
      .give('nurse', 'write-entry', { part: 'handling', text: text() })
      .give('nurse', 'close-case', { reason: 'goals-met', told: ['learner'] })
      .until('2026-12-03 09:00');
    const published = { entryIds: ['e1'], toIds: [MOTHER] };
    expect(road.refused('nurse', 'publish-entries', published)).toBe('guardian-has-no-position');
  });

  test('a date set by hand stays when the calendar changes, another moves', () => {
    const [byHand, counted] = [heldGroup(), heldGroup()];
    const dutyId = byHand.owed('report-parts')[0]?.id ?? '';
    byHand.give('nurse', 'set-due-date', { dutyId, dueOn: parseDate('2026-11-27'), reason: text() });
    const { holidays } = counted.life.rules.calendar;
    const before = counted.owed('report-parts')[0]?.dueOn;
    const off = ['2026-11-19', '2026-11-20', '2026-11-23'].map((it) => dayNumber(parseDate(it)));
    for (const road of [byHand, counted]) {
      const calendar = {
        ...road.life.rules.calendar,
        holidays: [...holidays, ...off].toSorted((a, b) => a - b),
      };
      const rules = { ...road.life.rules, id: 'f'.repeat(32), calendar };
      road.give(SYSTEM, 'adopt-rules', { rules, mode: 'recompute' });
    }
    expect(byHand.owed('report-parts')[0]).toMatchObject({ dueOn: '2026-11-27', byHand: true });
    expect(counted.owed('report-parts')[0]?.dueOn).not.toBe(before);
  });
});
