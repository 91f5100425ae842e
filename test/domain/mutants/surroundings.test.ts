import { describe, expect, test } from '@jest/globals';
import type { UnitId } from '../../../domain/ids.js';
import type { Side } from '../../../domain/people.js';
import type { CaseState } from '../../../domain/state.js';
import type { Surroundings } from '../../../domain/surroundings.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { raised, withGroup, type Road } from '../branches/support.js';
import { OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, type Who } from '../lives/world.js';

const HOLDERS = { county: PEOPLE.countyCoordinator, school: PEOPLE.schoolCoordinator };
const THIRD_SCHOOL = '00000001-0000-4000-8000-000000000003' as UnitId;

function told(road: Road, change: Partial<Surroundings>, holders: Partial<typeof HOLDERS> = HOLDERS): Road {
  const here = { schoolId: SCHOOL, enrolledUntil: null, classCode: '7b', languages: [], gone: [] };
  return road.give(SYSTEM, 'update-surroundings', { surroundings: { ...here, ...change }, holders });
}

function gone(...people: readonly (readonly [Who, Side])[]): Partial<Surroundings> {
  return { gone: people.map(([who, side]) => ({ personId: PEOPLE[who], side })) };
}

/** The same case, otherwise than commands alone could bring it about quickly. */
function being(road: Road, change: (state: CaseState) => Partial<CaseState>): Road {
  road.life.state = { ...road.state, ...change(road.state) };
  return road;
}

const owners = (road: Road, kind: Parameters<Road['owed']>[0]) => road.owed(kind).map((it) => it.ownerId);

/** Something that one person alone owes for a side. */
function owing(road: Road, who: Who, side: Side, bound: 'person' | 'side' = 'person'): Road {
  return being(road, ({ duties: [first, ...more] }) => {
    if (!first) throw new Error('a concern begins a clock');
    const kind = 'action' as const;
    return { duties: [first, ...more, { ...first, id: 'd50', kind, ownerId: PEOPLE[who], side, bound }] };
  });
}

describe('A learner who leaves the school', () => {
  const finished = (road: Road) =>
    being(road, ({ duties }) => ({
      duties: duties.map((it) => (it.kind === 'next-step' ? { ...it, status: 'done' as const } : it)),
    }));

  test('makes the next step due once, for as long as it is that other school', () => {
    const road = finished(told(raised(), { schoolId: OTHER_SCHOOL }));
    expect(told(road, { schoolId: OTHER_SCHOOL, classCode: '8a' }).owed('next-step')).toEqual([]);
    expect(told(road, { schoolId: THIRD_SCHOOL }).owed('next-step')).toHaveLength(1);
  });

  test('and comes back, and leaves again, makes it due again', () => {
    const road = finished(told(raised(), { schoolId: OTHER_SCHOOL }));
    expect(told(road, {}).owed('next-step')).toEqual([]);
    expect(told(road, { schoolId: OTHER_SCHOOL }).owed('next-step')).toHaveLength(1);
  });

  test('for none, after going there, makes it due, and stays without a school at no new cost', () => {
    const road = told(raised(), {});
    expect(road.owed('next-step')).toEqual([]);
    const left = { enrolledUntil: parseDate('2026-11-16') };
    expect(told(road, left).owed('next-step')).toHaveLength(1);
    expect(told(finished(road), { ...left, classCode: '9' }).owed('next-step')).toEqual([]);
  });

  test('asks for nothing while the transfer is planned, and for the next step where an older one was taken over', () => {
    const plan = (acceptedOn: ReturnType<typeof parseDate> | null) => {
      const road = raised().give('curator', 'plan-transfer', {
        ...{ kind: 'school', movesOn: parseDate('2026-11-30'), toUnitId: OTHER_SCHOOL },
      });
      being(finished(road), ({ annex }) =>
        annex ? { annex: { ...annex, transfers: annex.transfers.map((it) => ({ ...it, acceptedOn })) } } : {},
      );
      return told(road, { schoolId: OTHER_SCHOOL }).owed('next-step').length;
    };
    expect([plan(null), plan(parseDate('2026-11-16'))]).toEqual([0, 1]);
  });

  test('makes no second next step due where one is owed, and none of a closed case', () => {
    const road = raised();
    const on = road.today;
    road
      .give('curator', 'offer-discussion', { withId: PEOPLE.curator, on, minute: 600, told: 'in-person' })
      .give('curator', 'record-discussion', { outcome: 'held' });
    const before = road.owed('next-step');
    expect(before).toHaveLength(1);
    expect(told(road, { schoolId: OTHER_SCHOOL }).owed('next-step')).toEqual(before);
    const closed = being(raised(), () => ({ status: 'aftercare' }));
    told(closed, { schoolId: OTHER_SCHOOL, ...gone(['curator', 'county']) });
    expect([closed.owed('next-step'), closed.owed('successor')]).toEqual([[], []]);
  });
});

