import { describe, expect, test } from '@jest/globals';
import type { AdoptionMode } from '../../../domain/codes.js';
import type { CompactRule, DutyKind, RuleId, Rules } from '../../../domain/rules.js';
import { dayNumber, parseDate } from '../../../domain/time/civil-date.js';
import { ask, raised, withGroup, withoutSchool, type Road } from '../branches/support.js';
import { LEARNER, OTHER_SCHOOL, PEOPLE, SYSTEM, text } from '../lives/world.js';

/** Every rule set that is rolled out has a name of its own. */
let names = 0;
const named = (rules: Rules): Rules => {
  names += 1;
  return { ...rules, id: names.toString(16).padStart(32, '0') };
};

type Lengths = Partial<Record<RuleId, CompactRule>>;

const policy = (rules: Rules, lengths: Lengths): Rules => ({
  ...rules,
  duties: { ...rules.duties, ...lengths },
});
const adopt = (road: Road, rules: Rules, mode: AdoptionMode) =>
  road.give(SYSTEM, 'adopt-rules', { rules: named(rules), mode });
const adoptLengths = (road: Road, lengths: Lengths, mode: AdoptionMode) =>
  adopt(road, policy(road.life.rules, lengths), mode);
/** School was closed on a day, as a published calendar says by now. */
const storm = (road: Road, day: string, mode: AdoptionMode = 'recompute') =>
  adopt(road, { ...road.life.rules, ...withoutSchool(road.life.rules, day) }, mode);
const dueOn = (road: Road, kind: DutyKind) => road.owed(kind)[0]?.dueOn;

const schoolDays = (length: number): CompactRule => ({
  unit: 'institution-day',
  length,
  ladder: 'standard',
});

/** The answer to a question of 17 November is waited for until the 24th, by a rule of five school days. */
const asked = () => ask(withGroup(), [LEARNER]);

/** The same case, begun under the release before: it goes on by the rules of that. */
function begunBefore(road: Road): Road {
  road.life.state = { ...road.state, core: 4 };
  return road;
}

describe('A date that a roll-out has kept', () => {
  test('is the rule’s again once that counts other days', () => {
    const road = asked();
    adoptLengths(road, { 'L-CONSENT': schoolDays(15) }, 'keep');
    adoptLengths(road, { 'L-CONSENT': { length: 15, ladder: 'standard' } }, 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-12-08');
  });

  test('is kept through a day off also where it is the very next day', () => {
    const road = asked();
    adoptLengths(road, { 'L-CONSENT': schoolDays(1) }, 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-18');
    adoptLengths(road, { 'L-CONSENT': schoolDays(15) }, 'keep');
    storm(road, '2026-11-18');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-19');
  });

  test('is the rule’s again where no day that counts was left up to it', () => {
    const road = asked();
    adoptLengths(road, { 'L-CONSENT': schoolDays(1) }, 'recompute');
    storm(road, '2026-11-18', 'keep');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-18');
    adopt(road, road.life.rules, 'recompute');
    expect(dueOn(road, 'consent-answer')).toBe('2026-11-19');
  });

  test('is the rule’s again at the next roll-out in a case that was begun under an earlier release', () => {
    const after = (road: Road) => {
      adoptLengths(road, { 'L-CONSENT': schoolDays(15) }, 'keep');
      return dueOn(storm(road, '2026-11-20'), 'consent-answer');
    };
    expect(after(asked())).toBe('2026-11-25');
    expect(after(begunBefore(asked()))).toBe('2026-12-09');
  });

  test('is none where nothing was promised: what had no day gets the first one that is rolled out', () => {
    const road = raised({ discussedWith: ['learner'], topic: 'absence' });
    adoptLengths(road, { 'W-POL26-causes': { length: 3, ladder: 'age' } }, 'earlier');
    expect(dueOn(road, 'absence-causes')).toBeNull();
    adopt(road, road.life.rules, 'recompute');
    expect(dueOn(road, 'absence-causes')).toBe('2026-11-20');
  });
});

describe('The three months of an assessment', () => {
  /** Pending since 17 November. */
  const assessed = () =>
    raised()
      .give('teacher', 'contact-social-services', {
        ...{ addressee: '049', channel: 'phone', reason: text(), jointly: 'both' },
      })
      .give('teacher', 'complete-outside-act', { actId: 'x1', details: { specialSupport: true } });

  test('stay the same days where a roll-out has kept them', () => {
    const road = assessed();
    expect(dueOn(road, 'expected-assessment')).toBe('2027-02-17');
    adoptLengths(road, { 'T-SHL36-3m': { unit: 'month', length: 4, ladder: 'expect' } }, 'keep');
    storm(road, '2026-11-20');
    expect(dueOn(road, 'expected-assessment')).toBe('2027-02-17');
  });

  test('end on their own day again once a holiday on it turns out to be none', () => {
    const road = assessed();
    const { rules } = road.life;
    const holidays = [...rules.calendar.holidays, dayNumber(parseDate('2027-02-17'))].toSorted(
      (a, b) => a - b,
    );
    adopt(road, { ...rules, calendar: { ...rules.calendar, holidays } }, 'recompute');
    expect(dueOn(road, 'expected-assessment')).toBe('2027-02-18');
    adopt(road, rules, 'recompute');
    expect(dueOn(road, 'expected-assessment')).toBe('2027-02-17');
  });
});

describe('A roll-out that only brings dates forward', () => {
  const promise = (road: Road) => road.owed('discussion')[0];

  test('puts none off to a later day that is less sure', () => {
    const road = raised();
    const longer = policy(road.life.rules, { 'T-OHL15-third': schoolDays(9) });
    const calendar = { ...longer.calendar, schoolDays: [], publishedUntil: 0 };
    adopt(road, { ...longer, calendar }, 'earlier');
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-26', provisional: false });
  });

  test('leaves the reminders of a date that stays as they were', () => {
    const road = raised();
    const before = promise(road)?.rung;
    adoptLengths(road, { 'T-OHL15-third': { ...schoolDays(7), ladder: 'gentle' } }, 'earlier');
    expect(promise(road)?.rung).toEqual(before);
  });
});

describe('In a case that was begun under an earlier release', () => {
  test('a clock of the law is kept behind what the law says by now, where a roll-out is to keep dates', () => {
    const road = begunBefore(raised());
    const { rules } = road.life;
    storm(road, '2026-11-20');
    expect(dueOn(road, 'discussion')).toBe('2026-11-27');
    adopt(road, rules, 'keep');
    expect(dueOn(road, 'discussion')).toBe('2026-11-27');
  });

  test('a promise that was kept stays measured by the days of the school that was the wrong one', () => {
    const road = begunBefore(raised()).give('curator', 'offer-discussion', {
      ...{ withId: PEOPLE.curator, on: parseDate('2026-11-26'), minute: 600, told: 'phone' },
    });
    // The right one counts a Saturday: its seven days end a day earlier.
    const { rules } = road.life;
    const saturday = dayNumber(parseDate('2026-11-21'));
    const ranges = [...rules.calendar.schoolDays, [saturday, saturday] as const].toSorted(
      ([a], [b]) => a - b,
    );
    const there = named({ ...rules, calendar: { ...rules.calendar, schoolDays: ranges } });
    const fact = { name: 'school', value: OTHER_SCHOOL, rules: there } as const;
    road.give('curator', 'correct-fact', { fact, note: text() });
    expect(road.state.duties.find((it) => it.kind === 'discussion')).toMatchObject({
      ...{ status: 'done', dueOn: '2026-11-26', kept: true },
    });
  });
});
