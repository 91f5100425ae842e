import { describe, expect, test } from '@jest/globals';
import { annexOf, type Prohibition } from '../../../domain/annex.js';
import {
  dutyOf,
  isOwnAct,
  knownTo,
  OPENLY_SHOWN,
  seesDuty,
  TOLD_BY,
  toldBy,
  type Viewer,
} from '../../../domain/duty-sight.js';
import type { Duty } from '../../../domain/duties.js';
import { DUTY_KINDS, type DutyKind } from '../../../domain/rules.js';
import type { Section } from '../../../domain/sight.js';
import type { CaseState, OutsideAct } from '../../../domain/state.js';
import { MOTHER, raised } from '../branches/support.js';
import { PEOPLE } from '../lives/world.js';
import { CASE, CURATOR, happened } from './happened.js';

/** Which promises tell of more than how far a case is: said here a second time, kind by kind. */
const TELLS_OF: Readonly<Partial<Record<Section, readonly DutyKind[]>>> = {
  acts: [
    ...(['child-welfare-report', 'police-report', 'joint-contact', 'outside-details'] as const),
    ...(['outside-acknowledgement', 'outside-follow-up', 'expected-urgency', 'expected-decision'] as const),
    ...(['expected-start', 'expected-assessment'] as const),
  ],
  plans: ['guide-to-services', 'expected-service', 'expected-treatment'],
  family: ['prohibition-review', 'manual-invitation'],
  access: ['glass-review'],
};
const TELLING = new Set<DutyKind>(Object.values(TELLS_OF).flat());

function promise(change: Partial<Duty> = {}): Duty {
  const [first] = CASE.duties;
  if (!first) throw new Error('a concern begins a clock');
  return { ...first, about: null, ...change };
}

const viewer = (...sections: readonly Section[]): Viewer => ({
  personId: PEOPLE.nurse,
  sections: new Set(sections),
});

describe('A promise tells by its kind', () => {
  test.each(Object.entries(TELLS_OF))('of %s', (section, kinds) => {
    expect(kinds.map((kind) => [kind, TOLD_BY[kind], toldBy(promise({ kind }))])).toEqual(
      kinds.map((kind) => [kind, section, section]),
    );
  });

  test('of nothing but how far the case is, all others', () => {
    const others = DUTY_KINDS.filter((kind) => !TELLING.has(kind));
    expect(others.map((kind) => toldBy(promise({ kind })))).toEqual(others.map(() => 'duties'));
    // A look at a pause is about another promise, and shows as that one.
    expect(OPENLY_SHOWN).toEqual(others.filter((kind) => kind !== 'pause-review'));
    expect(OPENLY_SHOWN).toContain('discussion');
  });
});

describe('A promise tells by what it is about', () => {
  test('of an act, a prohibition or an emergency, whatever its kind', () => {
    const of = (what: NonNullable<Duty['about']>['of'], kind: DutyKind = 'expected-treatment') =>
      toldBy(promise({ kind, about: { of: what, id: 'x1' } }));
    expect([of('act'), of('prohibition'), of('glass'), of('meeting')]).toEqual([
      ...['acts', 'family', 'access', 'plans'],
    ]);
    expect(of('meeting', 'action')).toBe('duties');
  });

  test('of the family where nobody waits any more to tell a guardian, and not before', () => {
    const about = { of: 'guardian', id: MOTHER } as const;
    const tells = (kind: DutyKind, status: Duty['status']) => toldBy(promise({ kind, status, about }));
    expect(tells('tell-guardian', 'cancelled')).toBe('family');
    for (const status of ['open', 'paused', 'done'] as const)
      expect(tells('tell-guardian', status)).toBe('duties');
    expect(tells('tell-learner', 'cancelled')).toBe('duties');
  });
});

