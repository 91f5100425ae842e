import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { concern, raised, Road, withGroup } from '../branches/support.js';
import { at, OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text } from '../lives/world.js';

type Fact = CommandData['correct-fact']['fact'];
type Mode = CommandData['adopt-rules']['mode'];

/** The same case, begun under an earlier release: it goes on by the rules of that. */
function begun(core: number, road: Road): Road {
  road.life.state = { ...road.state, core };
  return road;
}

const second = (road: Road) => begun(2, road);
const requestedOn = (day: string) => ({ name: 'requested-on', value: parseDate(day) }) as const;
const urgent = (value: boolean) => ({ name: 'urgent', value }) as const;
const school = (rules: Rules, value = OTHER_SCHOOL) => ({ name: 'school', value, rules }) as const;
const said = (road: Road, fact: Fact, on?: string) => road.refused('curator', 'correct-fact', { fact }, on);
const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');

/** The same rules with another limit for the answers about a group. */
function answers(
  rules: Rules,
  length: number,
  unit: 'institution-day' | 'weekday',
  ladder = 'gentle',
): Rules {
  const duties = { ...rules.duties, 'L-CONSENT': { unit, length, ladder } };
  return { ...rules, id: 'f'.repeat(32), duties };
}

describe('A fact of a case that was begun under the second release', () => {
  test('is another than the one that is known', () => {
    const road = second(raised());
    expect(said(road, requestedOn('2026-11-17'))).toBe('fact-unchanged');
    expect(said(road, urgent(false))).toBe('fact-unchanged');
    expect(said(road, school(road.life.rules, SCHOOL))).toBe('fact-unchanged');
    expect(said(second(raised({ urgent: true })), urgent(true))).toBe('fact-unchanged');
  });

  test('is corrected with what was written about it, and without where nothing was', () => {
    const road = second(raised());
    for (const note of [text(3), undefined])
      for (const fact of [urgent(note !== undefined), requestedOn(note ? '2026-11-16' : '2026-11-15')]) {
        const was = fact.name === 'urgent' ? road.state.urgent : road.state.requestedOn;
        road.give('curator', 'correct-fact', { fact, ...(note ? { note } : {}) });
        expect(road.last?.data).toEqual({ fact, was, ...(note ? { note } : {}) });
      }
  });

  test('may be that the request came today, not tomorrow', () => {
    const road = second(new Road().give('curator', 'raise-concern', concern(), '2026-11-16'));
    expect(said(road, requestedOn('2026-11-18'))).toBe('happened-in-future');
    expect(said(road, requestedOn('2026-11-17'))).toBe('done');
    expect(road.owed('discussion')).toMatchObject([{ startedOn: '2026-11-17', dueOn: '2026-11-26' }]);
  });
});

describe('The clock of a case that was begun under the second release', () => {
  const untold = () => second(raised({ discussedWith: ['guardian'] }));

  test('moves that of telling the learner with the day of the request', () => {
    const road = untold();
    expect(said(road, requestedOn('2026-11-16'))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-16', dueOn: '2026-11-25' });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-25' });
  });

  test('moves that of telling the learner with the urgency, there and back', () => {
    const road = untold();
    expect(said(road, urgent(true))).toBe('done');
    const soon = { startedOn: '2026-11-17', dueOn: '2026-11-18' };
    expect(road.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-urgent', ...soon });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info-urgent', ...soon });
    expect(said(road, urgent(false))).toBe('done');
    expect(road.owed('discussion')[0]).toMatchObject({ rule: 'T-OHL15-third', dueOn: '2026-11-26' });
    expect(road.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-26' });
  });

  test('counts an urgency judged before the request from the request, a later one from the day it was judged', () => {
    const before = untold();
    expect(said(before, urgent(true), '2026-11-16')).toBe('done');
    expect(before.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-17', dueOn: '2026-11-18' });
    const later = untold().until('2026-11-19 09:00');
    expect(said(later, urgent(true))).toBe('done');
    expect(later.owed('discussion')[0]).toMatchObject({ startedOn: '2026-11-19', dueOn: '2026-11-20' });
  });

  const offered = (road: Road, day: string, late: { latenessReason?: 'no-time-free' } = {}) => {
    const time = { withId: PEOPLE.curator, on: parseDate(day), minute: 600, told: 'phone' } as const;
    return road.give('curator', 'offer-discussion', { ...time, ...late });
  };

  test('measures the promise by the time that was offered, not by the day of the offer', () => {
    const road = offered(second(raised()), '2026-11-26');
    expect(promise(road)).toMatchObject({ status: 'done', doneOn: '2026-11-17', kept: true });
    expect(said(road, requestedOn('2026-11-16'))).toBe('done');
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-25', kept: false });
  });

  test('measures the promise by the time that kept it, not by one before that came to nothing', () => {
    const road = offered(second(raised()), '2026-11-30', { latenessReason: 'no-time-free' });
    road.until('2026-11-18 09:00');
    road.give('curator', 'record-discussion', { outcome: 'not-held-by-staff' });
    offered(road, '2026-11-25');
    expect(promise(road)).toMatchObject({ doneOn: '2026-11-18', kept: true });
    expect(said(road, requestedOn('2026-11-16'))).toBe('done');
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-25', kept: true });
  });
});

