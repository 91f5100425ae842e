import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { concern, heldGroup, raised, Road, withGroup, withoutSchool } from '../branches/support.js';
import { at, PEOPLE, SYSTEM, text } from '../lives/world.js';

type Fact = CommandData['correct-fact']['fact'];

const correct = (road: Road, fact: Fact, on?: string) =>
  road.refused('curator', 'correct-fact', { fact, note: text() }, on);
const requestedOn = (day: string) => ({ name: 'requested-on', value: parseDate(day) }) as const;
/** A day without school, decided afterwards. */
const STORM = '2026-11-24';
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
    const since = '2026-11-17';
    expect(road.last?.data).toEqual({ fact: urgent(true), was: false, note: text(3), since });
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
    const road = raised({ urgent: true, discussedWith: ['guardian'] }).until('2026-11-18 15:00');
    expect(correct(road, urgent(false))).toBe('done');
    const from = { startedOn: '2026-11-17', dueOn: '2026-11-26', late: false };
    expect(road.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-third', ...from });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', ...from });
  });

  test('and taken back once its limit has passed leaves the promise broken', () => {
    const road = raised({ urgent: true, discussedWith: ['guardian'] }).until('2026-11-19 09:00');
    expect(correct(road, urgent(false))).toBe('done');
    expect(road.state.urgent).toBe(false);
    for (const kind of ['discussion', 'tell-learner'] as const)
      expect(road.owed(kind)[0]).toMatchObject({ dueOn: '2026-11-18', late: true });
    // Nor does saying so again and again, nor another day of the request.
    expect(correct(road.until('2026-11-25 09:00'), urgent(true))).toBe('done');
    expect(correct(road, requestedOn('2026-11-16'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-18', late: true });
  });

  test('and taken back binds no more once the request turns out to have come too late for its limit to have passed', () => {
    const road = raised({ urgent: true }).until('2026-11-19 09:00');
    expect(correct(road, urgent(false))).toBe('done');
    expect(correct(road, requestedOn('2026-11-19'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({
      ...{ rule: 'T-OHL15-third', startedOn: '2026-11-19', dueOn: '2026-11-30', late: false },
    });
  });

  test('late in the ordinary limit does not put that off: the earlier of the two holds', () => {
    const last = raised({ discussedWith: ['guardian'] }).until('2026-11-26 15:00');
    expect(correct(last, urgent(true))).toBe('done');
    for (const kind of ['discussion', 'tell-learner'] as const)
      expect(last.owed(kind)[0]).toMatchObject({ dueOn: '2026-11-26', late: false });
    const passed = raised({ discussedWith: ['guardian'] }).until('2026-12-01 09:00');
    expect(correct(passed, urgent(true))).toBe('done');
    for (const kind of ['discussion', 'tell-learner'] as const)
      expect(passed.owed(kind)[0]).toMatchObject({ dueOn: '2026-11-26', late: true });
    // It is told of as what is urgent is: at once.
    expect(passed.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-urgent', rung: { index: 0 } });
    expect(correct(passed, urgent(false))).toBe('done');
    expect(passed.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-26', late: true });
  });

  test('never makes a promise kept that ended broken', () => {
    const road = raised().until('2026-11-30 09:00');
    const time = { withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' } as const;
    road
      .give('curator', 'offer-discussion', { ...time, latenessReason: 'no-time-free' })
      .give('curator', 'record-discussion', { outcome: 'held' });
    const promise = () => road.state.duties.find((it) => it.kind === 'discussion');
    expect(promise()).toMatchObject({ status: 'done', kept: false, dueOn: '2026-11-26' });
    for (const value of [true, false, true]) {
      expect(correct(road, urgent(value))).toBe('done');
      expect(promise()).toMatchObject({ kept: false, dueOn: '2026-11-26' });
    }
  });

  test('is not forgotten when the day of the request turns out another', () => {
    const road = new Road().give('curator', 'raise-concern', concern(), '2026-11-12');
    expect(correct(road, urgent(true))).toBe('done');
    expect(road.state.urgentOn).toBe('2026-11-17');
    for (const day of ['2026-11-13', '2026-11-11']) {
      expect(correct(road, requestedOn(day))).toBe('done');
      expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-17', dueOn: '2026-11-18' });
    }
    expect(correct(road.until('2026-11-18 09:00'), requestedOn('2026-11-18'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-18', dueOn: '2026-11-19' });
    expect(correct(road, requestedOn('2026-11-13'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-17', dueOn: '2026-11-18' });
  });

  test('of a request that was urgent from the start moves with the request', () => {
    const road = raised({ urgent: true });
    expect(correct(road, requestedOn('2026-11-16'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-16', dueOn: '2026-11-17' });
  });
});

describe('Under other rules', () => {
  const adopt = (
    change: (rules: Rules) => Partial<Rules>,
    mode?: 'recompute' | 'keep' | 'earlier',
    on = '2026-11-26 12:00',
  ) => {
    const road = withGroup().until(on);
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
    const dueOn = (length: number, mode?: 'recompute' | 'keep' | 'earlier') =>
      adopt(answers('institution-day', length), mode, '2026-11-20 12:00').owed('consent-answer')[0]?.dueOn;
    expect(dueOn(9)).toBe('2026-11-30');
    expect(dueOn(9, 'earlier')).toBe('2026-11-24');
    expect(dueOn(3, 'earlier')).toBe('2026-11-20');
    expect(dueOn(3, 'keep')).toBe('2026-11-24');
  });

  test('another policy moves no limit that has passed; a day off that fell on it does', () => {
    for (const length of [9, 3])
      for (const mode of ['recompute', 'earlier'] as const)
        expect(adopt(answers('institution-day', length), mode).owed('consent-answer')[0]).toMatchObject({
          ...{ dueOn: '2026-11-24', late: true },
        });
    const storm = (rules: Rules) => ({
      ...answers('institution-day', 9)(rules),
      ...withoutSchool(rules, STORM),
    });
    const [duty] = adopt(storm).owed('consent-answer');
    expect(duty).toMatchObject({ dueOn: '2026-11-25', late: true });
    // Once its day is not that of the present rules, nothing tells where it would lie.
    const road = adopt(answers('institution-day', 9));
    const rules = { ...road.life.rules, id: 'e'.repeat(32), ...withoutSchool(road.life.rules, STORM) };
    road.give(SYSTEM, 'adopt-rules', { rules });
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-11-24', late: true });
  });

  test('a day that is only surer than before is taken over also where an earlier one is wanted', () => {
    const dark = (rules: Rules) => ({ calendar: { ...rules.calendar, schoolDays: [], publishedUntil: 0 } });
    const road = raised();
    const known = road.life.rules;
    road.give(SYSTEM, 'adopt-rules', { rules: { ...known, id: 'd'.repeat(32), ...dark(known) } });
    expect(road.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-26', provisional: true });
    const before = road.owed('discussion')[0]?.rung;
    road.give(SYSTEM, 'adopt-rules', { rules: known, mode: 'earlier' });
    expect(road.owed('discussion')[0]).toMatchObject({ dueOn: '2026-11-26', provisional: false });
    expect(road.owed('discussion')[0]?.rung).toEqual(before);
  });

  test('an offer of hand-over still runs out at its own moment', () => {
    const road = raised().give('curator', 'offer-handover', {
      ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
    });
    const [answer] = road.owed('handover-answer');
    const rules = road.life.rules;
    const longer = { ...rules.duties['L-HANDOVER'], ladder: 'standard', length: 8 };
    const duties = { ...rules.duties, 'L-HANDOVER': longer };
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'f'.repeat(32), duties } });
    expect(road.owed('handover-answer')).toEqual([answer]);
    expect(answer?.dueAt).toBe(road.state.handovers.county?.expiresAt);
  });

  test('a day that people agreed on stays, though the rule now has a length', () => {
    const road = heldGroup();
    const rules = road.life.rules;
    const duties = {
      ...rules.duties,
      'L-FOLLOW': { ...rules.duties['L-FOLLOW'], ladder: 'gentle', length: 5 },
    };
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'f'.repeat(32), duties } });
    expect(road.owed('follow-up')[0]).toMatchObject({ dueOn: '2026-12-09', agreed: true });
    const act = { addressee: 'county', channel: 'phone', reason: text(), told: 'both' } as const;
    road.give('curator', 'report-child-welfare', {
      ...act,
      details: { followUpOn: parseDate('2027-01-20') },
    });
    road.give(SYSTEM, 'adopt-rules', { rules });
    expect(road.owed('outside-follow-up')[0]).toMatchObject({ dueOn: '2027-01-20', agreed: true });
  });
});
