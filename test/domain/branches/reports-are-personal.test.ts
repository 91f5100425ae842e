import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { DutyKind } from '../../../domain/rules.js';
import { PEOPLE, text, type Who } from '../lives/world.js';
import { calledGroup, raised, type Road } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const report = (details?: CommandData['report-child-welfare']['details']) => ({
  ...{ ...ACT, told: 'not-told' as const },
  ...(details ? { details } : {}),
});
const police = { ...ACT, suspicion: 'life-or-health' } as const;
const owers = (road: Road, kind: DutyKind) => road.owed(kind).map((it) => it.ownerId);
const failed = { failure: 'refused', criteriaMet: true } as const;

/** The teacher and the homeroom teacher each told the police, and each owe a child welfare report. */
const bothOwe = () =>
  raised().give('teacher', 'report-to-police', police).give('homeroom', 'report-to-police', police);

describe('The duty to report', () => {
  test("is each one's own: a second who tells the police owes a report too, and nobody else's report ends it", () => {
    const road = bothOwe();
    expect(owers(road, 'child-welfare-report')).toEqual([PEOPLE.teacher, PEOPLE.homeroom]);
    road.give('curator', 'report-child-welfare', report());
    expect(owers(road, 'child-welfare-report')).toEqual([PEOPLE.teacher, PEOPLE.homeroom]);
    road.give('homeroom', 'report-child-welfare', report());
    expect(owers(road, 'child-welfare-report')).toEqual([PEOPLE.teacher]);
  });

  test('is done by a report made together, said at once or later', () => {
    const together = { togetherWith: [PEOPLE.homeroom] };
    const atOnce = bothOwe().give('teacher', 'report-child-welfare', report(together));
    expect(owers(atOnce, 'child-welfare-report')).toEqual([]);
    const later = bothOwe().give('teacher', 'report-child-welfare', report());
    expect(owers(later, 'child-welfare-report')).toEqual([PEOPLE.homeroom]);
    const actId = later.state.acts.at(-1)?.id ?? '';
    later.give('teacher', 'complete-outside-act', { actId, details: together });
    expect(owers(later, 'child-welfare-report')).toEqual([]);
    expect(later.refused('teacher', 'complete-outside-act', { actId, details: together })).toBe(
      'nothing-to-complete',
    );
  });

  test('is not owed anew by whoever made it with somebody else, and then tells the police', () => {
    const road = raised()
      .give('teacher', 'report-child-welfare', report({ togetherWith: [PEOPLE.homeroom] }))
      .give('homeroom', 'report-to-police', police);
    expect(owers(road, 'child-welfare-report')).toEqual([]);
    expect(road.state.acts.map((act) => act.togetherWith)).toEqual([[PEOPLE.homeroom], undefined]);
    // Said again of the same act, and of one more, it is them all.
    const details = { togetherWith: [PEOPLE.homeroom, PEOPLE.nurse] };
    road.give('teacher', 'complete-outside-act', { actId: 'x1', details });
    expect(road.state.acts[0]?.togetherWith).toEqual([PEOPLE.homeroom, PEOPLE.nurse]);
  });

  test("to the police is each one's own, and ends with what that person told the police", () => {
    const crime = report({ crimeSuspected: true });
    const road = raised()
      .give('teacher', 'report-child-welfare', crime)
      .give('curator', 'report-child-welfare', crime);
    expect(owers(road, 'police-report')).toEqual([PEOPLE.teacher, PEOPLE.curator]);
    road.give('curator', 'report-to-police', police);
    expect(owers(road, 'police-report')).toEqual([PEOPLE.teacher]);
    const told = raised().give('curator', 'report-to-police', police);
    told.give('teacher', 'report-child-welfare', report());
    const actId = told.state.acts.at(-1)?.id ?? '';
    told.give('teacher', 'complete-outside-act', { actId, details: { crimeSuspected: true } });
    expect(owers(told, 'police-report')).toEqual([PEOPLE.teacher]);
  });

  test("by a joint contact is each one's own: who proposed one owes it, made, failed or made together", () => {
    const proposed = () =>
      calledGroup()
        .give('nurse', 'propose-joint-contact', { with: 'both' })
        .give('homeroom', 'propose-joint-contact', { with: 'both' })
        .give('homeroom', 'propose-joint-contact', { with: 'learner' });
    expect(owers(proposed(), 'joint-contact')).toEqual([PEOPLE.nurse, PEOPLE.homeroom]);
    const contact = (details?: { togetherWith: (typeof PEOPLE)[Who][] }) =>
      ({ ...ACT, jointly: 'both', ...(details ? { details } : {}) }) as const;
    expect(owers(proposed().give('nurse', 'contact-social-services', contact()), 'joint-contact')).toEqual([
      PEOPLE.homeroom,
    ]);
    const together = contact({ togetherWith: [PEOPLE.homeroom] });
    expect(owers(proposed().give('nurse', 'contact-social-services', together), 'joint-contact')).toEqual([]);
    const own = proposed().give('homeroom', 'record-joint-contact', failed);
    expect(owers(own, 'joint-contact')).toEqual([PEOPLE.nurse]);
    expect(owers(own, 'child-welfare-report')).toEqual([PEOPLE.homeroom]);
    const forAll = proposed().give('curator', 'record-joint-contact', failed);
    expect(owers(forAll, 'joint-contact')).toEqual([]);
    expect(owers(forAll, 'child-welfare-report')).toEqual([PEOPLE.nurse, PEOPLE.homeroom]);
    expect(proposed().refused('colleague', 'record-joint-contact', failed)).toBe('not-allowed');
  });

  test('of everybody ended with the first report in a case under core 6', () => {
    const road = bothOwe();
    road.life.state = { ...road.state, core: 6 };
    expect(owers(road.give('curator', 'report-child-welfare', report()), 'child-welfare-report')).toEqual([]);
  });
});
