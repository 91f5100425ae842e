import { describe, expect, test } from '@jest/globals';
import { DISCLOSURE_GROUNDS } from '../../../domain/codes.js';
import { copyPart, givenState, givesEvent, givesInvited, givesLook } from '../../../domain/copy-part.js';
import { copyFor } from '../../../domain/data-subject.js';
import type { PersonId } from '../../../domain/ids.js';
import { recordGap } from '../../../domain/loss.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { at, LEARNER, SYSTEM, text } from '../lives/world.js';
import { calledGroup, family, FATHER, MOTHER, raised, withOutsider, type Road } from '../branches/support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

function copyOf(road: Road, personId: PersonId, adultOn = '2030-01-15') {
  const facts = { family: family({ adultOn: parseDate(adultOn) }), on: parseDate('2026-12-10') };
  const right = copyFor(road.state, personId, facts);
  if (!right.ok) throw new Error(`refused: ${right.code}`);
  const part = copyPart(right, road.life.log);
  const events = road.life.log.filter((event) => givesEvent(part, event, road.state));
  const state = givenState(part, road.state);
  return { part, state, types: events.map(({ type }) => type), kinds: state.duties.map(({ kind }) => kind) };
}

describe('A copy tells of an act', () => {
  test.each([
    ['child', true, false],
    ['guardian', false, true],
    ['both', true, true],
    ['not-told', false, false],
  ] as const)(
    'that says "%s" was told: to the learner %s, to a guardian %s',
    (told, toLearner, toGuardian) => {
      const road = raised().give('teacher', 'report-child-welfare', { ...ACT, told });
      for (const [who, gives] of [
        [LEARNER, toLearner],
        [MOTHER, toGuardian],
      ] as const) {
        const copy = copyOf(road, who);
        expect(copy.state.acts.length === 1).toBe(gives);
        expect(copy.types.includes('child-welfare-reported')).toBe(gives);
        expect(copy.kinds.includes('outside-details')).toBe(gives);
        expect(copy.kinds.includes('expected-decision')).toBe(gives);
      }
    },
  );

  test.each([
    ['learner', true, false],
    ['guardian', false, true],
    ['both', true, true],
    ['no-consent-ground', false, false],
  ] as const)('made "%s": to the learner %s, to a guardian %s', (jointly, toLearner, toGuardian) => {
    const road = raised().give('teacher', 'contact-social-services', { ...ACT, jointly });
    expect(copyOf(road, LEARNER).types.includes('social-services-contacted')).toBe(toLearner);
    expect(copyOf(road, MOTHER).types.includes('social-services-contacted')).toBe(toGuardian);
  });

  test('and of what was reminded of and answered because of it, as of the act', () => {
    for (const told of ['guardian', 'not-told'] as const) {
      const road = raised().give('teacher', 'report-child-welfare', { ...ACT, told });
      road.until('2026-12-08 09:00');
      const [decision] = road.owed('expected-decision');
      road.give('teacher', 'record-response', { dutyId: decision?.id ?? '', response: 'done' });
      const { part, types } = copyOf(road, MOTHER);
      expect(types.includes('response-recorded')).toBe(told === 'guardian');
      const about = road.life.log.filter(
        (event) =>
          (event.type === 'duty-fell-due' || event.type === 'reminder-prepared') &&
          event.data.dutyId !== 'd1',
      );
      expect(new Set(about.map(({ type }) => type)).size).toBe(2);
      for (const event of about) expect(givesEvent(part, event, road.state)).toBe(told === 'guardian');
    }
  });

  test('that is only thought of to nobody who is a minor, and to no guardian', () => {
    const road = raised().give('teacher', 'propose-joint-contact', { with: 'both' });
    for (const who of [LEARNER, MOTHER]) {
      expect(copyOf(road, who).kinds).not.toContain('joint-contact');
      expect(copyOf(road, who).types).not.toContain('joint-contact-proposed');
    }
    expect(copyOf(road, LEARNER, '2026-12-01').kinds).toContain('joint-contact');
  });
});

