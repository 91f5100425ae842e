import { describe, expect, test } from '@jest/globals';
import type { OutsideDetails } from '../../../domain/commands.js';
import type { DutyKind } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { calledGroup, raised, type Road } from '../branches/support.js';
import { PEOPLE, text } from '../lives/world.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const POLICE = { ...ACT, addressee: 'police', suspicion: 'life-or-health' } as const;
const report = (details: OutsideDetails = {}) => ({ ...ACT, told: 'not-told', details }) as const;
const PARTS = ['outside-details', 'outside-acknowledgement', 'outside-follow-up'] as const;
const DAY = parseDate('2026-11-17');
const whole: OutsideDetails = {
  ...{ measuresTried: text(1), homeCooperation: text(2) },
  ...{ acknowledgedOn: DAY, followedUpOn: DAY },
};

/** Which parts of the record of an act are still owed. */
function missing(road: Road): string[] {
  return PARTS.filter((kind) => road.owed(kind).length > 0);
}

const reported = (details: OutsideDetails) =>
  raised().give('teacher', 'report-child-welfare', report(details));
const without = (part: keyof OutsideDetails) => {
  const { [part]: _left, ...rest } = whole;
  return missing(reported(rest));
};

describe('The record of an act towards the outside', () => {
  test('owes nothing more when everything was recorded at once', () => {
    expect(missing(reported(whole))).toEqual([]);
  });

  test('owes each part that was left out, and that one alone', () => {
    expect(without('measuresTried')).toEqual(['outside-details']);
    expect(without('homeCooperation')).toEqual(['outside-details']);
    expect(without('acknowledgedOn')).toEqual(['outside-acknowledgement']);
    expect(without('followedUpOn')).toEqual(['outside-follow-up']);
    expect(missing(reported({}))).toEqual(PARTS);
  });

  test('is followed up on the day that was agreed', () => {
    const { followedUpOn: _not, ...rest } = whole;
    const agreed = reported({ ...rest, followUpOn: parseDate('2026-12-03') });
    expect(agreed.owed('outside-follow-up')).toMatchObject([{ dueOn: '2026-12-03' }]);
  });

  test('is completed part by part, in any order', () => {
    const road = reported({});
    const complete = (details: OutsideDetails) =>
      missing(road.give('teacher', 'complete-outside-act', { actId: 'x1', details }));
    expect(complete({ measuresTried: text(1) })).toEqual(PARTS);
    expect(complete({ acknowledgedOn: DAY })).toEqual(['outside-details', 'outside-follow-up']);
    expect(complete({ homeCooperation: text(2) })).toEqual(['outside-follow-up']);
    expect(complete({ followedUpOn: DAY })).toEqual([]);
    expect(road.state.acts[0]?.has).toEqual({
      ...{ measuresTried: true, homeCooperation: true },
      ...{ acknowledgedOn: DAY, followUpOn: null, followedUpOn: DAY },
    });
  });

  test('keeps what was told before when something else is added', () => {
    const road = reported({ ...whole, followUpOn: parseDate('2026-12-03') });
    const before = road.state.acts[0]?.has;
    const again = { actId: 'x1', details: { acknowledgedOn: DAY } };
    expect(road.refused('teacher', 'complete-outside-act', again)).toBe('nothing-to-complete');
    road.give('teacher', 'complete-outside-act', { actId: 'x1', details: { measuresTried: text(3) } });
    expect(road.state.acts[0]?.has).toEqual(before);
    expect(before).toMatchObject({ followUpOn: '2026-12-03', measuresTried: true, homeCooperation: true });
  });
});

describe('What is still owed about an act is owed', () => {
  test('by the responsible person of the side that acted, whoever that becomes', () => {
    const side = { ownerId: PEOPLE.teacher, side: 'school', bound: 'side', about: { of: 'act', id: 'x1' } };
    const road = raised().give('homeroom', 'report-child-welfare', report());
    for (const kind of PARTS) expect(road.owed(kind)).toMatchObject([side]);
  });

  test('by whoever acted, where their employer is not party to the case', () => {
    const secret = raised({
      ...{ source: 'learner', discussedWith: [], responsible: { county: PEOPLE.curator } },
    }).give('homeroom', 'report-child-welfare', report());
    const own = { ownerId: PEOPLE.homeroom, side: 'school', bound: 'person', about: { of: 'act', id: 'x1' } };
    for (const kind of PARTS) expect(secret.owed(kind)).toMatchObject([own]);
  });

  test('by who is named for it, and stays with that person', () => {
    const named = { ownerId: PEOPLE.nurse, side: 'county', bound: 'person' };
    const road = raised().give('curator', 'report-child-welfare', report({ responsibleId: PEOPLE.nurse }));
    expect(road.owed('outside-follow-up')).toMatchObject([named]);
  });

  test('by the same person when the day of the follow-up is agreed later, or by who is named then', () => {
    const followUpOn = parseDate('2026-12-03');
    const agreed = (details: OutsideDetails) =>
      raised()
        .give('curator', 'report-child-welfare', report())
        .give('curator', 'complete-outside-act', { actId: 'x1', details: { followUpOn, ...details } })
        .owed('outside-follow-up');
    const rest = { dueOn: followUpOn, side: 'county', about: { of: 'act', id: 'x1' } };
    expect(agreed({})).toMatchObject([{ ...rest, ownerId: PEOPLE.curator, bound: 'side' }]);
    expect(agreed({ responsibleId: PEOPLE.nurse })).toMatchObject([
      { ...rest, ownerId: PEOPLE.nurse, bound: 'person' },
    ]);
  });
});

