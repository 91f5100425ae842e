import { describe, expect, test } from '@jest/globals';
import {
  annexOf,
  goesByHand,
  guardiansOf,
  noPartOf,
  prohibitionOf,
  staysAdult,
} from '../../../domain/annex.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, FATHER, MOTHER, PARENT, raised } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';

const state = () => raised().state;
const annex = () => state().annex!;
const adult = (): CaseState => ({ ...state(), annex: { ...annex(), isAdult: true } });
const forbidden = { guardianId: MOTHER, scope: 'both', grounds: text() } as const;
const without: Pick<CaseState, 'annex'> = {};
const ids = (of: Pick<CaseState, 'annex'>) => guardiansOf(of).map((it) => it.personId);

describe('Who of the family has part in a case', () => {
  test('a guardian has, a parent who is no guardian has not', () => {
    expect(noPartOf(state(), MOTHER)).toBeNull();
    expect(noPartOf(state(), PARENT)).toBe('not-a-guardian');
    expect(ids(state())).toEqual([MOTHER, FATHER]);
  });

  test('the learner always has, and somebody the directory does not name', () => {
    expect(noPartOf(adult(), LEARNER)).toBeNull();
    expect(noPartOf(adult(), PEOPLE.nurse)).toBeNull();
    expect(noPartOf(without, MOTHER)).toBeNull();
  });

  test('no guardian of an adult has', () => {
    expect(noPartOf(adult(), FATHER)).toBe('guardian-has-no-position');
    expect(ids(adult())).toEqual([]);
  });

  test('a guardian whom the learner forbids has none until the prohibition is lifted, and the other keeps theirs', () => {
    const road = raised().give('curator', 'prohibit-guardian', forbidden);
    expect(noPartOf(road.state, MOTHER)).toBe('guardian-prohibited');
    expect(prohibitionOf(road.state, FATHER)).toBeUndefined();
    expect(ids(road.state)).toEqual([FATHER]);
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(noPartOf(road.state, MOTHER)).toBeNull();
    expect(ids(road.state)).toEqual([MOTHER, FATHER]);
  });

  test('nobody is known of a case without facts of the family', () => {
    expect(ids(without)).toHaveLength(0);
    expect(Object.values(annexOf(without)).flat()).toEqual([null, false, null]);
    expect(prohibitionOf(without, MOTHER)).toBeUndefined();
    expect(goesByHand(without)).toBe(false);
  });
});

describe('What goes to the family goes by hand', () => {
  const [mother, ...others] = family().guardians;
  const under = (facts: ReturnType<typeof family>) => ({ annex: { ...annex(), family: facts } });

  test('when the address of the learner or of one guardian is protected, and only then', () => {
    expect(goesByHand(state())).toBe(false);
    expect(goesByHand(under(family({ addressProtected: true })))).toBe(true);
    const guarded = { ...mother!, addressProtected: true };
    expect(goesByHand(under(family({ guardians: [guarded, ...others] })))).toBe(true);
    expect(goesByHand(under(family({ guardians: [] })))).toBe(false);
  });
});

describe('Somebody who came of age', () => {
  const [day, before] = [parseDate('2026-12-02'), parseDate('2026-12-01')];
  const of = (adultOn: typeof day | null) => family({ adultOn });

  test('stays so from the birthday on, and where no birthday is known', () => {
    expect(staysAdult(adult().annex!, of(day), day)).toBe(true);
    expect(staysAdult(adult().annex!, of(null), before)).toBe(true);
  });

  test('is a minor again when the birthday turns out to be still ahead', () => {
    expect(staysAdult(adult().annex!, of(day), before)).toBe(false);
  });

  test('is not made so by new facts of the family: only the birthday itself does that', () => {
    expect(staysAdult(annex(), of(day), day)).toBe(false);
  });
});
