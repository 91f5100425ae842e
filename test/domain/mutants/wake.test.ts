import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import { spreadMinutes } from '../../../domain/ladder.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { DAY, instant, MINUTE } from '../../../domain/time/instant.js';
import { nextWake, wake } from '../../../domain/wake.js';
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
import { at, LEARNER, PEOPLE, text } from '../lives/world.js';

const offer = { side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator } as const;

/** Until the very moment at which the offer of hand-over runs out. */
function unanswered(road: Road): Road {
  const { handovers } = road.state;
  const { expiresAt } = handovers.county ?? {};
  if (expiresAt === undefined) throw new Error('nothing was offered');
  road.life.until(expiresAt);
  return road;
}

/** Closed, with an act towards the outside that still owes its details. */
function aftercare(adultOn = '2030-01-15'): Road {
  const road = raised({ family: family({ adultOn: parseDate(adultOn) }) });
  const { today } = road;
  return road
    .give('curator', 'offer-discussion', { withId: PEOPLE.curator, on: today, minute: 600, told: 'phone' })
    .give('curator', 'record-discussion', { outcome: 'held' })
    .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] })
    .give('nurse', 'report-unborn-child', { addressee: '049', channel: 'phone', reason: text() });
}

describe('Time', () => {
  test('does nothing to a case that was opened by mistake', () => {
    const road = raised().give('curator', 'offer-handover', offer);
    const gone = { ...road.state, status: 'void' } as const;
    const { rules } = road.life;
    expect(nextWake(gone, rules)).toBeNull();
    expect(wake(gone, instant(road.life.now + 30 * DAY), rules)).toEqual([]);
    expect(nextWake(road.state, rules)).not.toBeNull();
  });

  test('reminds of an act after closing, and asks nothing on the 18th birthday: nobody consents any more', () => {
    const road = aftercare('2026-12-02').until('2027-01-20 09:00');
    const types = road.life.log.map((event) => event.type);
    expect(types).toContain('reminder-prepared');
    expect(types).not.toContain('learner-came-of-age');
  });
});

describe('An offer of hand-over that nobody answers', () => {
  test('names somebody else, and who left the group owes that no more from that moment', () => {
    const withdrawal = { memberIds: ['m1'], by: LEARNER, byRole: 'learner', way: 'in-person' } as const;
    const road = heldGroup()
      .give('nurse', 'withdraw-consent', withdrawal)
      .give('nurse', 'offer-handover', offer);
    expect(road.owed('successor')).toMatchObject([{ ownerId: PEOPLE.nurse }]);
    expect(unanswered(road).state.responsible.county).toBe(PEOPLE.countyCoordinator);
    expect(road.owed('successor')).toEqual([]);
  });

  test('leaves a case that is closed without a next step', () => {
    const road = aftercare().give('curator', 'offer-handover', offer);
    road.give('curator', 'complete-outside-act', {
      actId: 'x1',
      details: {
        ...{ measuresTried: text(1), homeCooperation: text(2) },
        ...{ acknowledgedOn: road.today, followedUpOn: road.today },
      },
    });
    expect(road.state.duties.filter((it) => it.status === 'open').map((it) => it.kind)).toEqual([
      'handover-answer',
    ]);
    expect(unanswered(road).state.responsible.county).toBe(PEOPLE.countyCoordinator);
    expect(road.state.duties.filter((it) => it.status === 'open')).toEqual([]);
    expect(road.state.status).toBe('closed');
  });

  test('leaves an open case with a next step, when it was the last that was owed', () => {
    const road = raised().give('curator', 'offer-handover', offer);
    const duties = road.owed('handover-answer').map((it) => ({ ...it, id: 'd1' }));
    road.life.state = { ...road.state, duties };
    expect(unanswered(road).owed('next-step')).toMatchObject([{ ownerId: PEOPLE.countyCoordinator }]);
  });
});

