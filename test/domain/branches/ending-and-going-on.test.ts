import { describe, expect, test } from '@jest/globals';
import type { UnitId } from '../../../domain/ids.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text } from '../lives/world.js';
import { answerOf, ask, consents, family, FATHER, MOTHER, raised, withGroup, type Road } from './support.js';

const MOVED = { reason: 'moved', told: ['learner'] } as const;
/** The learner's own request: the school does not know of it. */
const OWN = { source: 'learner', responsible: { county: PEOPLE.curator } } as const;
const act = { addressee: '049', channel: 'phone', reason: text() } as const;

/** The directory says where the learner goes to school. */
const goesTo = (road: Road, schoolId: UnitId) =>
  road.give(SYSTEM, 'update-surroundings', {
    surroundings: { schoolId, enrolledUntil: null, gone: [], classCode: '7B', languages: [] },
    holders: {},
  });

describe('A case closed because the learner leaves', () => {
  test('is one whose learner leaves, where the directory says anything', () => {
    const road = goesTo(raised(), SCHOOL);
    expect(road.refused('curator', 'close-case', MOVED)).toBe('undelivered-duties');
    expect(goesTo(road, OTHER_SCHOOL).refused('curator', 'close-case', MOVED)).toBe('done');
  });

  test('or whose move is planned', () => {
    const road = goesTo(raised(), SCHOOL);
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-01-07') });
    expect(road.refused('curator', 'close-case', MOVED)).toBe('done');
  });

  test('and not one whose planned move was called off', () => {
    const road = goesTo(raised(), SCHOOL);
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-01-07') });
    road.give('curator', 'cancel-transfer', { transferId: 'r1', reason: 'not-moving' });
    expect(road.refused('curator', 'close-case', MOVED)).toBe('undelivered-duties');
  });

  test('owes again what the law asks when it goes on, and is late by the same limit', () => {
    const road = raised({ ...OWN, discussedWith: ['learner'] }).until('2026-12-10 09:00');
    const before = road.owed('discussion')[0];
    expect(before).toMatchObject({ dueOn: '2026-11-26', late: true });
    road.give('curator', 'close-case', MOVED).give('curator', 'reopen-case', { reason: text() });
    expect(road.owed('discussion')[0]).toMatchObject({ id: before?.id, dueOn: '2026-11-26', late: true });
    expect(road.refused('curator', 'close-case', { reason: 'no-need', told: [] })).toBe('undelivered-duties');
    expect(
      road.refused('curator', 'offer-discussion', {
        ...{ withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' },
        latenessReason: 'no-time-free',
      }),
    ).toBe('done');
  });
});

describe('A case that goes on', () => {
  test('looks again at a prohibition that stands', () => {
    const road = raised()
      .give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() })
      .give('curator', 'offer-discussion', {
        ...{ withId: PEOPLE.curator, on: raised().today, minute: 600, told: 'phone' },
      })
      .give('curator', 'record-discussion', { outcome: 'held' })
      .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] })
      .give('curator', 'reopen-case', { reason: text() });
    expect(road.owed('prohibition-review')).toMatchObject([{ about: { of: 'prohibition', id: 'p1' } }]);
  });
});

describe('A closed case', () => {
  const closed = (road: Road) =>
    road.give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] });

  test('is seen by consent only as long as the consent holds', () => {
    const road = ask(withGroup(), [LEARNER]);
    const validUntil = parseDate('2026-12-15');
    road.give('curator', 'record-consent', { ...answerOf('m1', LEARNER, 'given'), validUntil });
    closed(road).until('2026-12-17 09:00');
    expect(consents(road)[0]).toBe('expired');
    expect(road.state.status).toBe('closed');
    expect(road.state.duties.some((it) => it.status === 'open')).toBe(false);
  });

  test('is not seen by what a guardian agreed to once the learner is of age', () => {
    const road = ask(withGroup({ family: family({ adultOn: parseDate('2027-01-15') }) }), [LEARNER, MOTHER]);
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    road.give('curator', 'record-consent', answerOf('m2', LEARNER, 'given'));
    closed(road).until('2027-01-16 09:00');
    expect(consents(road)).toEqual(['requested', 'given']);
    expect(road.owed('consent-answer')).toEqual([]);
  });

  test('lets a consent to send its data be taken back until they are sent', () => {
    const road = withGroup();
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-01-07') });
    const answer = (given: 'given' | 'refused') =>
      road.refused('curator', 'record-transfer-consent', {
        ...{ transferId: 'r1', answer: given, by: LEARNER, byRole: 'learner', way: 'signed' },
        items: ['absences'],
      });
    expect(answer('given')).toBe('done');
    road.give('curator', 'close-case', MOVED);
    expect(road.state.status).toBe('aftercare');
    expect(answer('refused')).toBe('done');
    expect(road.refused('curator', 'send-package', { transferId: 'r1', package: 'welfare' })).toBe(
      'transfer-consent-missing',
    );
  });
});

