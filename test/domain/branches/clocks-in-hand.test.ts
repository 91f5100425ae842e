import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { text } from '../lives/world.js';
import { heldGroup, raised, withGroup } from './support.js';

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
});
