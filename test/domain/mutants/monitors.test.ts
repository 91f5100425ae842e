import { describe, expect, test } from '@jest/globals';
import type { Duty } from '../../../domain/duties.js';
import { monitorOf, namedMonitorOf } from '../../../domain/monitors.js';
import type { CaseAction, CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { heldGroup } from '../branches/support.js';
import { PEOPLE } from '../lives/world.js';

/** A group that has met: the nurse answers for the county, the teacher for the school, the homeroom teacher is a member. */
const HELD = heldGroup().state;
const [SOME_DUTY] = HELD.duties;

const action = (change: Partial<CaseAction> = {}): CaseAction => ({
  ...{ id: 'a1', meetingId: 'k1', ownerId: PEOPLE.teacher, textId: 't', dueOn: parseDate('2026-11-27') },
  doneOn: null,
  ...change,
});

function owed(change: Partial<Duty> = {}): Duty {
  if (!SOME_DUTY) throw new Error('a concern begins a clock');
  const own = { kind: 'action', ownerId: PEOPLE.teacher, side: 'school' } as const;
  return { ...SOME_DUTY, ...own, about: { of: 'action', id: 'a1' }, ...change };
}

const withWork = (
  actions: readonly CaseAction[],
  duties: readonly Duty[],
  change: Partial<CaseState> = {},
) => ({
  ...HELD,
  actions,
  duties,
  ...change,
});

describe('Whom a meeting named to follow something up', () => {
  const two = withWork([action({ id: 'a0' }), action({ monitorId: PEOPLE.homeroom })], []);

  test('was named for this action, not for another one, and for nothing that is no action', () => {
    expect(namedMonitorOf(two, owed())).toBe(PEOPLE.homeroom);
    expect(namedMonitorOf(two, owed({ about: { of: 'action', id: 'a0' } }))).toBeNull();
    expect(namedMonitorOf(two, owed({ about: { of: 'action', id: 'a9' } }))).toBeNull();
    expect(namedMonitorOf(two, owed({ about: null }))).toBeNull();
    expect(namedMonitorOf(two, owed({ kind: 'follow-up' }))).toBeNull();
  });
});

describe('Who follows an action up of which nobody was named', () => {
  const other = owed({ about: { of: 'action', id: 'a2' }, ownerId: PEOPLE.nurse, side: 'county' });

  test('goes by who owes this action, whatever else is owed', () => {
    const otherKind = owed({ kind: 'follow-up', ownerId: PEOPLE.nurse, side: 'county' });
    expect(monitorOf(withWork([action()], [owed(), other, otherKind]), action())).toBe(PEOPLE.nurse);
    expect(monitorOf(withWork([action()], [otherKind, other, owed()]), action())).toBe(PEOPLE.nurse);
    expect(monitorOf(withWork([action()], [other, owed({ about: null })]), action({ id: 'a2' }))).toBe(
      PEOPLE.teacher,
    );
  });

  test('is of the owner’s side first, and of the county where nobody owes it', () => {
    const member = { ownerId: PEOPLE.homeroom };
    expect(monitorOf(withWork([action()], [owed(member)]), action())).toBe(PEOPLE.teacher);
    expect(monitorOf(withWork([action()], [owed({ ...member, side: 'county' })]), action())).toBe(
      PEOPLE.nurse,
    );
    expect(monitorOf(withWork([action()], []), action())).toBe(PEOPLE.nurse);
  });

  test('is the only responsible person, also of what they owe themselves; nobody where there is none', () => {
    const alone = withWork([action()], [owed()], { responsible: { school: PEOPLE.teacher } });
    expect(monitorOf(alone, action())).toBe(PEOPLE.teacher);
    expect(
      monitorOf({ ...alone, duties: [owed({ ownerId: PEOPLE.homeroom, side: 'county' })] }, action()),
    ).toBe(PEOPLE.teacher);
    const county = withWork([action()], [owed({ ownerId: PEOPLE.nurse })], {
      responsible: { county: PEOPLE.nurse },
    });
    expect(monitorOf(county, action())).toBe(PEOPLE.nurse);
    expect(monitorOf(withWork([action()], [owed()], { responsible: {} }), action())).toBeNull();
  });
});
