import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { answerOf, family, MOTHER, raised, withGroup, withOutsider, type Road } from './support.js';

type Given = CommandData['record-disclosure'];

const GIVEN = {
  ...{ recipient: text(1), what: text(2), ground: 'itemised-consent', reason: text(3), way: 'oral' },
} as const satisfies Given;
const BY_MEMBER = { ...GIVEN, consent: { of: 'member', id: 'm1' } } as const;
const BY_TRANSFER = { ...GIVEN, consent: { of: 'transfer', id: 'r1' } } as const;

const OUTSIDER = {
  members: [
    {
      personId: PEOPLE.colleague,
      role: 'other_expert',
      side: 'county',
      external: { organisation: 'child-psychiatry', name: text() },
    },
  ],
} as const;

function said(road: Road, given: Given = BY_MEMBER, on?: string) {
  return road.refused('curator', 'record-disclosure', given, on);
}

describe('What was given by an itemised consent', () => {
  test('names the member from outside whose consent stands', () => {
    const road = withOutsider();
    expect(said(road, GIVEN)).toBe('disclosure-consent-missing');
    expect(said(road, { ...BY_MEMBER, consent: { of: 'member', id: 'm2' } })).toBe(
      'disclosure-consent-missing',
    );
    expect(said(road, { ...BY_MEMBER, consent: { of: 'transfer', id: 'm1' } })).toBe(
      'disclosure-consent-missing',
    );
    expect(said(road)).toBe('done');
    expect(road.last).toMatchObject({ type: 'disclosure-recorded', data: { consent: BY_MEMBER.consent } });
  });

  test('does not rest on a consent about somebody of student welfare, nor on one that is asked for', () => {
    const inside = withGroup().give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(said(inside)).toBe('disclosure-consent-missing');
    expect(said(inside, { ...GIVEN, ground: 'OHL-22-participants' })).toBe('done');
    const outsider = withOutsider().state.members[0];
    const road = raised();
    road.life.state = {
      ...road.state,
      members: outsider ? [{ ...outsider, consent: 'requested', answers: [] }] : [],
    };
    expect(said(road)).toBe('disclosure-consent-missing');
  });

  test('before the consent was taken back is recorded after it, and nothing that was given since', () => {
    const road = withOutsider().until('2026-11-20 09:00');
    road.give('curator', 'withdraw-consent', {
      ...{ memberIds: ['m1'], by: LEARNER, byRole: 'learner', way: 'in-person' },
    });
    road.until('2026-11-23 09:00');
    expect(said(road, BY_MEMBER, '2026-11-23')).toBe('disclosure-consent-missing');
    expect(said(road, BY_MEMBER, '2026-11-20')).toBe('disclosure-consent-missing');
    expect(said(road, BY_MEMBER, '2026-11-19')).toBe('done');
  });

  test('is not given before the consent was, nor after the day until which it holds', () => {
    const until = { ...answerOf('m1', LEARNER, 'partly'), items: ['health'] as const };
    const road = withOutsider().until('2026-11-19 09:00');
    road.give('curator', 'record-consent', { ...until, validUntil: parseDate('2026-11-24') });
    expect(said(road, BY_MEMBER, '2026-11-16')).toBe('disclosure-consent-missing');
    expect(said(road, BY_MEMBER, '2026-11-19')).toBe('done');
    road.until('2026-11-26 09:00');
    expect(road.state.members[0]?.consent).toBe('expired');
    expect(said(road, BY_MEMBER, '2026-11-24')).toBe('done');
    expect(said(road, BY_MEMBER, '2026-11-25')).toBe('disclosure-consent-missing');
  });

  test('before its last day is recorded also when somebody is asked anew, and not before it was given', () => {
    const until = { ...answerOf('m1', LEARNER, 'partly'), items: ['health'] as const };
    const road = withOutsider().until('2026-11-19 09:00');
    road.give('curator', 'record-consent', { ...until, validUntil: parseDate('2026-11-24') });
    road.until('2026-11-26 09:00').give('curator', 'request-consent', {
      ...{ memberIds: ['m1'], askedOf: [LEARNER], told: 'phone', items: ['health'] },
    });
    const first = () => [said(road, BY_MEMBER, '2026-11-16'), said(road, BY_MEMBER, '2026-11-17')];
    expect(first()).toEqual(['disclosure-consent-missing', 'done']);
    expect(said(road, BY_MEMBER, '2026-11-24')).toBe('done');
    expect(said(road, BY_MEMBER, '2026-11-25')).toBe('disclosure-consent-missing');
    road.give('curator', 'record-consent', until);
    expect([...first(), said(road)]).toEqual(['disclosure-consent-missing', 'done', 'done']);
    expect(said(road, BY_MEMBER, '2026-11-25')).toBe('disclosure-consent-missing');
  });

  test('before the birthday rests on what a guardian agreed to; after it on what the learner says', () => {
    const yes = { ...answerOf('m1', MOTHER, 'given'), items: ['wellbeing'] as const };
    const road = raised({ family: family({ adultOn: parseDate('2026-11-23') }) })
      .give('curator', 'propose-group', OUTSIDER)
      .give('curator', 'record-consent', yes)
      .until('2026-11-24 09:00');
    expect(road.state.members[0]?.consent).toBe('requested');
    expect(said(road, BY_MEMBER, '2026-11-20')).toBe('done');
    expect(said(road, BY_MEMBER, '2026-11-23')).toBe('disclosure-consent-missing');
    road.give('curator', 'record-consent', { ...answerOf('m1', LEARNER, 'given'), items: ['wellbeing'] });
    expect(said(road, BY_MEMBER, '2026-11-22')).toBe('done');
    expect(said(road, BY_MEMBER, '2026-11-23')).toBe('disclosure-consent-missing');
    expect(said(road)).toBe('done');
  });

  test('was checked against its end alone in a case under core 8', () => {
    const until = { ...answerOf('m1', LEARNER, 'partly'), items: ['health'] as const };
    const road = withOutsider().until('2026-11-19 09:00');
    road.life.state = { ...road.state, core: 8 };
    road.give('curator', 'record-consent', { ...until, validUntil: parseDate('2026-11-24') });
    road.until('2026-11-26 09:00');
    expect(road.state.members[0]).not.toHaveProperty('stood');
    expect(said(road, BY_MEMBER, '2026-11-18')).toBe('done');
  });

  test('rests on the consent to a transfer, for as long as it is not called off', () => {
    const road = raised().give('curator', 'plan-transfer', {
      kind: 'provider',
      movesOn: parseDate('2027-01-07'),
    });
    const consent = { transferId: 'r1', by: MOTHER, byRole: 'guardian', way: 'signed' } as const;
    expect(said(road, BY_TRANSFER)).toBe('disclosure-consent-missing');
    road.give('curator', 'record-transfer-consent', { ...consent, answer: 'given', items: ['report'] });
    expect(said(road, BY_TRANSFER)).toBe('done');
    expect(said(road, BY_TRANSFER, '2026-11-16')).toBe('disclosure-consent-missing');
    road
      .until('2026-11-19 09:00')
      .give('curator', 'cancel-transfer', { transferId: 'r1', reason: 'not-moving' });
    expect(said(road, BY_TRANSFER)).toBe('disclosure-consent-missing');
    expect(said(road, BY_TRANSFER, '2026-11-18')).toBe('done');
  });

  test('named no consent in a case under core 6', () => {
    const road = raised();
    road.life.state = { ...road.state, core: 6 };
    expect(said(road, GIVEN)).toBe('done');
  });
});

test('A disclosure says who asked for it, and that nobody had to say', () => {
  const road = raised();
  const asked = { ...GIVEN, ground: 'authority-request' } as const;
  const requestedBy = { who: 'recipient', name: text(4) } as const;
  road.give('curator', 'record-disclosure', { ...asked, requestedBy });
  expect(road.last?.data).toMatchObject({ requestedBy });
  road.give('curator', 'record-disclosure', asked);
  expect(Object.keys(road.last?.data ?? {})).not.toContain('requestedBy');
});