describe('A responsible person who is gone', () => {
  test('is asked for on each side by its own holder, as something that stays with that person', () => {
    const road = told(raised(), gone(['curator', 'county'], ['teacher', 'school']));
    const owed = (side: Side) => ({
      ...{ side, ownerId: HOLDERS[side], bound: 'person', about: { of: 'handover', id: side } },
      startedOn: road.today,
    });
    expect(road.owed('successor')).toMatchObject([owed('county'), owed('school')]);
    expect(road.owed('successor')).toHaveLength(2);
  });

  test('on another side than their own is somebody else', () => {
    const road = told(raised(), gone(['curator', 'school']));
    expect(road.owed('successor')).toEqual([]);
  });

  test('is not asked for a second time, though the holder is another by then', () => {
    const road = told(raised(), gone(['curator', 'county']));
    told(road, gone(['curator', 'county'], ['nurse', 'county']), { county: PEOPLE.countySupervisor });
    expect(owners(road, 'successor')).toEqual([PEOPLE.countyCoordinator]);
  });

  test('stays without a successor in a case of the first core, which knows none', () => {
    const road = being(raised(), () => ({ core: 1 }));
    expect(told(road, gone(['curator', 'county'])).owed('successor')).toEqual([]);
    const second = being(raised(), () => ({ core: 2 }));
    expect(told(second, gone(['curator', 'county'])).owed('successor')).toHaveLength(1);
  });
});

describe('What somebody else who is gone owed alone', () => {
  test('passes to the responsible person of that side, also in the first core', () => {
    for (const core of [1, 4]) {
      const road = being(owing(raised(), 'homeroom', 'school'), () => ({ core }));
      expect(owners(told(road, gone(['homeroom', 'school'])), 'action')).toEqual([PEOPLE.teacher]);
    }
  });

  test('passes to whoever is responsible at all where that side is not party', () => {
    const road = being(owing(raised(), 'homeroom', 'school'), () => ({
      responsible: { county: PEOPLE.curator },
    }));
    expect(owners(told(road, gone(['homeroom', 'school'])), 'action')).toEqual([PEOPLE.curator]);
  });

  test('stays theirs on the side where they are not gone', () => {
    const road = owing(raised(), 'homeroom', 'school');
    expect(owners(told(road, gone(['homeroom', 'county'])), 'action')).toEqual([PEOPLE.homeroom]);
  });

  test('passes on when they go, and not again whenever the directory tells something', () => {
    const road = told(raised(), gone(['homeroom', 'school']));
    owing(road, 'homeroom', 'school');
    told(road, { ...gone(['homeroom', 'school']), classCode: '8a' });
    expect(owners(road, 'action')).toEqual([PEOPLE.homeroom]);
  });
});

test('What the directory tells is kept as it was told, and is no news a second time', () => {
  const road = withGroup();
  const languages = [{ personId: PEOPLE.nurse, language: 'sv' }];
  told(road, { languages, classCode: '7c' });
  const data = {
    surroundings: { schoolId: SCHOOL, enrolledUntil: null, classCode: '7c', languages, gone: [] },
    holders: HOLDERS,
  };
  expect(road.last).toMatchObject({ type: 'surroundings-updated', data });
  expect(road.state.annex?.surroundings).toEqual(data.surroundings);
  expect(road.refused(SYSTEM, 'update-surroundings', { ...data, holders: {} })).toBe(
    'surroundings-unchanged',
  );
  // Of what else the case knows nothing is lost by it.
  expect(road.state.annex?.family).toEqual(withGroup().state.annex?.family);
});
