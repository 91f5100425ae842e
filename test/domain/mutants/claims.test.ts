import { describe, expect, test } from '@jest/globals';
import { borneOut, claimsOf } from '../../../domain/claims.js';
import type { CommandData, CommandType, ProposedMember } from '../../../domain/commands.js';
import type { PersonId } from '../../../domain/ids.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { concern } from '../branches/support.js';
import { actor, command, PEOPLE, text } from '../lives/world.js';

const ON = parseDate('2026-11-17');
const { curator, nurse, teacher } = PEOPLE;
const inside: ProposedMember = { personId: nurse, role: 'school_nurse', side: 'county' };
const outside: ProposedMember = {
  personId: teacher,
  role: 'class_teacher',
  side: 'school',
  external: { organisation: 'youth-work', name: text() },
};

/** Whom a command of a curator puts on which side, as `[person, side]`. */
function claimed<T extends CommandType>(type: T, data: CommandData[T]): [PersonId, string][] {
  const claims = claimsOf(command(actor('curator'), type, ON, data), 'county');
  return claims.map(({ personId, side }) => [personId, side]);
}

const act = { addressee: 'Sosiaalipalvelut', channel: 'phone', reason: text() } as const;
const details = { responsibleId: nurse };

describe('A command says who acts for which employer:', () => {
  test('a concern, of its responsible persons', () => {
    const both = { responsible: { school: teacher, county: curator } };
    expect(claimed('raise-concern', concern(both))).toEqual([
      [teacher, 'school'],
      [curator, 'county'],
    ]);
    expect(claimed('raise-concern', concern({ responsible: { county: curator } }))).toEqual([
      [curator, 'county'],
    ]);
  });

  test('an offered discussion, of whom it is with', () => {
    const offer = { withId: nurse, on: ON, minute: 600, told: 'phone' } as const;
    expect(claimed('offer-discussion', offer)).toEqual([[nurse, 'county']]);
  });

  test('a side that joins, of who answers for it', () => {
    const join = { side: 'school', responsibleId: teacher, ground: 'OHL-22' } as const;
    expect(claimed('join-side', join)).toEqual([[teacher, 'school']]);
  });

  test('a group and an invitation, of the staff but not of those from outside', () => {
    expect(claimed('propose-group', { members: [inside, outside] })).toEqual([[nurse, 'county']]);
    const meeting = { kind: 'expert-group', on: ON, minute: 600, invitedFamily: [] } as const;
    expect(claimed('call-meeting', { ...meeting, invitedStaff: [inside, outside] })).toEqual([
      [nurse, 'county'],
    ]);
  });

  test('a plan for the return and shared tasks, of who does each', () => {
    const steps = [{ on: ON, what: text(), ownerId: teacher, side: 'school' as const }];
    expect(claimed('plan-return', { steps })).toEqual([[teacher, 'school']]);
    const tasks = [{ task: 'keeps-contact-with-learner', side: 'county', personId: nurse }] as const;
    expect(claimed('divide-responsibilities', { tasks })).toEqual([[nurse, 'county']]);
  });

  test('a meeting, of the responsible person and of who does each action', () => {
    const held: CommandData['record-meeting'] = {
      ...{ meetingId: 'k1', attended: [nurse], end: { kind: 'next', on: ON } },
      actions: [{ what: text(), ownerId: teacher, side: 'school' as const, dueOn: ON }],
    };
    expect(claimed('record-meeting', held)).toEqual([[teacher, 'school']]);
    const responsible = { personId: nurse, side: 'county' } as const;
    expect(claimed('record-meeting', { ...held, responsible })).toEqual([
      [nurse, 'county'],
      [teacher, 'school'],
    ]);
  });

  test.each([
    ['contact-social-services', { ...act, jointly: 'both', details }],
    ['report-child-welfare', { ...act, told: 'both', details }],
    ['report-to-police', { ...act, details }],
    ['report-unborn-child', { ...act, details }],
    ['complete-outside-act', { actId: 'x1', details }],
  ] as const)('%s, of who goes on with it, on the side of who acts', (type, data) => {
    const given = command(actor('curator'), type, ON, data as unknown as CommandData[typeof type]);
    expect(claimsOf(given, 'county')).toEqual([{ personId: nurse, side: 'county' }]);
    expect(claimsOf(given, 'school')).toEqual([{ personId: nurse, side: 'school' }]);
    expect(claimsOf(given, null)).toEqual([]);
    const bare = command(actor('curator'), type, ON, { ...data, details: undefined } as never);
    expect(claimsOf(bare, 'county')).toEqual([]);
  });

  test('a handover, of who is asked and of who steps in', () => {
    const offer = { side: 'county', toId: nurse, fallbackId: curator } as const;
    expect(claimed('offer-handover', offer)).toEqual([
      [nurse, 'county'],
      [curator, 'county'],
    ]);
    expect(claimed('reassign', { side: 'school', toId: teacher, reason: 'left' })).toEqual([
      [teacher, 'school'],
    ]);
  });

  test('and every other, of nobody', () => {
    expect(claimed('record-discussion', { outcome: 'held' })).toEqual([]);
  });
});

describe('A claim is borne out', () => {
  test('when the directory says so of every person, for that side', () => {
    const named = { [curator]: ['county'], [teacher]: ['school'] } as const;
    const county = { personId: curator, side: 'county' } as const;
    expect(borneOut([], named)).toBe(true);
    expect(borneOut([county, { personId: teacher, side: 'school' }], named)).toBe(true);
    expect(borneOut([county, { personId: teacher, side: 'county' }], named)).toBe(false);
    expect(borneOut([county, { personId: nurse, side: 'county' }], named)).toBe(false);
  });
});
