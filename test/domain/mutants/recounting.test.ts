import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { CompactRule, RuleId, Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { raised, withGroup, type Road } from '../branches/support.js';
import { OTHER_SCHOOL, PEOPLE, SYSTEM, text } from '../lives/world.js';

type Fact = CommandData['correct-fact']['fact'];

const correct = (road: Road, fact: Fact) => road.give('curator', 'correct-fact', { fact, note: text() });
const requestedOn = (day: string) => ({ name: 'requested-on', value: parseDate(day) }) as const;
const urgent = (value: boolean) => ({ name: 'urgent', value }) as const;
const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');

/** Other lengths, under another name. */
function under(rules: Rules, lengths: Partial<Record<RuleId, CompactRule>>): Rules {
  return { ...rules, id: 'f'.repeat(32), duties: { ...rules.duties, ...lengths } };
}

/** No school day is decided yet: every day of the school is unsure. */
function undecided(rules: Rules): Rules {
  return { ...rules, id: 'd'.repeat(32), calendar: { ...rules.calendar, schoolDays: [], publishedUntil: 0 } };
}

function setByHand(road: Road, dueOn: string): Road {
  const dutyId = promise(road)?.id ?? '';
  return road.give('curator', 'set-due-date', { dutyId, dueOn: parseDate(dueOn), reason: text() });
}

function offer(road: Road, who: 'curator' | 'colleague', on: string, late = false): Road {
  return road.give(who, 'offer-discussion', {
    ...{ withId: PEOPLE[who], on: parseDate(on), minute: 600, told: 'phone' },
    ...(late ? { latenessReason: 'no-time-free' } : {}),
  });
}

describe('A day set by hand, when the request turns out urgent', () => {
  test('stays the day of a person where it is no later than the urgency asks, also once that is taken back', () => {
    for (const [day, judgedOn] of [
      ['2026-11-20', '2026-11-19 09:00'],
      ['2026-11-18', '2026-11-18 09:00'],
    ] as const) {
      const road = correct(setByHand(raised(), day).until(judgedOn), urgent(true));
      expect(promise(road)).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: day, byHand: true });
      correct(road, urgent(false));
      expect(promise(road)).toMatchObject({ rule: 'T-OHL15-third', dueOn: day, byHand: true });
    }
  });

  test('is one no more where the urgency asks for an earlier one', () => {
    const road = correct(setByHand(raised(), '2026-11-24').until('2026-11-18 09:00'), urgent(true));
    expect(promise(road)).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2026-11-19' });
    expect(promise(road)?.byHand).toBeUndefined();
    correct(road, urgent(false));
    expect(promise(road)).toMatchObject({ rule: 'T-OHL15-third', dueOn: '2026-11-26' });
  });
});

describe('A promise that was ended is measured anew when the request came on another day', () => {
  test('by the time that was offered inside the limit, not by the day of the offer', () => {
    const kept = (day: string) =>
      promise(correct(offer(raised(), 'curator', '2026-11-25'), requestedOn(day)));
    expect(kept('2026-11-16')).toMatchObject({ status: 'done', dueOn: '2026-11-25', kept: true });
    expect(kept('2026-11-13')).toMatchObject({ status: 'done', dueOn: '2026-11-24', kept: false });
  });

  test('by the day of the talk where the time that was offered lay outside it', () => {
    const held = () => {
      const road = offer(raised().until('2026-11-30 09:00'), 'curator', '2026-12-01', true);
      return road.give('curator', 'record-discussion', { outcome: 'held' });
    };
    expect(promise(held())).toMatchObject({ doneOn: '2026-11-30', kept: false });
    expect(promise(correct(held(), requestedOn('2026-11-19')))).toMatchObject({
      dueOn: '2026-11-30',
      kept: true,
    });
    expect(promise(correct(held(), requestedOn('2026-11-18')))).toMatchObject({
      dueOn: '2026-11-27',
      kept: false,
    });
  });
});

describe('An urgency that was taken back when its limit had passed', () => {
  const broken = () => correct(raised({ urgent: true }).until('2026-11-19 09:00'), urgent(false));

  test('binds no more once that limit turns out to be today, and binds while it lies behind', () => {
    expect(promise(correct(broken(), requestedOn('2026-11-18')))).toMatchObject({
      ...{ rule: 'T-OHL15-third', startedOn: '2026-11-18', dueOn: '2026-11-27', late: false },
    });
    expect(promise(correct(broken(), requestedOn('2026-11-16')))).toMatchObject({
      ...{ rule: 'T-OHL15-urgent', startedOn: '2026-11-16', dueOn: '2026-11-17', late: true },
    });
  });

  test('is the same urgency when it is judged so again; a new one counts from the day it was judged', () => {
    const again = correct(broken().until('2026-11-25 09:00'), urgent(true));
    expect(again.state.urgentOn).toBe('2026-11-17');
    const first = correct(raised().until('2026-12-01 09:00'), urgent(true));
    expect(first.state.urgentOn).toBe('2026-12-01');
    const inTime = correct(
      correct(raised({ urgent: true }), urgent(false)).until('2026-11-19 09:00'),
      urgent(true),
    );
    expect(inTime.state.urgentOn).toBe('2026-11-19');
  });
});