describe('Other rules of a case that was begun under the second release', () => {
  const adopt = (change: (rules: Rules) => Rules, mode?: Mode, on = '2026-11-26 12:00', core = 2) => {
    const road = begun(core, withGroup().until(on));
    return road.give(SYSTEM, 'adopt-rules', { rules: change(road.life.rules), ...(mode ? { mode } : {}) });
  };
  const owed = (...given: Parameters<typeof adopt>) => adopt(...given).owed('consent-answer')[0];
  const anew = { index: 2, at: at('2026-11-27 08:00') };

  test('leave reminders that nothing touches where they were', () => {
    const duty = owed((rules) => ({ ...rules, id: 'f'.repeat(32) }));
    expect(duty).toMatchObject({ dueOn: '2026-11-24', rung: { index: 3, at: at('2026-11-30 08:00') } });
  });

  test('begin the reminders anew where days are counted in another way, though the last one is the same', () => {
    const duty = owed((rules) => answers(rules, 5, 'weekday'));
    expect(duty).toMatchObject({ unit: 'weekday', dueOn: '2026-11-24', rung: anew });
  });

  test('begin the reminders anew where others are reminded, though the day is the same', () => {
    const others = (rules: Rules) => {
      const gentle = rules.ladders['gentle'];
      if (!gentle) throw new Error('no gentle ladder');
      const repeat = { ...gentle.repeat, everyDays: gentle.repeat.everyDays + 1 };
      return { ...rules, id: 'f'.repeat(32), ladders: { ...rules.ladders, gentle: { ...gentle, repeat } } };
    };
    expect(owed(others)).toMatchObject({ dueOn: '2026-11-24', unit: 'institution-day', rung: anew });
  });

  test('take over that a day is not sure any more', () => {
    const dark = (rules: Rules) => ({
      ...rules,
      id: 'f'.repeat(32),
      calendar: { ...rules.calendar, schoolDays: [], publishedUntil: 0 },
    });
    expect(owed(dark)).toMatchObject({ dueOn: '2026-11-24', provisional: true });
  });

  test('move a day later or earlier, only earlier where that is wanted, and none where it is kept', () => {
    const dueOn = (length: number, mode?: Mode) =>
      owed((rules) => answers(rules, length, 'institution-day'), mode, '2026-11-20 12:00')?.dueOn;
    expect([dueOn(9), dueOn(3)]).toEqual(['2026-11-30', '2026-11-20']);
    expect([dueOn(9, 'earlier'), dueOn(3, 'earlier')]).toEqual(['2026-11-24', '2026-11-20']);
    expect([dueOn(9, 'keep'), dueOn(3, 'keep')]).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('leave a day as it is counted where only earlier ones are wanted and it is the same', () => {
    const duty = owed((rules) => answers(rules, 5, 'weekday'), 'earlier');
    expect(duty).toMatchObject({ unit: 'institution-day', rung: { index: 3 } });
    expect(owed((rules) => answers(rules, 5, 'weekday'), 'earlier', undefined, 1)).toMatchObject({
      ...{ unit: 'institution-day', rung: { index: 3 } },
    });
  });

  test('move also a limit that has passed, which the third release does no more', () => {
    const longer = (rules: Rules) => answers(rules, 9, 'institution-day');
    expect(owed(longer)).toMatchObject({ dueOn: '2026-11-30', late: false });
    expect(owed(longer, undefined, undefined, 3)).toMatchObject({ dueOn: '2026-11-24', late: true });
  });

  test('are those of the right school from the correction on, also where days come later by it', () => {
    const road = second(withGroup());
    const rules = answers(road.life.rules, 9, 'institution-day');
    expect(said(road, school(rules))).toBe('done');
    expect(road.owed('consent-answer')[0]?.dueOn).toBe('2026-11-30');
    expect(road.state).toMatchObject({ schoolId: OTHER_SCHOOL, rulesId: rules.id });
  });
});

describe('The day of the request, as of the fifth release', () => {
  const early = () => begun(5, new Road().give('curator', 'raise-concern', concern(), '2026-11-16'));

  test('is not after the day on which a time was offered, and may be that day', () => {
    const road = early();
    const on = parseDate('2026-11-20');
    road.give('curator', 'offer-discussion', { withId: PEOPLE.curator, on, minute: 600, told: 'phone' });
    expect(said(road, requestedOn('2026-11-17'))).toBe('done');
    expect(said(road.until('2026-11-18 09:00'), requestedOn('2026-11-18'))).toBe('happened-before-request');
  });

  test('needs a word where it mends a lateness, and none where it adds to it', () => {
    const road = early().until('2026-11-30 09:00');
    expect(said(road, requestedOn('2026-11-19'))).toBe('note-missing');
    expect(said(road, requestedOn('2026-11-13'))).toBe('done');
  });

  test('and the school are corrected to another one only', () => {
    const road = raised();
    expect(said(road, school(road.life.rules, SCHOOL))).toBe('fact-unchanged');
  });
});