describe('A promise shows', () => {
  const report = promise({ id: 'd5', kind: 'child-welfare-report' });

  test('to who sees promises and what it tells of, both', () => {
    const shows = (...sections: readonly Section[]) => seesDuty(viewer(...sections), report, [report]);
    expect([shows('duties', 'acts'), shows('duties'), shows('acts'), shows()]).toEqual([
      ...[true, false, false, false],
    ]);
  });

  test('to who owes it, whatever they see, and to nobody for having no name', () => {
    expect(seesDuty({ ...viewer(), personId: report.ownerId }, report, [report])).toBe(true);
    expect(seesDuty({ ...viewer(), personId: null }, report, [report])).toBe(false);
  });

  test('as the one that it is about, and not at all where that is not there or is itself', () => {
    const about = (id: string) => promise({ id: 'd6', kind: 'pause-review', about: { of: 'duty', id } });
    const [look, lost, own] = [about('d5'), about('d7'), about('d6')];
    const sees = (it: Duty, ...sections: readonly Section[]) =>
      seesDuty(viewer(...sections), it, [promise(), report, it]);
    expect([sees(look, 'duties', 'acts'), sees(look, 'duties')]).toEqual([true, false]);
    expect([sees(lost, 'duties', 'acts'), sees(own, 'duties', 'acts')]).toEqual([false, false]);
  });
});

test('An entry of the log tells of the promise that it names, or of none', () => {
  expect(dutyOf(happened('duty-fell-due', { dutyId: 'd4' }))).toBe('d4');
  expect(dutyOf(happened('learner-told', { way: 'phone' }))).toBeNull();
});

describe('An act towards the outside is somebody’s own', () => {
  const nothing = { measuresTried: false, homeCooperation: false } as const;
  const has = { ...nothing, acknowledgedOn: null, followUpOn: null, followedUpOn: null };
  const act = (id: string, by: OutsideAct['by']): OutsideAct => ({
    ...{ id, kind: 'report-to-police', on: CASE.requestedOn, by, side: 'county', has },
  });
  const acts = [act('x1', PEOPLE.nurse), act('x2', PEOPLE.curator), act('x3', null)];
  const owing = (change: Partial<Duty>): CaseState => ({
    ...CASE,
    acts,
    duties: [promise({ ownerId: PEOPLE.nurse, about: { of: 'act', id: 'x2' }, ...change })],
  });

  test('who made it', () => {
    const state = { ...CASE, acts };
    expect(['x1', 'x2', 'x3'].map((id) => isOwnAct(PEOPLE.nurse, id, state))).toEqual([true, false, false]);
    expect(isOwnAct(null, 'x3', state)).toBe(false);
  });

  test('who owes something about it still', () => {
    const owes = (change: Partial<Duty>, id = 'x2') => isOwnAct(PEOPLE.nurse, id, owing(change));
    expect([owes({}), owes({ status: 'paused' }), owes({ status: 'done' })]).toEqual([true, true, false]);
    expect([owes({ ownerId: PEOPLE.curator }), owes({ about: null }), owes({}, 'x3')]).toEqual([
      ...[false, false, false],
    ]);
  });

  test('and is known to them, where they see no other', () => {
    const ids = (known: CaseState) => known.acts.map(({ id }) => id);
    const state = owing({});
    expect(ids(knownTo(viewer('duties'), state))).toEqual(['x1', 'x2']);
    expect(ids(knownTo(viewer('acts'), state))).toEqual(['x1', 'x2', 'x3']);
  });
});

describe('A state as somebody knows it', () => {
  const prohibition: Prohibition = {
    ...{ id: 'p1', guardianId: MOTHER, scope: 'both', by: CURATOR, on: CASE.requestedOn, liftedOn: null },
  };
  const forbidden: CaseState = { ...CASE, annex: { ...annexOf(CASE), prohibitions: [prohibition] } };

  test('keeps the prohibitions for who sees the family, and for nobody else', () => {
    expect(knownTo(viewer('family'), forbidden).annex).toEqual(forbidden.annex);
    expect(knownTo(viewer('duties'), forbidden).annex).toEqual({ ...forbidden.annex, prohibitions: [] });
  });

  test('is the same case in everything else, and gets no branches that it has not', () => {
    expect(knownTo(viewer('duties', 'acts'), CASE)).toEqual(CASE);
    const { annex: _none, ...bare } = raised().state;
    expect(knownTo(viewer('duties', 'acts'), bare)).toEqual(bare);
    expect('annex' in knownTo(viewer('duties'), bare)).toBe(false);
  });
});