describe('A suspected offence', () => {
  const police = (road: Road) => road.give('teacher', 'report-to-police', POLICE);

  test('needs no second report where a child welfare report was made the same day', () => {
    const road = raised().give('teacher', 'report-child-welfare', report());
    expect(police(road).owed('child-welfare-report')).toHaveLength(0);
  });

  test('needs one where only something else was done, or where it was reported days before', () => {
    const contacted = raised().give('teacher', 'contact-social-services', { ...ACT, jointly: 'both' });
    expect(police(contacted).owed('child-welfare-report')).toHaveLength(1);
    const before = raised().give('teacher', 'report-child-welfare', report()).until('2026-11-19 09:00');
    expect(police(before).owed('child-welfare-report')).toMatchObject([
      { ownerId: PEOPLE.teacher, side: 'school', bound: 'person' },
    ]);
    expect(police(before).owed('child-welfare-report')).toHaveLength(1);
  });

  test('that is named in two reports is to be told to the police by each who reports, once, and not after it was told', () => {
    const crime = report({ crimeSuspected: true });
    const twice = raised()
      .give('teacher', 'report-child-welfare', crime)
      .give('teacher', 'report-child-welfare', crime);
    expect(twice.owed('police-report')).toHaveLength(1);
    twice.give('curator', 'report-child-welfare', crime);
    expect(twice.owed('police-report').map(({ ownerId }) => ownerId)).toEqual([
      PEOPLE.teacher,
      PEOPLE.curator,
    ]);
    const told = police(raised()).give('teacher', 'report-child-welfare', crime);
    expect(told.owed('police-report')).toHaveLength(0);
  });
});

describe('What an act ends', () => {
  const owers = (road: Road, kind: DutyKind) => road.owed(kind).map(({ ownerId }) => ownerId);
  const contact = (jointly: 'both' | 'no-consent-ground') => ({ ...ACT, jointly }) as const;
  /** The nurse proposed to contact together, nobody wanted to, and the criteria of a report are met. */
  const owing = () =>
    calledGroup()
      .give('nurse', 'propose-joint-contact', { with: 'both' })
      .give('nurse', 'record-joint-contact', { failure: 'refused', criteriaMet: true });

  test('is the report that its maker owed, when it is a contact that was made together after all', () => {
    expect(owers(owing(), 'child-welfare-report')).toEqual([PEOPLE.nurse]);
    const made = (jointly: 'both' | 'no-consent-ground', before = owing()) =>
      owers(before.give('nurse', 'contact-social-services', contact(jointly)), 'child-welfare-report');
    expect(made('both')).toEqual([]);
    expect(made('no-consent-ground')).toEqual([PEOPLE.nurse]);
    // A contact takes the place of no report that a suspected crime made due, whoever told the police.
    const crime = raised().give('nurse', 'report-to-police', POLICE);
    expect(made('both', crime)).toEqual([PEOPLE.nurse]);
    expect(made('both', owing().give('homeroom', 'report-to-police', POLICE))).toContain(PEOPLE.nurse);
    const spoken = owing().give('curator', 'contact-social-services', contact('no-consent-ground'));
    expect(made('both', spoken)).toEqual([]);
  });

  test('is the contact together that whoever reports had proposed, and nobody else’s', () => {
    const road = calledGroup()
      .give('nurse', 'propose-joint-contact', { with: 'both' })
      .give('homeroom', 'propose-joint-contact', { with: 'both' })
      .give('nurse', 'report-child-welfare', report());
    expect(owers(road, 'joint-contact')).toEqual([PEOPLE.homeroom]);
  });

  test('is what those owed who are named afterwards to have made it, and what nobody else owed', () => {
    const details = { togetherWith: [PEOPLE.homeroom] };
    const road = raised();
    for (const who of ['teacher', 'homeroom', 'curator'] as const) road.give(who, 'report-to-police', POLICE);
    road.give('teacher', 'report-child-welfare', report());
    road.give('teacher', 'complete-outside-act', { actId: 'x4', details });
    expect(owers(road, 'child-welfare-report')).toEqual([PEOPLE.curator]);
  });

  test('is each thing for which it was made, told to the police or said to social services', () => {
    const details = { togetherWith: [PEOPLE.homeroom] };
    const crime = raised()
      .give('homeroom', 'report-child-welfare', report({ crimeSuspected: true }))
      .give('teacher', 'report-to-police', POLICE)
      .give('teacher', 'complete-outside-act', { actId: 'x2', details });
    expect(owers(crime, 'police-report')).toEqual([]);
    const contacted = calledGroup()
      .give('homeroom', 'propose-joint-contact', { with: 'both' })
      .give('nurse', 'contact-social-services', contact('both'))
      .give('curator', 'complete-outside-act', { actId: 'x1', details });
    expect(owers(contacted, 'joint-contact')).toEqual([]);
  });
});