describe('What time itself notices', () => {
  const { state: CASE, life } = raised({ family: family({ adultOn: null }) });
  const RULES = life.rules;

  /** A case that owes one thing, of which nobody is to be reminded. */
  function owing(change: Partial<Duty>) {
    const [first] = CASE.duties;
    if (!first) throw new Error('a concern begins a clock');
    return { ...CASE, duties: [{ ...first, rung: null, ...change }] };
  }

  const dueAt = instant(at('2026-11-27 00:00'));
  const noticed = instant(dueAt + spreadMinutes(CASE.caseId) * MINUTE);

  test('is a limit that passed, within the hour, once', () => {
    expect(nextWake(owing({}), RULES)).toBe(noticed);
    const [event, ...others] = wake(owing({}), noticed, RULES);
    expect(event).toMatchObject({ type: 'duty-fell-due', seq: 2, data: { dutyId: 'd1' } });
    expect(others).toEqual([]);
    expect(wake(owing({}), instant(noticed - 1), RULES)).toEqual([]);
    expect(wake(owing({ late: true }), noticed, RULES)).toEqual([]);
  });

  test.each([
    ['was done', { status: 'done' }],
    ['stands still', { status: 'paused' }],
    ['is late already', { late: true }],
    ['has no day', { dueOn: null, dueAt: null }],
    ['somebody else owes', { kind: 'expected-decision' }],
  ] as const)('is not one of a promise that %s', (_name, change) => {
    expect(nextWake(owing(change), RULES)).toBeNull();
    expect(wake(owing(change), instant(noticed + 30 * DAY), RULES)).toEqual([]);
  });

  test('is an offer of hand-over, at the moment it runs out and not before', () => {
    const { state } = raised().give('curator', 'offer-handover', offer);
    const { expiresAt } = state.handovers.county ?? {};
    if (expiresAt === undefined) throw new Error('nothing was offered');
    expect(nextWake({ ...state, duties: [] }, RULES)).toBe(expiresAt);
    const types = (now: number) => wake(state, instant(now), RULES).map((event) => event.type);
    expect(types(expiresAt - 1)).not.toContain('handover-expired');
    expect(types(expiresAt)).toContain('handover-expired');
  });

  test('is told to the owner, where their employer does not know of the case', () => {
    const told = (state: typeof CASE) =>
      wake(state, instant(at('2026-11-27 08:00')), RULES).flatMap((event) =>
        event.type === 'reminder-prepared' ? [event.data.to] : [],
      );
    const rung = { index: 3, to: 'coordinator', at: instant(at('2026-11-27 08:00')) } as const;
    expect(told(owing({ rung }))).toEqual(['coordinator']);
    expect(told({ ...owing({ rung }), responsible: { school: PEOPLE.teacher } })).toEqual(['owner']);
  });
});

describe('The 18th birthday', () => {
  const adultOn = parseDate('2026-11-18');

  test('ends what guardians wait for, and begins nothing where nobody was asked', () => {
    const road = raised({ discussedWith: ['learner'], family: family({ adultOn }) });
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    const owed = () =>
      (['tell-guardian', 'prohibition-review', 'next-step'] as const).map((it) => road.owed(it).length);
    expect(owed()).toEqual([1, 1, 0]);
    road.until('2026-11-18 00:00');
    expect(owed()).toEqual([0, 0, 0]);
  });

  test('leaves at the meeting that is called whom the learner alone brings', () => {
    const road = calledGroup({ family: family({ adultOn }) });
    expect(road.state.meetings[0]?.family).toEqual([LEARNER, MOTHER]);
    expect(road.until('2026-11-18 00:00').state.meetings[0]?.family).toEqual([LEARNER]);
  });
});

describe('A consent that was given until a day', () => {
  test('is asked again when the day has passed, with a limit of its own, one', () => {
    const until = { ...answerOf('m1', LEARNER, 'given'), validUntil: parseDate('2026-11-20') };
    const road = ask(withGroup(), [LEARNER])
      .give('curator', 'record-consent', until)
      .give('curator', 'record-consent', answerOf('m2', LEARNER, 'refused'));
    expect(road.owed('consent-answer')).toHaveLength(0);
    road.until('2026-11-21 12:00');
    expect(road.state.members[0]?.consent).toBe('expired');
    expect(road.owed('consent-answer')).toMatchObject([
      { rule: 'L-CONSENT', startedOn: '2026-11-21', ownerId: PEOPLE.curator },
    ]);
  });
});