describe('A copy for a guardian', () => {
  test('holds back what was given to authorities, and nothing else that was given', () => {
    const road = withOutsider();
    for (const ground of DISCLOSURE_GROUNDS)
      road.give('curator', 'record-disclosure', {
        ...{ recipient: text(), what: text(), reason: text(), way: 'oral', ground },
        ...(ground === 'itemised-consent' ? { consent: { of: 'member', id: 'm1' } } : {}),
      });
    const held = ['LSL-25', 'LSL-25a', 'LSL-25-police', 'authority-request'];
    const { state, types } = copyOf(road, MOTHER);
    expect(state.annex?.disclosures.map(({ ground }) => ground)).toEqual(
      DISCLOSURE_GROUNDS.filter((ground) => !held.includes(ground)),
    );
    expect(types.filter((type) => type === 'disclosure-recorded')).toHaveLength(
      DISCLOSURE_GROUNDS.length - held.length,
    );
    expect(copyOf(road, LEARNER, '2026-12-01').state.annex?.disclosures).toHaveLength(
      DISCLOSURE_GROUNDS.length,
    );
  });

  test('tells how they themselves are reached, and not how the other is', () => {
    const road = raised();
    for (const personId of [MOTHER, FATHER])
      road.give('curator', 'agree-contact-ways', { personId, channels: ['phone'], never: [] });
    const { part } = copyOf(road, MOTHER);
    const given = road.life.log.filter(
      (event) => event.type === 'contact-ways-agreed' && givesEvent(part, event, road.state),
    );
    expect(given).toMatchObject([{ data: { personId: MOTHER } }]);
  });

  test('names of those invited the learner and themselves', () => {
    const road = calledGroup();
    const { part, state } = copyOf(road, MOTHER);
    expect(state.meetings[0]?.family).toEqual([LEARNER, MOTHER]);
    expect([MOTHER, LEARNER, FATHER].map((id) => givesInvited(part, id, road.state))).toEqual([
      true,
      true,
      false,
    ]);
    expect(givesInvited(copyOf(road, LEARNER).part, FATHER, road.state)).toBe(true);
  });

  test('says nothing of what the directory tells of others, or that somebody was invited by hand', () => {
    const road = raised({ family: family({ addressProtected: true }) });
    road.give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-24'), minute: 600, invitedStaff: [] },
      invitedFamily: [{ personId: MOTHER, role: 'guardian' }],
    });
    expect(road.owed('manual-invitation')).toHaveLength(1);
    expect(copyOf(road, MOTHER).kinds).not.toContain('manual-invitation');
    road.give('curator', 'invite-by-hand', { meetingId: 'k1', way: 'in-person' });
    road.give(SYSTEM, 'update-family', { family: family() });
    const { types } = copyOf(road, MOTHER);
    expect(types).toContain('meeting-called');
    for (const type of ['invited-by-hand', 'family-updated']) expect(types).not.toContain(type);
  });

  test('says nothing of a guardian who is left untold', () => {
    const road = raised({ topic: 'home', discussedWith: ['learner'] });
    road.give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' });
    road.give('curator', 'leave-guardian-untold', { ground: 'investigation' });
    for (const who of [MOTHER, LEARNER]) {
      expect(copyOf(road, who).types).not.toContain('guardian-left-untold');
      expect(copyOf(road, who).kinds).not.toContain('tell-guardian');
    }
    expect(copyOf(road, LEARNER, '2026-12-01').kinds).toContain('tell-guardian');
  });

  test('leaves out the traces of a restored store', () => {
    const road = raised();
    const [gap] = recordGap(road.state, 2, road.life.rules, instant(at('2026-11-20 10:00')));
    if (!gap) throw new Error('no event');
    expect(givesEvent(copyOf(road, LEARNER, '2026-12-01').part, gap, road.state)).toBe(false);
  });

  test('shows who has looked, but not who printed the paper of an act', () => {
    const road = raised();
    const { part } = copyOf(road, MOTHER);
    const looked = (kind: string, ...relations: ('responsible' | 'own-act' | 'break-glass')[]) =>
      givesLook(part, { kind, rights: relations.map((relation) => ({ relation })) });
    expect(looked('read', 'responsible')).toBe(true);
    expect(looked('print', 'responsible')).toBe(false);
    expect(looked('read', 'own-act')).toBe(false);
    expect(looked('read', 'responsible', 'break-glass')).toBe(false);
    const toFather = { kind: 'export', givenTo: { personId: FATHER }, rights: [] } as const;
    expect(givesLook(part, toFather)).toBe(false);
    expect(givesLook(copyOf(road, LEARNER).part, toFather)).toBe(true);
  });
});
