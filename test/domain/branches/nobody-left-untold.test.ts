import { describe, expect, test } from '@jest/globals';
import type { FamilyFacts } from '../../../domain/branch-commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';
import { calledGroup, concern, family, FATHER, MOTHER, PARENT, raised, Road } from './support.js';
import { told } from './told.js';

describe('A time that was agreed for a discussion', () => {
  const offered = () => {
    const road = raised({
      ...{ source: 'learner', discussedWith: [] },
      responsible: { county: PEOPLE.curator },
    });
    const on = parseDate('2026-11-25');
    const offer = { withId: PEOPLE.curator, on, minute: 600, told: 'in-person' } as const;
    return road.give('curator', 'offer-discussion', offer);
  };

  test('does not vanish with the case: what became of it is recorded first', () => {
    const road = offered();
    const close = { reason: 'no-need', told: ['learner'] } as const;
    expect(road.refused('curator', 'close-case', close)).toBe('offer-open');
    road.give('curator', 'record-discussion', { outcome: 'not-held-by-staff' });
    // The opportunity did not exist: the promise to the learner stands.
    expect(road.refused('curator', 'close-case', close)).toBe('undelivered-duties');
  });

  test('does not vanish because no discussion is needed', () => {
    const road = raised({ source: 'guardian' });
    const offer = { withId: PEOPLE.curator, on: road.today, minute: 600, told: 'in-person' } as const;
    road.give('curator', 'offer-discussion', offer);
    const decline = { reason: 'evidently-unnecessary' } as const;
    expect(road.refused('curator', 'decline-discussion', decline)).toBe('offer-open');
  });
});

describe('A guardian who is to be told of violence', () => {
  const bullied = () =>
    new Road().give('teacher', 'raise-concern', concern({ topic: 'bullying', discussedWith: ['learner'] }));
  const tell = (road: Road) => road.owed('tell-guardian').map((it) => it.about?.id);
  const knows = (road: Road, facts: FamilyFacts) => road.give(SYSTEM, 'update-family', { family: facts });
  const without = (id: string) =>
    family({
      guardians: family().guardians.map((it) =>
        it.personId === id ? { ...it, position: 'parent-not-guardian' as const } : it,
      ),
    });

  test('is told after all when the directory had taken their custody by mistake', () => {
    const road = bullied();
    expect(tell(road)).toEqual([MOTHER, FATHER]);
    expect(tell(knows(road, without(FATHER)))).toEqual([MOTHER]);
    expect(new Set(tell(knows(road, family())))).toEqual(new Set([MOTHER, FATHER]));
    // And is owed it once, also when the directory tells something else later.
    knows(road, family({ addressProtected: true }));
    expect(tell(road)).toHaveLength(2);
  });

  test('is told after all when the learner was taken for of age, and a prohibition is looked at again', () => {
    const road = bullied().give('curator', 'prohibit-guardian', {
      ...{ guardianId: MOTHER, scope: 'both', grounds: text() },
    });
    knows(road, family({ adultOn: parseDate('2026-11-18') }));
    road.until('2026-11-18 12:00');
    expect([road.state.annex?.isAdult, tell(road), road.owed('prohibition-review')]).toEqual([true, [], []]);
    knows(road, family());
    expect(tell(road)).toEqual([FATHER]);
    expect(road.owed('prohibition-review')).toHaveLength(1);
  });

  test('is told as well when they have become a guardian only now', () => {
    const road = bullied();
    const guardians = family().guardians.map((it) =>
      it.personId === PARENT ? { ...it, position: 'guardian' as const } : it,
    );
    expect(tell(knows(road, family({ guardians })))).toEqual([MOTHER, FATHER, PARENT]);
    const calm = knows(raised({ discussedWith: ['learner', 'guardian'] }), family({ guardians }));
    expect(tell(calm)).toEqual([]);
  });
});

describe('Whoever answers for a side, or was asked to', () => {
  const offered = () =>
    raised().give('curator', 'offer-handover', {
      ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
    });

  test('hears that somebody else was named instead of them', () => {
    const mails = told(offered(), (road) =>
      road.give('countySupervisor', 'reassign', { side: 'county', toId: PEOPLE.nurse, reason: 'workload' }),
    );
    expect(mails).toContainEqual(['responsible-now', PEOPLE.nurse]);
    expect(mails).toContainEqual(['responsible-no-more', PEOPLE.curator]);
    expect(mails).toContainEqual(['handover-withdrawn', PEOPLE.colleague]);
  });

  test('hears that the group appointed somebody else', () => {
    const mails = told(calledGroup().until('2026-11-18 12:00'), (road) =>
      road.give('homeroom', 'record-meeting', {
        ...{ meetingId: 'k1', attended: [PEOPLE.nurse, PEOPLE.homeroom, LEARNER] },
        ...{ responsible: { personId: PEOPLE.nurse, side: 'county' }, actions: [] },
        end: { kind: 'next', on: parseDate('2026-12-09') },
      }),
    );
    expect(mails).toContainEqual(['responsible-now', PEOPLE.nurse]);
    expect(mails).toContainEqual(['responsible-no-more', PEOPLE.curator]);
  });

  test('hears that nobody need take over a case that is closed', () => {
    const road = offered()
      .give('curator', 'offer-discussion', {
        ...{ withId: PEOPLE.curator, on: parseDate('2026-11-17'), minute: 600, told: 'in-person' },
      })
      .give('curator', 'record-discussion', { outcome: 'held' });
    const mails = told(road, (it) =>
      it.give('curator', 'close-case', { reason: 'no-need', told: ['learner'] }),
    );
    expect(mails).toEqual([['handover-withdrawn', PEOPLE.colleague]]);
  });
});
