import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { raised, type Road } from '../branches/support.js';
import { at, PEOPLE, SYSTEM, text } from '../lives/world.js';

type Fact = CommandData['correct-fact']['fact'];

const correct = (road: Road, fact: Fact) => road.give('curator', 'correct-fact', { fact, note: text() });
const requestedOn = (day: string) => ({ name: 'requested-on', value: parseDate(day) }) as const;
const urgent = (value: boolean) => ({ name: 'urgent', value }) as const;
const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');
/** Said without a word of explanation. */
const saidWithoutNote = (road: Road, fact: Fact) => road.refused('curator', 'correct-fact', { fact });

function offer(road: Road, on: string, late = false): Road {
  return road.give('curator', 'offer-discussion', {
    ...{ withId: PEOPLE.curator, on: parseDate(on), minute: 600, told: 'phone' },
    ...(late ? { latenessReason: 'no-time-free' } : {}),
  });
}

/** Due on 26 November, and talked only on the 30th. */
const talkedLate = () =>
  offer(raised().until('2026-11-30 09:00'), '2026-12-01', true).give('curator', 'record-discussion', {
    outcome: 'held',
  });

describe('A promise that was not kept', () => {
  test('stays the one that was given when the request is judged urgent afterwards', () => {
    const given = { rule: 'T-OHL15-third', startedOn: '2026-11-17', dueOn: '2026-11-26', kept: false };
    expect(promise(talkedLate())).toMatchObject(given);
    expect(promise(correct(talkedLate(), urgent(true)))).toMatchObject(given);
  });

  test('is not mended without a word by a request that is said to have come later', () => {
    const road = talkedLate();
    expect(saidWithoutNote(road, requestedOn('2026-11-19'))).toBe('note-missing');
    expect(promise(correct(road, requestedOn('2026-11-19')))).toMatchObject({ kept: true });
  });

  test('is one from the end of its last day, also while the service has not looked yet', () => {
    const said = (local: string) => {
      const road = raised();
      // The engine is down: nothing has marked the promise as late.
      road.life.now = instant(at(local));
      expect(promise(road)?.late).toBe(false);
      return saidWithoutNote(road, requestedOn('2026-11-18'));
    };
    expect(said('2026-11-26 23:59')).toBe('done');
    expect(said('2026-11-27 00:00')).toBe('note-missing');
  });
});

test('A request that came later than was said needs no word while its promise is not broken', () => {
  expect(saidWithoutNote(raised().until('2026-11-18 09:00'), requestedOn('2026-11-18'))).toBe('done');
});

test('A promise that was owed again is measured by the time that kept it, not by the one that staff gave up', () => {
  const road = offer(raised(), '2026-11-18').give('curator', 'record-discussion', {
    outcome: 'not-held-by-staff',
  });
  offer(road.until('2026-11-20 09:00'), '2026-11-25');
  expect(promise(road)).toMatchObject({ doneOn: '2026-11-20', kept: true });
  expect(promise(correct(road, requestedOn('2026-11-13')))).toMatchObject({
    dueOn: '2026-11-24',
    kept: false,
  });
});

describe('An urgency', () => {
  test('does not put off what was promised, where the rules would by now', () => {
    const road = raised();
    const { rules } = road.life;
    const longer = { unit: 'institution-day', length: 9, ladder: 'standard' } as const;
    const duties = { ...rules.duties, 'T-OHL15-third': longer };
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'f'.repeat(32), duties }, mode: 'keep' });
    expect(promise(road)).toMatchObject({ dueOn: '2026-11-26' });
    correct(road.until('2026-11-26 09:00'), urgent(true));
    expect(promise(road)).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2026-11-26' });
  });

  test('that was taken back after its limit binds the telling of the learner no more than the talk', () => {
    const told = (day: string) => {
      const road = raised({ urgent: true, discussedWith: ['guardian'] }).until('2026-11-19 09:00');
      return correct(correct(road, urgent(false)), requestedOn(day)).owed('tell-learner')[0];
    };
    expect(told('2026-11-18')).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-27', late: false });
    expect(told('2026-11-16')).toMatchObject({ rule: 'T-OHL16-info-urgent', dueOn: '2026-11-17' });
  });
});