describe('A limit that is not sure', () => {
  const unsure = () => {
    const road = raised();
    return road.give(SYSTEM, 'adopt-rules', { rules: undecided(road.life.rules) });
  };

  test('is sure once it is urgent, and unsure again once it is not', () => {
    const road = correct(unsure(), urgent(true));
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-18', provisional: false });
    expect(promise(correct(road, urgent(false)))).toMatchObject({ dueOn: '2026-11-26', provisional: true });
  });

  test('stays so where it is the earlier one', () => {
    const road = correct(unsure().until('2026-11-26 15:00'), urgent(true));
    expect(promise(road)).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2026-11-26', provisional: true });
  });

  test('is not made sure by the urgency where a person had set an earlier day', () => {
    const road = setByHand(unsure(), '2026-11-17');
    expect(promise(correct(road, urgent(true)))).toMatchObject({ dueOn: '2026-11-17', provisional: false });
    expect(promise(correct(road, urgent(false)))).toMatchObject({ dueOn: '2026-11-17', provisional: false });
  });
});

describe('A promise that is owed again', () => {
  const reassigned = (road: Road) =>
    road.give('countySupervisor', 'reassign', { side: 'county', toId: PEOPLE.colleague, reason: 'left' });

  test('is owed by whoever is responsible by then, until the same day', () => {
    const road = reassigned(offer(raised(), 'curator', '2026-11-20'));
    offer(road, 'colleague', '2026-11-30', true);
    expect(road.owed('discussion')).toMatchObject([{ ownerId: PEOPLE.colleague, dueOn: '2026-11-26' }]);
  });

  test('is owed until the day that the rules give by then', () => {
    const road = offer(raised(), 'curator', '2026-11-20');
    const longer = { unit: 'institution-day', length: 9, ladder: 'standard' } as const;
    road.give(SYSTEM, 'adopt-rules', { rules: under(road.life.rules, { 'T-OHL15-third': longer }) });
    expect(promise(road)).toMatchObject({ status: 'done', dueOn: '2026-11-26' });
    road.give('curator', 'record-discussion', { outcome: 'not-held-by-staff' });
    expect(road.owed('discussion')).toMatchObject([{ dueOn: '2026-11-30', status: 'open' }]);
  });
});

describe('Other rules', () => {
  const longer = { unit: 'institution-day', length: 12, ladder: 'standard' } as const;

  test('of the school that it was all along count a limit anew that had passed', () => {
    const road = raised().until('2026-12-01 09:00');
    const rules = { ...under(road.life.rules, { 'T-OHL15-third': longer }), schoolId: OTHER_SCHOOL };
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-26', late: true });
    correct(road, { name: 'school', value: OTHER_SCHOOL, rules });
    expect(promise(road)).toMatchObject({ dueOn: '2026-12-03', late: false });
  });

  test('give a first day to what had none, but not where only an earlier one is wanted', () => {
    const dueOn = (mode?: 'earlier') => {
      const road = raised({ discussedWith: ['learner'], topic: 'absence' });
      const [causes] = road.owed('absence-causes');
      expect(causes?.dueOn).toBeNull();
      const rules = under(road.life.rules, { 'W-POL26-causes': { length: 3, ladder: 'age' } });
      road.give(SYSTEM, 'adopt-rules', { rules, ...(mode ? { mode } : {}) });
      return road.owed('absence-causes')[0]?.dueOn;
    };
    expect([dueOn(), dueOn('earlier')]).toEqual(['2026-11-20', null]);
  });

  test('count nothing anew that stands still', () => {
    const road = withGroup();
    const dutyId = road.owed('consent-answer')[0]?.id ?? '';
    road.give('curator', 'pause-duty', { dutyId, reason: 'learner-ill' });
    const paused = () => road.state.duties.find((it) => it.id === dutyId);
    const before = paused();
    const rules = under(road.life.rules, { 'L-CONSENT': { ...longer, length: 2 } });
    road.give(SYSTEM, 'adopt-rules', { rules });
    expect(paused()).toEqual(before);
  });
});