describe('A case opened twice', () => {
  test('is not made void while somebody owes a report in it', () => {
    const road = raised().give('teacher', 'propose-joint-contact', { with: 'guardian' });
    const twice = { reason: 'duplicate' } as const;
    expect(road.refused('curator', 'void-case', twice)).toBe('report-owed');
    road.give('teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true });
    expect(road.refused('curator', 'void-case', twice)).toBe('report-owed');
    road.give('teacher', 'report-child-welfare', { ...act, told: 'not-told' });
    expect(road.refused('curator', 'void-case', twice)).toBe('done');
  });

  test('is made void by who sees what is owed: no refusal tells a post of a report', () => {
    const twice = { reason: 'duplicate' } as const;
    const owing = raised().give('teacher', 'propose-joint-contact', { with: 'guardian' });
    for (const road of [raised(), owing])
      expect(road.refused('countyCoordinator', 'void-case', twice)).toBe('responsible-voids');
  });

  test('on the wrong learner is made void at once, saying how it goes on, whether a report is owed or not', () => {
    const wrong = { reason: 'wrong-learner' } as const;
    const owing = raised().give('teacher', 'propose-joint-contact', { with: 'guardian' });
    for (const road of [raised(), owing]) {
      expect(road.refused('countyCoordinator', 'void-case', wrong)).toBe('continuation-missing');
      expect(road.refused('countyCoordinator', 'void-case', { ...wrong, note: text() })).toBe('done');
    }
  });
});

describe('A prohibition', () => {
  test('that is lifted leaves the guardian to be told what they were to be told', () => {
    const road = raised({ topic: 'bullying', discussedWith: ['learner'] });
    const about = () => road.owed('tell-guardian').map((it) => it.about?.id);
    road.give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() });
    expect(about()).toEqual([MOTHER]);
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(new Set(about())).toEqual(new Set([MOTHER, FATHER]));
  });

  test('of every guardian leaves none through whom a time is offered, or who is told of the closing', () => {
    const road = raised();
    for (const guardianId of [MOTHER, FATHER])
      road.give('curator', 'prohibit-guardian', { guardianId, scope: 'both', grounds: text() });
    const offer = { withId: PEOPLE.curator, on: road.today, minute: 600 } as const;
    expect(road.refused('curator', 'offer-discussion', { ...offer, told: 'through-guardian' })).toBe(
      'guardian-prohibited',
    );
    road.give('curator', 'offer-discussion', { ...offer, told: 'phone' });
    road.give('curator', 'record-discussion', { outcome: 'held' });
    const close = { reason: 'goals-met', told: ['learner', 'guardian'] } as const;
    expect(road.refused('curator', 'close-case', close)).toBe('guardian-prohibited');
  });
});

describe('The day of the request', () => {
  const requested = (road: Road, day: string, note?: ReturnType<typeof text>) =>
    road.refused('curator', 'correct-fact', {
      fact: { name: 'requested-on', value: parseDate(day) },
      ...(note ? { note } : {}),
    });

  test('is not later than the time that was offered for it', () => {
    const road = raised({}).give('curator', 'offer-discussion', {
      ...{ withId: PEOPLE.curator, on: raised().today, minute: 600, told: 'phone' },
    });
    road.until('2026-11-25 09:00');
    expect(requested(road, '2026-11-20', text())).toBe('happened-before-request');
    expect(requested(road, '2026-11-16')).toBe('done');
  });

  test('is corrected past a limit that has passed only with a word why', () => {
    const road = raised().until('2026-12-10 09:00');
    expect(requested(road, '2026-12-09')).toBe('note-missing');
    expect(requested(road, '2026-12-09', text())).toBe('done');
  });
});

describe('A clock that went on', () => {
  test('is not stopped again on a day on which it stood still', () => {
    const road = ask(withGroup(), [LEARNER]);
    const dutyId = road.owed('consent-answer')[0]?.id ?? '';
    const pause = (on?: string) =>
      road.refused('curator', 'pause-duty', { dutyId, reason: 'learner-away' }, on);
    expect(pause('2026-11-17')).toBe('done');
    road.until('2026-11-19 09:00').give('curator', 'resume-duty', { dutyId });
    expect(pause('2026-11-17')).toBe('not-running');
    expect(pause()).toBe('done');
  });
});

describe('What the law wants without delay', () => {
  test('gets no day, however near', () => {
    const road = raised({ topic: 'bullying', discussedWith: ['learner'] });
    road.give('teacher', 'report-to-police', { ...act, addressee: 'police', suspicion: 'life-or-health' });
    for (const kind of ['tell-guardian', 'child-welfare-report'] as const) {
      const dutyId = road.owed(kind)[0]?.id ?? '';
      const dueOn = parseDate('2026-11-20');
      expect(road.refused('curator', 'set-due-date', { dutyId, dueOn, reason: text() })).toBe(
        'beyond-the-law',
      );
    }
  });
});

describe('What came of an act', () => {
  test('came after it, and not after today', () => {
    const road = raised().until('2026-11-20 09:00');
    road.give('teacher', 'report-child-welfare', { ...act, told: 'not-told' });
    const learned = (day: string) =>
      ['acknowledgedOn', 'followedUpOn'].map((name) =>
        road.refused('teacher', 'complete-outside-act', { actId: 'x1', details: { [name]: parseDate(day) } }),
      );
    expect(learned('2199-12-31')).toEqual(['happened-in-future', 'happened-in-future']);
    expect(learned('2026-11-19')).toEqual(['happened-before-request', 'happened-before-request']);
    expect(learned('2026-11-20')).toEqual(['done', 'done']);
  });
});
