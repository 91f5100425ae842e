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
  test('is measured by the days of the right one', () => {
    const road = raised();
    const offer = {
      withId: PEOPLE.curator,
      on: parseDate('2026-11-26'),
      minute: 600,
      told: 'phone',
    } as const;
    road.give('curator', 'offer-discussion', offer);
    expect(road.state.duties.find((it) => it.kind === 'discussion')?.kept).toBe(true);
    const { rules } = road.life;
    // That school counts a Saturday, so that its seven days end a day earlier.
    const first = rules.calendar.schoolDays.map(([from, to]): [number, number] =>
      from <= 20_777 && 20_777 <= to ? [from, to + 1] : [from, to],
    );
    const there = { ...rules, ...id('f'), calendar: { ...rules.calendar, schoolDays: first } };
    road.give('curator', 'correct-fact', {
      fact: { name: 'school', value: OTHER_SCHOOL, rules: there },
      note: text(),
    });
    const promise = road.state.duties.find((it) => it.kind === 'discussion');
    expect(promise).toMatchObject({ status: 'done', dueOn: '2026-11-25', kept: false });
  });
});
