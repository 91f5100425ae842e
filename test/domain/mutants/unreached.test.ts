import { describe, expect, test } from '@jest/globals';
import type { FamilyFacts } from '../../../domain/branch-commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import {
  answerOf,
  ask,
  consents,
  family,
  FATHER,
  MOTHER,
  PARENT,
  raised,
  withGroup,
  type Road,
} from '../branches/support.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';

const without = (guardianId = FATHER) => ({ guardianId, reason: 'not-reached' }) as const;
const goesOn = (road: Road, guardianId = FATHER) =>
  road.refused('curator', 'go-on-without-guardian', without(guardianId));
const hear = (road: Road, ...given: Parameters<typeof answerOf>) =>
  road.give('curator', 'record-consent', answerOf(...given));

/** Guardians who live apart, both asked about both members. */
const askedBoth = (): Road => ask(withGroup({ family: family({}, true) }), [LEARNER, MOTHER, FATHER]);

/** Three guardians: the other parent is one, too. */
function three(): FamilyFacts {
  const guardian = { position: 'guardian', livesApart: true, addressProtected: false } as const;
  return family({ guardians: [MOTHER, FATHER, PARENT].map((personId) => ({ personId, ...guardian })) });
}
const askedThree = (): Road => ask(withGroup({ family: three() }), [LEARNER, MOTHER, FATHER, PARENT]);

/** How often the road has come past consent. */
const reached = ({ state }: Road) => state.marks.filter((it) => it.stage === 'consent').length;

describe('Nobody is left out whose answer nothing waits for', () => {
  test('because what was asked is answered without them', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER, FATHER]);
    hear(hear(road, 'm1', LEARNER, 'given'), 'm2', LEARNER, 'given');
    expect(consents(road)).toEqual(['given', 'given']);
    expect(goesOn(road)).toBe('answer-not-awaited');
  });

  test('because the question was for another guardian alone', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER]);
    expect(goesOn(road)).toBe('answer-not-awaited');
    expect(goesOn(road, MOTHER)).toBe('done');
  });

  test('because the case goes on without them already', () => {
    const road = askedThree().give('curator', 'go-on-without-guardian', without());
    expect(goesOn(road)).toBe('answer-not-awaited');
    expect(goesOn(road, PARENT)).toBe('done');
  });

  test('because the directory names no guardian at all', () => {
    const road = ask(withGroup({ family: family({ guardians: [] }) }), [LEARNER]);
    expect(goesOn(road)).toBe('answer-not-awaited');
  });

  test('because the learner is of age: a guardian has no part, and neither has anybody to be left out', () => {
    const adult = () => ask(withGroup({ family: family({ adultOn: parseDate('2026-11-01') }) }), [LEARNER]);
    expect(goesOn(adult())).toBe('guardian-has-no-position');
    expect(goesOn(adult(), LEARNER)).toBe('guardian-has-no-position');
  });

  test('because the learner forbids it: that is said, though others are waited for', () => {
    const road = askedThree();
    road.give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() });
    expect(goesOn(road)).toBe('guardian-prohibited');
    expect(goesOn(road, MOTHER)).toBe('done');
  });
});

