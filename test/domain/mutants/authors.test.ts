import { describe, expect, test } from '@jest/globals';
import { anyResponsible, authorOf, responsibleFor } from '../../../domain/decision.js';
import { asId, type PersonId, type UnitId } from '../../../domain/ids.js';
import type { Actor, Author, HeldRole } from '../../../domain/people.js';
import { keysOf, keysTo, type EmployedPost } from '../../../domain/sight-keys.js';
import type { CaseState } from '../../../domain/state.js';
import { raised } from '../branches/support.js';
import { PEOPLE, SCHOOL } from '../lives/world.js';

const ANNA = asId<PersonId>('00000009-0000-4000-8000-000000000001');
const OTHER = asId<UnitId>('00000009-0000-4000-8000-000000000002');

const teacher: HeldRole = { role: 'class_teacher', side: 'school', unitId: SCHOOL };
const nurse: HeldRole = { role: 'school_nurse', side: 'county', unitId: OTHER };
const coordinator: HeldRole = { role: 'coordinator', side: 'county', unitId: null };
const curator: HeldRole = { role: 'curator', side: 'county', unitId: null };

function speaking(roles: readonly HeldRole[], byProfession?: boolean): Pick<Author, 'role' | 'side'> {
  const { role, side, personId } = authorOf({ personId: ANNA, kind: 'person', roles }, SCHOOL, byProfession);
  expect(personId).toBe(ANNA);
  return { role, side };
}

describe('Whoever holds several posts speaks in a case', () => {
  test('as what they are at its school, before what they are everywhere', () => {
    expect(speaking([nurse, coordinator, teacher])).toEqual({ role: 'class_teacher', side: 'school' });
    expect(speaking([nurse, coordinator])).toEqual({ role: 'coordinator', side: 'county' });
    expect(speaking([nurse])).toEqual({ role: 'school_nurse', side: 'county' });
    expect(speaking([])).toEqual({ role: 'system', side: null });
  });

  test('as a professional of student welfare only where that is asked, and of the same side', () => {
    expect(speaking([coordinator, curator])).toEqual({ role: 'coordinator', side: 'county' });
    expect(speaking([coordinator, curator], true)).toEqual({ role: 'curator', side: 'county' });
    // A nurse of another school is none here, and a teacher here is no professional of the county.
    expect(speaking([coordinator, nurse], true)).toEqual({ role: 'coordinator', side: 'county' });
    expect(speaking([teacher, curator], true)).toEqual({ role: 'class_teacher', side: 'school' });
    expect(speaking([], true)).toEqual({ role: 'system', side: null });
  });

  test('and a system as nobody on no side, whatever it holds', () => {
    const system: Actor = { personId: null, kind: 'system', roles: [teacher] };
    expect(authorOf(system, SCHOOL)).toEqual({ personId: null, role: 'system', side: null });
  });
});

describe('What is owed by a side', () => {
  const author = (side: Author['side']): Author => ({ personId: ANNA, role: 'curator', side });
  const where = (responsible: CaseState['responsible']): CaseState => ({ ...raised().state, responsible });
  const ofCounty = { ownerId: PEOPLE.curator, side: 'county', bound: 'side' };
  const ofSchool = { ownerId: PEOPLE.teacher, side: 'school', bound: 'side' };

  test('is owed by the county’s responsible person before the school’s, and by somebody always', () => {
    expect(anyResponsible(where({ county: PEOPLE.curator, school: PEOPLE.teacher }))).toEqual(ofCounty);
    expect(anyResponsible(where({ school: PEOPLE.teacher }))).toEqual(ofSchool);
    expect(() => anyResponsible(where({}))).toThrow('without a responsible person');
  });

  test('falls to the other side where the own is not party', () => {
    const both = where({ county: PEOPLE.curator, school: PEOPLE.teacher });
    expect(responsibleFor(both, author('school'))).toEqual(ofSchool);
    expect(responsibleFor(both, author(null))).toEqual(ofCounty);
    expect(responsibleFor(where({ county: PEOPLE.curator }), author('school'))).toEqual(ofCounty);
  });
});

describe('The keys by which a case is found', () => {
  const at = (role: HeldRole, controllerId: string): EmployedPost => ({ ...role, controllerId });

  test('are those of people it shows something to, and of posts on sides that are party', () => {
    const road = raised({ source: 'learner', responsible: { county: PEOPLE.curator }, discussedWith: [] });
    const { state } = road;
    expect(keysTo(state)).toEqual([
      ...[`case:${state.caseId}`, `person:${PEOPLE.curator}`],
      ...[`county:${SCHOOL}`, 'county@*'],
    ]);
    const owing = state.duties.map((duty) => ({ ...duty, ownerId: PEOPLE.nurse }));
    expect(keysTo({ ...state, duties: owing })).toContain(`person:${PEOPLE.nurse}`);
    // Who owed something and owes it no more is shown nothing by it.
    const done = owing.map((duty) => ({ ...duty, status: 'done' as const }));
    expect(keysTo({ ...state, duties: done })).not.toContain(`person:${PEOPLE.nurse}`);
    const nobody = { ...state, raisedBy: { ...state.raisedBy, personId: null } };
    expect(keysTo(nobody).filter((key) => key.startsWith('person:'))).toEqual([`person:${PEOPLE.curator}`]);
  });

  test('that somebody brings are their own, and those of their posts over cases', () => {
    expect(keysOf(null, [])).toEqual([]);
    expect(keysOf(ANNA, [at(teacher, 'one')])).toEqual([`person:${ANNA}`]);
    const school: HeldRole = { role: 'supervisor', side: 'school', unitId: null };
    expect(keysOf(null, [at(coordinator, 'one'), at(school, 'two'), at(school, '*')])).toEqual([
      ...['county@*', 'school@two', 'school@*'],
    ]);
    expect(keysOf(null, [at({ ...school, unitId: SCHOOL }, 'two')])).toEqual([`school:${SCHOOL}`]);
  });
});
