import { describe, expect, test } from '@jest/globals';
import type { AdoptionMode } from '../../../domain/codes.js';
import type { CompactRule, RuleId, Rules } from '../../../domain/rules.js';
import { LEARNER, OTHER_SCHOOL, PEOPLE, SYSTEM, text } from '../lives/world.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { ask, raised, withGroup, withoutSchool, type Road } from './support.js';

const id = (letter: string) => ({ id: letter.repeat(32) });

/** Other lengths of local rules, as a new policy has them. */
function policy(rules: Rules, lengths: Partial<Record<RuleId, CompactRule>>): Rules {
  return { ...rules, ...id('e'), duties: { ...rules.duties, ...lengths } };
}

const adopt = (road: Road, rules: Rules, mode: AdoptionMode) =>
  road.give(SYSTEM, 'adopt-rules', { rules, mode });
const dueOn = (road: Road, kind: 'consent-answer' | 'discussion') => road.owed(kind)[0]?.dueOn;

/** The answer to a question of 17 November is waited for until the 24th, by a rule of five school days. */
const asked = () => ask(withGroup(), [LEARNER]);

describe('A date that a roll-out has left as it was promised', () => {
  const longer = (rules: Rules) =>
    policy(rules, { 'L-CONSENT': { unit: 'institution-day', length: 15, ladder: 'standard' } });
  /** School was closed by a storm on the 20th. */
  const storm = (rules: Rules): Rules => ({ ...rules, ...id('a'), ...withoutSchool(rules, '2026-11-20') });

  test.each(['keep', 'earlier'] as const)('(%s) is moved by a day off, and by nothing else', (mode) => {
    const road = asked();
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-24');
    adopt(road, longer(road.life.rules), mode);
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-24');
    adopt(road, storm(road.life.rules), 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-25');
  });

  test('goes on in the unit in which it was promised', () => {
    const road = asked();
    const weekdays = policy(road.life.rules, { 'L-CONSENT': { length: 15, ladder: 'standard' } });
    adopt(road, weekdays, 'keep');
    // A Friday without school is a weekday all the same: only school days have become fewer.
    adopt(road, storm(road.life.rules), 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-25');
    expect(road.owed('consent-answer')[0]?.startedOn).toBe('2026-11-17');
  });

  test('is not brought forward by a shorter rule of the employer', () => {
    const road = asked();
    const shorter = policy(road.life.rules, {
      'L-CONSENT': { unit: 'institution-day', length: 3, ladder: 'standard' },
    });
    adopt(road, shorter, 'keep');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-24');
  });

  test('and that a person had set is moved by no day off', () => {
    const road = asked();
    const dutyId = road.owed('consent-answer')[0]?.id ?? '';
    const set = { dutyId, dueOn: parseDate('2026-12-01'), reason: text() };
    road.give('curator', 'set-due-date', set);
    adopt(road, longer(road.life.rules), 'keep');
    adopt(road, storm(road.life.rules), 'recompute');
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-12-01', byHand: true });
  });

  test('after it had stood still is moved by no day off either', () => {
    const road = asked();
    const dutyId = road.owed('consent-answer')[0]?.id ?? '';
    road.give('curator', 'pause-duty', { dutyId, reason: 'learner-away' });
    road.until('2026-11-19 09:00').give('curator', 'resume-duty', { dutyId });
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-26');
    adopt(road, longer(road.life.rules), 'keep');
    adopt(road, storm(road.life.rules), 'recompute');
    // What was left is counted from the day it went on.
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-27');
  });

  test('follows a policy that is rolled out to recompute', () => {
    const road = asked();
    adopt(road, longer(road.life.rules), 'keep');
    const shorter = policy(road.life.rules, {
      'L-CONSENT': { unit: 'institution-day', length: 3, ladder: 'standard' },
    });
    adopt(road, { ...shorter, ...id('b') }, 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-20');
  });
});

describe('A clock of the law', () => {
  test('is not kept behind what the law says by now', () => {
    // A day without school is taken back, which a roll-out is to keep dates through.
    const road = raised();
    const all = road.life.rules;
    adopt(road, { ...all, ...id('c'), ...withoutSchool(all, '2026-11-20') }, 'recompute');
    expect(dueOn(road, 'discussion')).toBe('2026-11-27');
    adopt(road, { ...all, ...id('d') }, 'keep');
    expect(dueOn(road, 'discussion')).toBe('2026-11-26');
  });

  test('is kept where the law would have it later', () => {
    const road = raised();
    adopt(road, { ...road.life.rules, ...id('c'), ...withoutSchool(road.life.rules, '2026-11-20') }, 'keep');
    expect(dueOn(road, 'discussion')).toBe('2026-11-26');
  });
});

describe('A promise that was kept at a school that was the wrong one', () => {
  const offer = { withId: PEOPLE.curator, on: parseDate('2026-11-26'), minute: 600, told: 'phone' } as const;
  const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');

  /** That school counts a Saturday, so that its seven days end a day earlier. */
  function correctSchool(road: Road): Road {
    const { rules } = road.life;
    const schoolDays = rules.calendar.schoolDays.map(([from, to]): [number, number] =>
      from <= 20_777 && 20_777 <= to ? [from, to + 1] : [from, to],
    );
    const there = { ...rules, ...id('f'), calendar: { ...rules.calendar, schoolDays } };
    const fact = { name: 'school', value: OTHER_SCHOOL, rules: there } as const;
    return road.give('curator', 'correct-fact', { fact, note: text() });
  }

  test('is measured by the days of the right one', () => {
    const road = raised().give('curator', 'offer-discussion', offer);
    expect(promise(road)?.kept).toBe(true);
    expect(promise(correctSchool(road))).toMatchObject({ status: 'done', dueOn: '2026-11-25', kept: false });
  });

  test('and stays kept where the offered time lies inside the days of that one as well', () => {
    const road = raised().give('curator', 'offer-discussion', { ...offer, on: parseDate('2026-11-25') });
    expect(promise(correctSchool(road))).toMatchObject({ status: 'done', dueOn: '2026-11-25', kept: true });
  });

  test('is no promise any more where it was lawfully not to be kept', () => {
    const road = raised({ source: 'staff' }).give('curator', 'decline-discussion', {
      reason: 'evidently-unnecessary',
    });
    expect(promise(correctSchool(road))).toMatchObject({ status: 'cancelled', dueOn: '2026-11-26' });
  });

  test('on a day that a person had set is measured by that day', () => {
    const road = raised();
    const set = { dutyId: promise(road)?.id ?? '', dueOn: parseDate('2026-11-24'), reason: text() };
    road.give('curator', 'set-due-date', set);
    road.give('curator', 'offer-discussion', { ...offer, on: parseDate('2026-11-24') });
    expect(promise(correctSchool(road))).toMatchObject({ dueOn: '2026-11-24', kept: true, byHand: true });
  });
});
