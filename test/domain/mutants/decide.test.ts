import { describe, expect, test } from '@jest/globals';
import { annexOf } from '../../../domain/annex.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, MOTHER, raised, withGroup, type Road } from '../branches/support.js';
import { actor, text } from '../lives/world.js';

/** Days before the request of 17 November. */
const BEFORE = '2026-11-10';
const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

describe('What happened before somebody asked for anything', () => {
  test('is recorded of acts towards the outside, of what was given, and of a turn of the road', () => {
    const road = raised();
    road.give('teacher', 'contact-social-services', { ...ACT, jointly: 'both' }, BEFORE);
    road.give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' }, BEFORE);
    const police = { ...ACT, addressee: 'police', suspicion: 'life-or-health' } as const;
    road.give('teacher', 'report-to-police', police, BEFORE);
    road.give('teacher', 'report-unborn-child', ACT, BEFORE);
    road.give(
      'curator',
      'record-disclosure',
      { ...{ recipient: text(1), what: text(2), ground: 'OHL-16', reason: text(3) }, way: 'oral' },
      BEFORE,
    );
    road.give('curator', 'record-turn', { kind: 'hospital-school', from: parseDate(BEFORE) }, BEFORE);
    expect(road.state.acts.map(({ kind, on }) => `${kind} ${on}`)).toEqual([
      `contact-social-services ${BEFORE}`,
      `report-child-welfare ${BEFORE}`,
      `report-to-police ${BEFORE}`,
      `report-unborn-child ${BEFORE}`,
    ]);
  });

  test('is refused of what only the case can bring about', () => {
    const parts = [{ part: 'strengths', text: text(1) }] as const;
    expect(raised().refused('curator', 'share-situation', { parts }, BEFORE)).toBe('happened-before-request');
  });
});

describe('The day on which a learner comes of age', () => {
  /** A group that is proposed; time itself has said nothing of the birthday yet. */
  function bornOn(day: string): Road {
    const road = withGroup();
    const { state } = road;
    road.life.state = {
      ...state,
      annex: { ...annexOf(state), family: family({ adultOn: parseDate(day) }) },
    };
    return road;
  }
  const mothersNo = (road: Road) =>
    road.refused('curator', 'record-consent', {
      ...{ memberId: 'm1', answer: 'refused', by: MOTHER, byRole: 'guardian', way: 'phone' },
    });

  test('counts from its first hour: a guardian decides the day before, and not on it', () => {
    expect(mothersNo(bornOn('2026-11-18'))).toBe('done');
    expect(mothersNo(bornOn('2026-11-17'))).toBe('guardian-has-no-position');
  });
});

describe('Who gave a command', () => {
  test('is written with the post they hold at the school of the case, from the concern on', () => {
    const road = raised({}, 'homeroom');
    const { personId, roles } = actor('homeroom');
    expect(road.life.log[0]?.by).toEqual({ personId, role: roles[0]?.role, side: roles[0]?.side });
  });
});
