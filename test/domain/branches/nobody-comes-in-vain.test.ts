import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { evolve } from '../../../domain/evolve.js';
import type { PersonId } from '../../../domain/ids.js';
import { mailsOf, stillTrue, type MailIntent } from '../../../domain/mails.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { PEOPLE, LEARNER, text } from '../lives/world.js';
import { calledGroup, family, heldGroup, MOTHER, raised, type Road } from './support.js';

/** The mails of what happened last. */
function mailsOfLast(road: Road, before: CaseState): readonly MailIntent[] {
  const { last } = road;
  if (!last) throw new Error('nothing happened');
  const after = evolve(before, last, road.state.caseId);
  if (!after) throw new Error('no case');
  return mailsOf(last, before, after, road.life.rules);
}

function endedBy(road: Road, end: (road: Road) => Road): readonly MailIntent[] {
  const before = road.state;
  return mailsOfLast(end(road), before);
}

const whom = (mails: readonly MailIntent[]) =>
  mails.map(({ template, to }) => [template, 'personId' in to ? to.personId : to.rung]);
const close = (road: Road) => road.give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] });
const voided = (road: Road) => road.give('curator', 'void-case', { reason: 'wrong-learner', note: text() });
const invited = [
  ['meeting-cancelled', PEOPLE.nurse],
  ['meeting-cancelled', PEOPLE.homeroom],
  ['meeting-ended-family', LEARNER],
  ['meeting-ended-family', MOTHER],
];

describe('A meeting that is called when its case ends', () => {
  test('is off, and whoever was invited is told so when the case is closed', () => {
    const road = calledGroup();
    const mails = endedBy(road, close);
    expect(whom(mails)).toEqual(invited);
    expect(mails.map(({ data }) => data)).toEqual(invited.map(() => ({ on: '2026-11-18', minute: 600 })));
    expect(mails.every(({ still }) => stillTrue(still, road.state))).toBe(true);
  });

  test('is off, and whoever was invited is told so when the case was on the wrong learner', () => {
    const road = calledGroup();
    const mails = endedBy(road, voided);
    expect(whom(mails)).toEqual(invited);
    expect(mails.every(({ still }) => stillTrue(still, road.state))).toBe(true);
    // Nothing else of a void case goes out any more, and none of this before it is void.
    expect(stillTrue({ kind: 'case' }, road.state)).toBe(false);
    expect(stillTrue({ kind: 'voided' }, calledGroup().state)).toBe(false);
  });

  test('is off with all that was asked of people in a case that was made void', () => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    road
      .give('nurse', 'record-meeting', {
        ...{ meetingId: 'k2', attended: [PEOPLE.homeroom] },
        end: { kind: 'next', on: parseDate('2026-12-09') },
        actions: [{ ownerId: PEOPLE.homeroom, side: 'school', what: text(), dueOn: parseDate('2026-11-27') }],
      })
      .give('nurse', 'offer-handover', {
        ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
      });
    const mails = endedBy(road, (it) =>
      it.give('nurse', 'void-case', { reason: 'wrong-learner', note: text() }),
    );
    expect(whom(mails)).toEqual([
      ['action-ended', PEOPLE.homeroom],
      ['handover-withdrawn', PEOPLE.colleague],
    ]);
    expect(mails.every(({ still }) => stillTrue(still, road.state))).toBe(true);
  });

  test('that was held or called off before is told of no more', () => {
    const off = calledGroup().give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'staff-absent' });
    expect(endedBy(off, close)).toEqual([]);
    expect(endedBy(raised(), voided)).toEqual([]);
  });
});

describe('What was agreed that somebody does', () => {
  const action = (ownerId: PersonId) =>
    ({ ownerId, side: 'school', what: text(), dueOn: parseDate('2026-11-27') }) as const;
  /** One thing is done already, and two are not when the case ends. */
  const agreed = (): Road => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    return road
      .give('nurse', 'record-meeting', {
        ...{ meetingId: 'k2', attended: [PEOPLE.homeroom] },
        end: { kind: 'next', on: parseDate('2026-12-09') },
        actions: [PEOPLE.teacher, PEOPLE.homeroom, PEOPLE.homeroom].map(action),
      })
      .give('nurse', 'complete-action', { actionId: 'a1' });
  };
  const ends = (reason: CommandData['close-case']['reason']) =>
    whom(
      endedBy(agreed(), (it) => it.give('nurse', 'close-case', { reason, told: ['learner', 'guardian'] })),
    );

  test('is still to be done where the case leaves it standing: nobody hears that it is not', () => {
    expect(ends('goals-met')).toEqual([]);
  });

  test('ends with a word, one to each person and none of what was done', () => {
    expect(ends('moved')).toEqual([['action-ended', PEOPLE.homeroom]]);
  });
});

describe('Who is invited by hand', () => {
  const hidden = () =>
    calledGroup({ family: family({ addressProtected: true }) }).give('curator', 'invite-by-hand', {
      ...{ meetingId: 'k1', way: 'phone' },
    });
  const byHand = (road: Road) =>
    road.owed('manual-invitation').map(({ ownerId, about }) => [ownerId, about?.id]);

  test('is told by hand that a meeting is off: the word outlives the case', () => {
    const road = hidden();
    expect(byHand(road)).toEqual([]);
    expect(whom(endedBy(road, close))).not.toContainEqual(['meeting-ended-family', MOTHER]);
    expect([road.state.status, byHand(road)]).toEqual(['aftercare', [[PEOPLE.curator, 'k1']]]);
    road.give('curator', 'invite-by-hand', { meetingId: 'k1', way: 'phone' });
    expect([road.state.status, byHand(road)]).toEqual(['closed', []]);
  });

  test('is told once, where the invitation itself was not given yet', () => {
    const road = calledGroup({ family: family({ addressProtected: true }) });
    expect(byHand(close(road))).toEqual([[PEOPLE.curator, 'k1']]);
  });

  test('is told by hand too when nobody is left who could hold the meeting', () => {
    const members = ['m1', 'm2'];
    const road = hidden().give('curator', 'withdraw-consent', {
      ...{ memberIds: members, by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    expect(road.state.meetings[0]?.status).toBe('cancelled');
    expect(byHand(road)).toEqual([[PEOPLE.curator, 'k1']]);
  });

  test('was not told by a case under core 6', () => {
    const road = hidden();
    road.life.state = { ...road.state, core: 6 };
    expect([byHand(close(road)), road.state.status]).toEqual([[], 'closed']);
    expect(road.refused('curator', 'invite-by-hand', { meetingId: 'k1', way: 'phone' })).toBe(
      'case-not-open',
    );
  });
});

describe('A report that somebody owes in a case on the wrong learner', () => {
  /** The family did not want a joint contact, and what was seen is to be reported by whoever saw it. */
  const owed = (who: 'homeroom' | 'curator') =>
    calledGroup()
      .give(who, 'propose-joint-contact', { with: 'both' })
      .give(who, 'record-joint-contact', { failure: 'refused', criteriaMet: true });

  test('is told to who owes it, at once, also on a Saturday', () => {
    const road = owed('homeroom').until('2026-11-21 21:00');
    // The meeting was three days ago by then: nobody is told that it is off.
    const mails = endedBy(road, voided);
    expect(whom(mails)).toEqual([['report-still-owed', PEOPLE.homeroom]]);
    expect(mails[0]?.notBefore).toBe(road.last?.at);
    expect(mails.every(({ still }) => stillTrue(still, road.state))).toBe(true);
  });

  test('is not told to who ends the case: they say where it is made', () => {
    expect(whom(endedBy(owed('curator'), voided))).toEqual(invited);
  });
});
