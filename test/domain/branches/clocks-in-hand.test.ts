import { describe, expect, test } from '@jest/globals';
import { dayNumber, parseDate } from '../../../domain/time/civil-date.js';
import { OTHER_SCHOOL, SYSTEM, text } from '../lives/world.js';
import { heldGroup, raised, withGroup, withoutSchool } from './support.js';

describe('A clock in people’s hands', () => {
  test('that is paused goes on with exactly what was left', () => {
    const road = withGroup();
    const [duty] = road.owed('consent-answer');
    expect(duty).toMatchObject({ dueOn: '2026-11-24' });
    const dutyId = duty?.id ?? '';
    road.until('2026-11-19 09:00').give('curator', 'pause-duty', { dutyId, reason: 'learner-ill' });
    expect(road.state.duties.find((it) => it.id === dutyId)).toMatchObject({
      status: 'paused',
      left: 3,
      rung: null,
    });
    expect(road.owed('pause-review')).toHaveLength(1);
    road.until('2026-12-01 09:00').give('curator', 'resume-duty', { dutyId });
    expect(road.state.duties.find((it) => it.id === dutyId)).toMatchObject({
      status: 'open',
      dueOn: '2026-12-04',
    });
    expect(road.owed('pause-review')).toHaveLength(0);
    expect(road.refused('curator', 'resume-duty', { dutyId })).toBe('not-paused');
  });

  test('that went on keeps what was left under other rules and at another school', () => {
    const resumed = () => {
      const road = withGroup().until('2026-11-19 09:00');
      const dutyId = road.owed('consent-answer')[0]?.id ?? '';
      road.give('curator', 'pause-duty', { dutyId, reason: 'learner-ill' }).until('2026-12-01 09:00');
      return road.give('curator', 'resume-duty', { dutyId });
    };
    const duty = { dueOn: '2026-12-04', resumed: { on: '2026-12-01', left: 3 }, late: false };
    for (const mode of ['recompute', 'earlier'] as const) {
      const road = resumed();
      const rules = { ...road.life.rules, id: 'f'.repeat(32) };
      const duties = {
        ...rules.duties,
        'L-CONSENT': { unit: 'weekday', length: 9, ladder: 'gentle' },
      } as const;
      road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, duties }, mode });
      expect(road.owed('consent-answer')[0]).toMatchObject({ ...duty, unit: 'institution-day' });
    }
    const road = resumed();
    const rules = { ...road.life.rules, id: 'e'.repeat(32), schoolId: OTHER_SCHOOL };
    const there = { ...rules, ...withoutSchool(rules, '2026-12-03') };
    road.give('curator', 'correct-fact', { fact: { name: 'school', value: OTHER_SCHOOL, rules: there } });
    expect(road.owed('consent-answer')[0]).toMatchObject({ ...duty, dueOn: '2026-12-07' });
  });

  test('that goes on ends on no eve, but on the first day after it that may be a last day', () => {
    const road = heldGroup();
    const dutyId = road.owed('report-parts')[0]?.id ?? '';
    road.until('2026-11-20 09:00').give('nurse', 'pause-duty', { dutyId, reason: 'learner-away' });
    // Three weekdays are left: the third is Christmas Eve.
    road.until('2026-12-21 09:00').give('nurse', 'resume-duty', { dutyId });
    expect(road.owed('report-parts')[0]).toMatchObject({
      ...{ dueOn: '2026-12-28', provisional: false },
      resumed: { on: '2026-12-21', left: 3 },
    });
  });

  test('that goes on beyond the published calendar says that its day is not sure, and is counted anew with it', () => {
    const road = withGroup().until('2026-11-19 09:00');
    const dutyId = road.owed('consent-answer')[0]?.id ?? '';
    road.give('curator', 'pause-duty', { dutyId, reason: 'learner-ill' });
    const { rules } = road.life;
    const publishedUntil = dayNumber(parseDate('2026-11-30'));
    const less = { ...rules, id: 'f'.repeat(32), calendar: { ...rules.calendar, publishedUntil } };
    road.give(SYSTEM, 'adopt-rules', { rules: less, mode: 'recompute' }).until('2026-12-01 09:00');
    road.give('curator', 'resume-duty', { dutyId });
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-12-04', provisional: true });
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'e'.repeat(32) }, mode: 'recompute' });
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-12-04', provisional: false });
  });

  test('of the law cannot be paused, nor set behind what the law allows', () => {
    const road = raised();
    const dutyId = road.owed('discussion')[0]?.id ?? '';
    expect(road.refused('curator', 'pause-duty', { dutyId, reason: 'learner-away' })).toBe(
      'law-cannot-pause',
    );
    const later = { dutyId, dueOn: parseDate('2026-11-30'), reason: text() };
    expect(road.refused('curator', 'set-due-date', later)).toBe('beyond-the-law');
    road.give('curator', 'set-due-date', { ...later, dueOn: parseDate('2026-11-20') });
    expect(road.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-20', byHand: true });
  });

  test('set by hand is not recounted, and who set it stands in the log', () => {
    const road = heldGroup();
    const dutyId = road.owed('follow-up')[0]?.id ?? '';
    road.give('nurse', 'set-due-date', { dutyId, dueOn: parseDate('2026-12-16'), reason: text() });
    expect(road.last).toMatchObject({
      type: 'due-date-set',
      data: { was: '2026-12-09' },
      by: { role: 'school_nurse' },
    });
  });

  test('that has run out stays where it was', () => {
    const road = withGroup().until('2026-11-26 12:00');
    const [duty] = road.owed('consent-answer');
    expect(duty?.late).toBe(true);
    const moved = { dutyId: duty?.id ?? '', dueOn: parseDate('2026-12-10'), reason: text() };
    expect(road.refused('curator', 'set-due-date', moved)).toBe('date-not-movable');
  });

  test('counts from the right day when the request date is corrected mid-way, and when it becomes urgent', () => {
    const road = raised();
    road.give('curator', 'correct-fact', { fact: { name: 'requested-on', value: parseDate('2026-11-13') } });
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-13', dueOn: '2026-11-24' });
    road.give('curator', 'correct-fact', { fact: { name: 'urgent', value: true } });
    expect(road.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2026-11-18' });
  });

  test('set by hand gives way when the request turns out urgent: that is another clock', () => {
    const road = raised();
    const dutyId = road.owed('discussion')[0]?.id ?? '';
    road.give('curator', 'set-due-date', { dutyId, dueOn: parseDate('2026-11-24'), reason: text() });
    road.give('curator', 'correct-fact', { fact: { name: 'urgent', value: true } });
    expect(road.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-18' });
    expect(road.owed('discussion')[0]?.byHand).toBeUndefined();
  });

  test('set by hand to an earlier day than the urgency asks keeps that day', () => {
    const road = raised();
    const dutyId = road.owed('discussion')[0]?.id ?? '';
    road.give('curator', 'set-due-date', { dutyId, dueOn: parseDate('2026-11-17'), reason: text() });
    road.give('curator', 'correct-fact', { fact: { name: 'urgent', value: true } });
    expect(road.owed('discussion')[0]).toMatchObject({
      rule: 'T-OHL15-urgent',
      dueOn: '2026-11-17',
      byHand: true,
    });
    const later = { dutyId, dueOn: parseDate('2026-11-19'), reason: text() };
    expect(road.refused('curator', 'set-due-date', later)).toBe('beyond-the-law');
  });

  test('set by hand is bound by the law when the request turns out to have come earlier', () => {
    const road = raised();
    const dutyId = road.owed('discussion')[0]?.id ?? '';
    const by = (day: string) => ({ dutyId, dueOn: parseDate(day), reason: text() });
    const came = (day: string) => ({ fact: { name: 'requested-on', value: parseDate(day) } }) as const;
    road
      .give('curator', 'set-due-date', by('2026-11-25'))
      .give('curator', 'correct-fact', came('2026-11-16'));
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-16', dueOn: '2026-11-25' });
    road.give('curator', 'correct-fact', came('2026-11-12'));
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-12', dueOn: '2026-11-23' });
    expect(road.refused('curator', 'set-due-date', by('2026-11-24'))).toBe('beyond-the-law');
  });
});
