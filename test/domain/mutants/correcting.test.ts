import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { concern, raised, Road, withGroup } from '../branches/support.js';
import { at, SYSTEM, text } from '../lives/world.js';

type Fact = CommandData['correct-fact']['fact'];

const correct = (road: Road, fact: Fact, on?: string) =>
  road.refused('curator', 'correct-fact', { fact }, on);
const requestedOn = (day: string) => ({ name: 'requested-on', value: parseDate(day) }) as const;
const urgent = (value: boolean) => ({ name: 'urgent', value }) as const;

describe('A fact that was recorded wrongly', () => {
  test('is another than the one that is known', () => {
    const road = raised();
    expect(correct(road, requestedOn('2026-11-17'))).toBe('fact-unchanged');
    expect(correct(road, urgent(false))).toBe('fact-unchanged');
    expect(correct(road, urgent(true))).toBe('done');
    expect(correct(road, urgent(true))).toBe('fact-unchanged');
  });

  test('is corrected with what was written about it', () => {
    const road = raised().give('curator', 'correct-fact', { fact: urgent(true), note: text(3) });
    expect(road.last?.data).toEqual({ fact: urgent(true), was: false, note: text(3) });
    road.give('curator', 'correct-fact', { fact: urgent(false) });
    expect(road.last?.data).toEqual({ fact: urgent(false), was: true });
  });
});

describe('The day of the request', () => {
  test('may turn out to be today, not tomorrow', () => {
    const road = new Road().give('curator', 'raise-concern', concern(), '2026-11-16');
    expect(correct(road, requestedOn('2026-11-18'))).toBe('happened-in-future');
    expect(correct(road, requestedOn('2026-11-17'))).toBe('done');
    expect(road.owed('discussion')).toMatchObject([{ startedOn: '2026-11-17', dueOn: '2026-11-26' }]);
  });

  test('moves the telling of the learner with the discussion', () => {
    const road = raised({ discussedWith: ['guardian'] });
    expect(correct(road, requestedOn('2026-11-16'))).toBe('done');
    expect(road.owed('discussion')[0]?.dueOn).toBe('2026-11-25');
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-25' });
  });
});

describe('An urgency that was judged', () => {
  test('before the request came counts from the request, later from the day it was judged', () => {
    const before = raised();
    expect(correct(before, urgent(true), '2026-11-16')).toBe('done');
    expect(before.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-17', dueOn: '2026-11-18' });
    const later = raised().until('2026-11-19 09:00');
    expect(correct(later, urgent(true))).toBe('done');
    expect(later.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-19', dueOn: '2026-11-20' });
  });

  test('and taken back counts from the request again', () => {
    const road = raised({ urgent: true }).until('2026-11-19 09:00');
    expect(correct(road, urgent(false))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({
      ...{ rule: 'T-OHL15-third', startedOn: '2026-11-17', dueOn: '2026-11-26' },
    });
  });
});

describe('Under other rules', () => {
  const adopt = (change: (rules: Rules) => Partial<Rules>, mode?: 'recompute' | 'keep' | 'earlier') => {
    const road = withGroup().until('2026-11-26 12:00');
    const rules = { ...road.life.rules, id: 'f'.repeat(32), ...change(road.life.rules) };
    return road.give(SYSTEM, 'adopt-rules', { rules, ...(mode ? { mode } : {}) });
  };
  const answers = (unit: 'institution-day' | 'weekday', length: number) => (rules: Rules) => ({
    duties: { ...rules.duties, 'L-CONSENT': { unit, length, ladder: 'gentle' } },
  });

  test('reminders that nothing touches go on where they were', () => {
    const [duty] = adopt(() => ({})).owed('consent-answer');
    expect(duty).toMatchObject({ dueOn: '2026-11-24', rung: { index: 3, at: at('2026-11-30 08:00') } });
  });

  test('days that are counted in another way are so from now on, though the last one is the same', () => {
    const [duty] = adopt(answers('weekday', 5)).owed('consent-answer');
    expect(duty).toMatchObject({ unit: 'weekday', dueOn: '2026-11-24' });
    expect(duty?.rung).toMatchObject({ index: 2, at: at('2026-11-27 08:00') });
  });

  test('a longer limit moves the day, and not where only an earlier one is wanted', () => {
    expect(adopt(answers('institution-day', 9)).owed('consent-answer')[0]?.dueOn).toBe('2026-11-30');
    expect(adopt(answers('institution-day', 9), 'earlier').owed('consent-answer')[0]?.dueOn).toBe(
      '2026-11-24',
    );
    expect(adopt(answers('institution-day', 3), 'earlier').owed('consent-answer')[0]?.dueOn).toBe(
      '2026-11-20',
    );
    expect(adopt(answers('institution-day', 3), 'keep').owed('consent-answer')[0]?.dueOn).toBe('2026-11-24');
  });
});