describe('Data of a move', () => {
  const yes = { transferId: 'r1', answer: 'given', items: ['report'], way: 'signed' } as const;
  const mother = { ...yes, by: MOTHER, byRole: 'guardian' } as const;
  const father = { ...mother, by: FATHER } as const;
  const learner = { ...yes, by: LEARNER, byRole: 'learner' } as const;
  const moving = (apart = true) =>
    raised({ family: family({}, apart) }).give('curator', 'plan-transfer', {
      ...{ kind: 'school', movesOn: parseDate('2027-01-07') },
    });

  test('wait for a guardian who has not answered, and for none who has', () => {
    const road = moving().give('curator', 'record-transfer-consent', mother);
    expect(goesOn(road, MOTHER)).toBe('answer-not-awaited');
    const both = moving().give('curator', 'record-transfer-consent', learner);
    both.give('curator', 'record-transfer-consent', father);
    expect(goesOn(both)).toBe('answer-not-awaited');
    expect(goesOn(both, MOTHER)).toBe('done');
  });

  test('wait for nobody once the move is called off', () => {
    const road = moving().give('curator', 'record-transfer-consent', mother);
    road.give('curator', 'cancel-transfer', { transferId: 'r1', reason: 'not-moving' });
    expect(goesOn(road)).toBe('answer-not-awaited');
  });

  test('wait for nobody once they have gone, though guardians live apart by then', () => {
    const road = moving(false)
      .give('curator', 'record-transfer-consent', learner)
      .give('curator', 'send-package', { transferId: 'r1', package: 'welfare' })
      .give(SYSTEM, 'update-family', { family: family({}, true) });
    expect(goesOn(road)).toBe('answer-not-awaited');
  });

  test('are no consent to a group: where none was proposed, none is reached and nothing else begins', () => {
    const road = moving().give('curator', 'record-transfer-consent', mother);
    const before = road.state.duties;
    road.give('curator', 'go-on-without-guardian', without());
    expect(reached(road)).toBe(0);
    expect(road.state.duties).toEqual(before);
  });
});

describe('A case that goes on without a guardian', () => {
  test('has not come past consent while anything is waited for', () => {
    const road = hear(askedBoth(), 'm1', MOTHER, 'given');
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'requested']);
    expect(reached(road)).toBe(0);
    expect(reached(hear(road, 'm2', MOTHER, 'given'))).toBe(1);
  });

  test('comes past consent once, though it was past it before', () => {
    const road = askedBoth();
    for (const id of ['m1', 'm2']) hear(hear(road, id, MOTHER, 'given'), id, FATHER, 'given');
    expect(reached(road)).toBe(1);
    const colleague = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' } as const;
    road
      .give('curator', 'propose-group', { members: [colleague] })
      .give('curator', 'request-consent', { memberIds: ['m3'], askedOf: [MOTHER, FATHER], told: 'phone' });
    hear(road, 'm3', MOTHER, 'given').give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'given', 'given']);
    expect(reached(road)).toBe(1);
  });

  test('moves on with those about whom it waited, and waits on where somebody is asked once more after a no', () => {
    const road = hear(hear(askedBoth(), 'm1', MOTHER, 'given'), 'm2', MOTHER, 'refused');
    road.give('curator', 'request-consent', { memberIds: ['m2'], askedOf: [MOTHER, FATHER], told: 'phone' });
    expect(consents(road)).toEqual(['requested', 'requested']);
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'requested']);
    expect(road.last?.data).toMatchObject({ follows: { consents: [{ memberId: 'm1', consent: 'given' }] } });
  });

  test.each([6, 9])('leaves what people settled otherwise as it is, as core %d does', (core) => {
    const road = hear(hear(askedBoth(), 'm2', LEARNER, 'given'), 'm2', MOTHER, 'refused');
    road.give('curator', 'settle-conflict', { outcome: 'no-agreement' });
    hear(road, 'm1', MOTHER, 'given');
    expect(consents(road)).toEqual(['requested', 'refused']);
    road.life.state = { ...road.state, core };
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['given', 'refused']);
  });

  test('can do so without a second one, and keeps who, why and when of both', () => {
    const road = hear(askedThree(), 'm1', MOTHER, 'given');
    road.give('curator', 'go-on-without-guardian', without());
    expect(consents(road)).toEqual(['requested', 'requested']);
    road
      .until('2026-11-18 09:00')
      .give('curator', 'go-on-without-guardian', { guardianId: PARENT, reason: 'ill-or-away' });
    expect(consents(road)).toEqual(['given', 'requested']);
    expect(road.state.annex?.goneOnWithout).toEqual([
      { guardianId: FATHER, reason: 'not-reached', on: '2026-11-17' },
      { guardianId: PARENT, reason: 'ill-or-away', on: '2026-11-18' },
    ]);
  });
});
