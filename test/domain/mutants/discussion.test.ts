import { describe, expect, test } from '@jest/globals';
import type { StaffRole } from '../../../domain/people.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { raised, type Road } from '../branches/support.js';
import { actor, command, PEOPLE, SYSTEM } from '../lives/world.js';

const time = (on: string, withId = PEOPLE.curator) =>
  ({ withId, on: parseDate(on), minute: 600, told: 'phone' }) as const;
const late = (on: string) => ({ ...time(on), latenessReason: 'no-time-free' }) as const;
const promise = (road: Road) => road.state.duties.find((it) => it.kind === 'discussion');

/** Asked for on the 17th and due on the 26th, under an earlier release. */
function begun(core: number): Road {
  const road = raised();
  road.life.state = { ...road.state, core };
  return road;
}

test('A talk on the last day of the limit keeps the promise, although a later time was agreed', () => {
  const held = (local: string) => {
    const road = raised().give('curator', 'offer-discussion', late('2026-11-30'));
    return promise(road.until(local).give('curator', 'record-discussion', { outcome: 'held' }));
  };
  expect(held('2026-11-26 12:00')).toMatchObject({ status: 'done', kept: true });
  expect(held('2026-11-27 12:00')).toMatchObject({ status: 'done', kept: false });
});

describe('A time is offered', () => {
  test('with somebody who is a school social worker besides what else they are', () => {
    const offered = (...posts: readonly StaffRole[]) => {
      const { life } = raised();
      const given = command(
        actor('curator'),
        'offer-discussion',
        life.today,
        time('2026-11-19', PEOPLE.nurse),
      );
      return life.give({ ...given, posts: { [PEOPLE.nurse]: posts } }).ok;
    };
    expect(offered('school_nurse', 'curator')).toBe(true);
    expect(offered('school_nurse')).toBe(false);
  });

  test('also with the nurse in a case that was begun before core 4', () => {
    const withNurse = time('2026-11-19', PEOPLE.nurse);
    expect(begun(3).refused('curator', 'offer-discussion', withNurse)).toBe('done');
    expect(begun(4).refused('curator', 'offer-discussion', withNurse)).toBe('not-for-discussion');
  });

  test('under an id of its own, which before core 3 could be that of one that was forgotten', () => {
    const ids = (core: number) => {
      const road = begun(core);
      return ['2026-11-19', '2026-11-20', '2026-11-23'].map((on) => {
        road.give('curator', 'offer-discussion', time(on));
        return road.state.offers.at(-1)?.id;
      });
    };
    expect(ids(2)).toEqual(['o1', 'o2', 'o2']);
    expect(ids(3)).toEqual(['o1', 'o2', 'o3']);
  });

  test('outside the limit in place of one inside: the promise is owed again since core 3', () => {
    const replaced = (core: number) => {
      const road = begun(core).give('curator', 'offer-discussion', time('2026-11-26'));
      return promise(road.give('curator', 'offer-discussion', late('2027-01-20')))?.status;
    };
    expect([replaced(2), replaced(3)]).toEqual(['done', 'open']);
  });
});

test('What staff did not hold is owed until the day that the rules give by then since core 3, before that until the old one', () => {
  const owedUntil = (core: number) => {
    const road = begun(core).give('curator', 'offer-discussion', time('2026-11-20'));
    const { rules } = road.life;
    const longer = { unit: 'institution-day', length: 9, ladder: 'standard' } as const;
    const duties = { ...rules.duties, 'T-OHL15-third': longer };
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'f'.repeat(32), duties } });
    road.give('curator', 'record-discussion', { outcome: 'not-held-by-staff' });
    return road.owed('discussion')[0]?.dueOn;
  };
  expect([owedUntil(2), owedUntil(3)]).toEqual(['2026-11-26', '2026-11-30']);
});
