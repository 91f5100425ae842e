import { describe, expect, test } from '@jest/globals';
import type { Consequence } from '../../../domain/branch-events.js';
import type { CaseEvent } from '../../../domain/events.js';
import { stillTrue } from '../../../domain/mails.js';
import type { PersonId } from '../../../domain/ids.js';
import type { CaseState, Meeting } from '../../../domain/state.js';
import { answerOf, calledGroup, family, FATHER, MOTHER, raised } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { happened, mails, NOW, toWhom } from './happened.js';

describe('A meeting', () => {
  const { state } = calledGroup();
  const [k1] = state.meetings;
  if (!k1) throw new Error('a meeting is called');
  const invited: Meeting = {
    ...k1,
    staff: [PEOPLE.curator, PEOPLE.nurse],
    family: [LEARNER, MOTHER, FATHER],
  };
  const being = (change: Partial<Meeting>, of: CaseState = state) => ({
    ...of,
    meetings: [
      { ...invited, id: 'k0', minute: 1 },
      { ...invited, ...change },
    ],
  });
  const cancelled = happened('meeting-cancelled', { meetingId: 'k1', reason: 'staff-absent' });
  const called = { ...cancelled, type: 'meeting-called' } as CaseEvent;

  test('is told to everybody who is invited, but for who calls it', () => {
    const mail = (template: string, personId: PersonId) => ({
      ...{ template, to: { personId }, notBefore: NOW, data: { on: '2026-11-18', minute: 600 } },
      still: { kind: 'meeting', meetingId: 'k1', status: 'called', personId },
    });
    expect(mails(called, being({}))).toEqual([
      mail('meeting', PEOPLE.nurse),
      ...[LEARNER, MOTHER, FATHER].map((id) => mail('meeting-family', id)),
    ]);
  });

  test('that is called off is told so to the same people', () => {
    const all = mails(cancelled, being({ status: 'cancelled', family: [MOTHER] }));
    expect(toWhom(all)).toEqual([
      ['meeting-cancelled', PEOPLE.nurse],
      ['meeting-cancelled-family', MOTHER],
    ]);
    expect(all.map(({ still }) => still)).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
  });

  test('that was held, or is not there, is told to nobody', () => {
    expect(mails(called, being({ status: 'held' }))).toEqual([]);
    expect(mails(called, { ...state, meetings: [] })).toEqual([]);
  });

  test('is told by no mail to a guardian who has no part, nor to a family that is reached by hand', () => {
    const road = calledGroup().give('curator', 'prohibit-guardian', {
      ...{ guardianId: MOTHER, scope: 'both', grounds: text() },
    });
    expect(toWhom(mails(called, being({}, road.state))).map(([, who]) => who)).toEqual([
      ...[PEOPLE.nurse, LEARNER, FATHER],
    ]);
    const hidden = calledGroup({ family: family({ addressProtected: true }) }).state;
    expect(toWhom(mails(called, being({}, hidden)))).toEqual([['meeting', PEOPLE.nurse]]);
  });

  test('is still true of who is invited to it, as it was said', () => {
    const holds = (change: Partial<Meeting>, personId?: PersonId, of: CaseState = state) =>
      stillTrue(
        { kind: 'meeting', meetingId: 'k1', status: 'called', ...(personId ? { personId } : {}) },
        {
          ...of,
          meetings: [
            { ...invited, id: 'k0' },
            { ...invited, ...change },
          ],
        },
      );
    for (const who of [undefined, PEOPLE.nurse, MOTHER, LEARNER]) expect(holds({}, who)).toBe(true);
    expect(holds({ status: 'cancelled' }, MOTHER)).toBe(false);
    expect(holds({ id: 'k2' }, MOTHER)).toBe(false);
    expect(holds({ staff: [] }, PEOPLE.nurse)).toBe(false);
    expect(holds({ family: [FATHER] }, MOTHER)).toBe(false);
    const adult = raised().state;
    const { annex } = adult;
    const grown = { ...adult, ...(annex ? { annex: { ...annex, isAdult: true } } : {}) };
    expect([holds({}, MOTHER, grown), holds({}, LEARNER, grown), holds({}, PEOPLE.nurse, grown)]).toEqual([
      ...[false, true, true],
    ]);
    const hidden = raised({ family: family({ addressProtected: true }) }).state;
    expect([holds({}, MOTHER, hidden), holds({}, PEOPLE.nurse, hidden)]).toEqual([false, true]);
  });
});

describe('What ends a part in the case', () => {
  const before = calledGroup().state;
  const [k1] = before.meetings;
  if (!k1) throw new Error('a meeting is called');
  const met: CaseState = {
    ...before,
    meetings: [
      { ...k1, id: 'k0', status: 'held', staff: [PEOPLE.nurse] },
      { ...k1, staff: [PEOPLE.curator, PEOPLE.nurse, PEOPLE.homeroom] },
    ],
  };
  const follows: Consequence = {
    ...{ consents: [], cancelledMeetingIds: [], uninvited: [PEOPLE.nurse, PEOPLE.curator, MOTHER] },
  };
  const types = [
    ...(['consent-withdrawn', 'consent-expired', 'conflict-settled', 'capacity-noted'] as const),
    ...(['guardian-prohibited', 'prohibition-lifted', 'family-updated', 'learner-came-of-age'] as const),
    ...(['consent-recorded', 'went-on-without-guardian'] as const),
  ];

  test.each(types)('(%s) is told to staff who were to come to a meeting, and never to a guardian', (type) => {
    const event = happened(type, { follows });
    expect(mails(event, met, met)).toEqual([
      {
        ...{ template: 'meeting-cancelled', to: { personId: PEOPLE.nurse }, notBefore: NOW },
        ...{ still: { kind: 'case' }, data: { on: '2026-11-18', minute: 600 } },
      },
    ]);
    expect(mails(event, met, null)).toEqual([]);
  });

  test('calls a meeting off with everybody who is left', () => {
    const left = { ...k1, status: 'cancelled', staff: [PEOPLE.homeroom], family: [LEARNER] } as const;
    const event = happened('consent-expired', { follows: { ...follows, cancelledMeetingIds: ['k1'] } });
    expect(toWhom(mails(event, { ...met, meetings: [left] }, met))).toEqual([
      ['meeting-cancelled', PEOPLE.nurse],
      ['meeting-cancelled', PEOPLE.homeroom],
      ['meeting-cancelled-family', LEARNER],
    ]);
  });

  test('is told by an answer only where something follows from it', () => {
    expect(mails(happened('consent-recorded', answerOf('m1', LEARNER, 'given')), met, met)).toEqual([]);
  });
});
