import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { agreedItems } from '../../../domain/transfer-consent.js';
import { family, FATHER, MOTHER, raised, type Road } from '../branches/support.js';
import { PEOPLE, text } from '../lives/world.js';

type Side = 'school' | 'county';

const step = (on: string, side: Side = 'school') => ({
  ...{ on: parseDate(on), what: text(), side },
  ownerId: side === 'school' ? PEOPLE.teacher : PEOPLE.curator,
});
const turn = (road: Road, kind: 'hospital-school' | 'exclusion') =>
  road.give('teacher', 'record-turn', { kind, from: parseDate('2026-11-17') });

describe('The end of a turn', () => {
  test('is of that turn, and comes once, whatever else goes on', () => {
    const road = turn(turn(raised(), 'hospital-school'), 'exclusion');
    expect(road.refused('teacher', 'end-turn', { turnId: 't9' })).toBe('unknown-turn');
    road.give('teacher', 'end-turn', { turnId: 't2' });
    expect(road.refused('teacher', 'end-turn', { turnId: 't2' })).toBe('unknown-turn');
    expect(road.state.annex?.turns.map((it) => it.endedOn)).toEqual([null, '2026-11-17']);
    expect(road.refused('teacher', 'end-turn', { turnId: 't1' })).toBe('done');
  });

  test('at a hospital school asks for a plan of the return, unless the return is planned or to be planned already', () => {
    const planned = turn(raised(), 'hospital-school');
    planned.give('teacher', 'plan-return', { steps: [step('2026-11-20')] });
    planned.give('teacher', 'end-turn', { turnId: 't1' });
    expect(planned.owed('return-plan')).toHaveLength(0);
    const awaited = turn(turn(raised(), 'exclusion'), 'hospital-school');
    expect(awaited.owed('return-plan')).toHaveLength(1);
    awaited.give('teacher', 'end-turn', { turnId: 't2' });
    expect(awaited.owed('return-plan')).toMatchObject([{ about: { of: 'turn', id: 't1' } }]);
  });

  test('of another kind asks for no plan of its own: that was owed from its beginning', () => {
    const road = turn(raised(), 'exclusion')
      .give('curator', 'close-case', { reason: 'moved', told: ['learner'] })
      .give('curator', 'reopen-case', { reason: text() });
    // What closing left is owed again.
    expect(road.owed('return-plan')).toHaveLength(1);
    expect(road.give('teacher', 'end-turn', { turnId: 't1' }).owed('return-plan')).toHaveLength(1);
  });
});

describe('The way back to school', () => {
  const plan = (road: Road, ...steps: ReturnType<typeof step>[]) =>
    road.refused('curator', 'plan-return', { steps });

  test('has no step in the past, not even beside others', () => {
    expect(plan(raised(), step('2026-11-20'), step('2026-11-16'))).toBe('next-date-not-ahead');
    expect(plan(raised())).toBe('next-date-not-ahead');
    expect(plan(raised(), step('2026-11-17'))).toBe('done');
  });

  test('has no step for an employer that does not know of the case', () => {
    const secret = () =>
      raised({ source: 'learner', discussedWith: [], responsible: { county: PEOPLE.curator } });
    const [theirs, ours] = [step('2026-11-20'), step('2026-11-20', 'county')];
    expect(plan(secret(), ours, theirs)).toBe('side-not-party');
    expect(plan(secret(), ours)).toBe('done');
  });
});

describe('The student welfare data that may go to another provider', () => {
  const agreed = (road: Road) => road.state.annex?.transfers.map((it) => agreedItems(road.state, it));
  const yes = { transferId: 'r1', answer: 'given', items: ['report'], way: 'signed' } as const;

  test('are none before both guardians who live apart have answered', () => {
    const road = raised({ family: family({}, true) });
    road.give('curator', 'plan-transfer', { kind: 'provider', movesOn: parseDate('2027-01-07') });
    expect(agreed(road)).toEqual([[]]);
    road.give('curator', 'record-transfer-consent', { ...yes, by: MOTHER, byRole: 'guardian' });
    expect(agreed(road)).toEqual([[]]);
    road.give('curator', 'record-transfer-consent', { ...yes, by: FATHER, byRole: 'guardian' });
    expect(agreed(road)).toEqual([['report']]);
  });
});
