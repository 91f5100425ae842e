import { describe, expect, test } from '@jest/globals';
import type { FamilyFacts } from '../../../domain/branch-commands.js';
import type { CommandData } from '../../../domain/commands.js';
import type { Actor } from '../../../domain/people.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import {
  answerOf,
  ask,
  calledGroup,
  family,
  FATHER,
  heldGroup,
  MOTHER,
  raised,
  withGroup,
  type Road,
} from '../branches/support.js';
import { LEARNER, OTHER_SCHOOL, PEOPLE, SCHOOL, SYSTEM, text } from '../lives/world.js';

const forbids = (guardianId: typeof MOTHER) => ({ guardianId, scope: 'both', grounds: text() }) as const;
const LIFTED = { prohibitionId: 'p1', reason: 'learner-agrees' } as const;
const STANDS = { prohibitionId: 'p1' } as const;

function settled(road: Road): Road {
  const offer = { withId: PEOPLE.curator, on: road.today, minute: 600, told: 'phone' } as const;
  return road
    .give('curator', 'offer-discussion', offer)
    .give('curator', 'record-discussion', { outcome: 'held' });
}

describe('A prohibition is assessed by a professional of student welfare alone', () => {
  /** Teaches here, and is a nurse at another school. */
  const teachingNurse: Actor = {
    personId: PEOPLE.teacher,
    kind: 'person',
    roles: [
      { role: 'class_teacher', side: 'school', unitId: SCHOOL },
      { role: 'school_nurse', side: 'county', unitId: OTHER_SCHOOL },
    ],
  };

  test('so not by somebody who teaches here, whatever they are elsewhere', () => {
    const road = raised();
    const tried = <T extends 'prohibit-guardian' | 'lift-prohibition' | 'confirm-prohibition'>(
      type: T,
      data: CommandData[T],
    ) => road.refused(teachingNurse, type, data);
    expect(tried('prohibit-guardian', forbids(MOTHER))).toBe('assessor-not-entitled');
    road.give('curator', 'prohibit-guardian', forbids(MOTHER));
    expect(tried('confirm-prohibition', STANDS)).toBe('assessor-not-entitled');
    expect(tried('lift-prohibition', LIFTED)).toBe('assessor-not-entitled');
  });

  test('and of nobody of age, also where the case is closed and sleeps through the birthday', () => {
    const road = settled(raised({ family: family({ adultOn: parseDate('2026-12-02') }) }))
      .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] })
      .until('2026-12-03 09:00');
    expect(road.state.annex?.isAdult).toBe(false);
    expect(road.refused('curator', 'prohibit-guardian', forbids(MOTHER))).toBe('guardian-has-no-position');
  });
});

describe('A prohibition', () => {
  test('that was lifted is over, although another stands', () => {
    const road = raised()
      .give('curator', 'prohibit-guardian', forbids(MOTHER))
      .give('curator', 'prohibit-guardian', forbids(FATHER))
      .give('curator', 'lift-prohibition', LIFTED);
    expect(road.refused('curator', 'lift-prohibition', LIFTED)).toBe('unknown-prohibition');
    expect(road.refused('curator', 'confirm-prohibition', STANDS)).toBe('unknown-prohibition');
    expect(road.refused('curator', 'lift-prohibition', { ...LIFTED, prohibitionId: 'p2' })).toBe('done');
  });

  test('is lifted by itself: what another guardian answered still does not count', () => {
    const road = ask(withGroup(), [MOTHER, FATHER])
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', FATHER, 'refused'))
      .give('curator', 'prohibit-guardian', forbids(MOTHER))
      .give('curator', 'prohibit-guardian', forbids(FATHER));
    expect(road.state.members[0]?.consent).toBe('requested');
    road.give('curator', 'lift-prohibition', LIFTED);
    expect(road.last?.data).toMatchObject({ follows: { consents: [{ memberId: 'm1', consent: 'given' }] } });
    expect(road.state.members[0]?.consent).toBe('given');
  });

  test('of a closed case is looked at again when somebody does, not by a date', () => {
    const road = settled(raised())
      .give('curator', 'prohibit-guardian', forbids(MOTHER))
      .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] })
      .give('curator', 'confirm-prohibition', STANDS)
      .give('curator', 'prohibit-guardian', forbids(FATHER));
    expect(road.owed('prohibition-review')).toHaveLength(0);
    expect(road.state.status).toBe('closed');
  });
});

describe('A guardian who is one no more', () => {
  const bullied = () => raised({ topic: 'bullying', discussedWith: ['learner'] });
  const told = (road: Road) => road.owed('tell-guardian').map((duty) => duty.about?.id);

  test('need not be told, the other still must', () => {
    const guardians = family().guardians.filter((it) => it.personId !== MOTHER);
    const road = bullied();
    expect(told(road)).toEqual([MOTHER, FATHER]);
    expect(told(road.give(SYSTEM, 'update-family', { family: family({ guardians }) }))).toEqual([FATHER]);
  });

  test('need not be told as a parent, either; who stays one must', () => {
    const guardians = family().guardians.map((it) =>
      it.personId === FATHER ? { ...it, position: 'parent-not-guardian' as const } : it,
    );
    const road = bullied().give(SYSTEM, 'update-family', { family: family({ guardians }) });
    expect(told(road)).toEqual([MOTHER]);
  });
});

describe('An address that becomes protected', () => {
  const hidden: Partial<FamilyFacts> = { addressProtected: true };
  const hide = (road: Road, change: Partial<FamilyFacts> = hidden) =>
    road.give(SYSTEM, 'update-family', { family: family(change) });
  const home = (invitedFamily: CommandData['call-meeting']['invitedFamily']) =>
    heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-12-15'), minute: 600, invitedStaff: [] },
      invitedFamily,
    });
  const byHand = (road: Road) => road.owed('manual-invitation').map((duty) => duty.about);

  test('has the family invited by hand to the meeting that is to come, not to one that was', () => {
    const meetings = home([]).state.meetings.map((it) => it.status);
    expect(meetings).toEqual(['held', 'called']);
    expect(byHand(hide(home([])))).toEqual([]);
    const invited = home([{ personId: MOTHER, role: 'guardian' }]);
    expect(byHand(hide(invited))).toEqual([{ of: 'meeting', id: 'k2' }]);
  });

  test('has nobody invited by hand where no meeting is called', () => {
    expect(byHand(hide(raised()))).toEqual([]);
  });

  test('has those invited who are left, when somebody loses part in the case the same day', () => {
    const guardians = family().guardians.map((it) =>
      it.personId === MOTHER ? { ...it, position: 'parent-not-guardian' as const } : it,
    );
    const road = hide(calledGroup(), { ...hidden, guardians });
    expect(road.state.meetings[0]?.family).toEqual([LEARNER]);
    expect(byHand(road)).toEqual([{ of: 'meeting', id: 'k1' }]);
  });

  test('asks for it once, however often it is protected', () => {
    const road = hide(hide(hide(calledGroup()), {}));
    expect(byHand(road)).toEqual([{ of: 'meeting', id: 'k1' }]);
    expect(road.owed('manual-invitation')).toHaveLength(1);
  });
});
