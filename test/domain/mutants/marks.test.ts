import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { EVENT_TYPES } from '../../../domain/evolve.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { answerOf, calledGroup, family, heldGroup, MOTHER, raised, type Road } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';

const stages = (road: Road) => road.state.marks.map(({ stage, on }) => [stage, on]);

test('A stage is reached once, on the day it was reached first', () => {
  const road = calledGroup().until('2026-11-20 12:00');
  const before = stages(road);
  road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'partly'));
  expect(stages(road)).toEqual(before);
  expect(before).toContainEqual(['consent', '2026-11-17']);
});

describe('A meeting that follows the first one of a group', () => {
  const again = (kind: 'expert-group' | 'home-meeting') => {
    const invitedFamily: CommandData['call-meeting']['invitedFamily'] = [
      { personId: LEARNER, role: 'learner' },
      { personId: MOTHER, role: 'guardian' },
    ];
    const road = heldGroup();
    const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
    road.give('nurse', 'call-meeting', {
      ...{ kind, on: parseDate('2026-12-09'), minute: 600, invitedStaff, invitedFamily },
    });
    return road.until('2026-12-09 12:00').give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.nurse, LEARNER], actions: [], summary: text() },
      end: { kind: 'next', on: parseDate('2027-01-13') },
    });
  };

  test('is the follow-up of it', () => {
    expect(stages(again('expert-group')).slice(-2)).toEqual([
      ['meeting', '2026-11-18'],
      ['follow-up', '2026-12-09'],
    ]);
  });

  test('brings an entry into the report where it is of the group, and none where it is at home', () => {
    const entries = (road: Road) => road.state.annex?.entries.map(({ meetingId }) => meetingId);
    expect(entries(again('expert-group'))).toEqual(['k2']);
    expect(entries(again('home-meeting'))).toEqual([]);
  });
});

test('Whoever comes of age on the day the concern is raised is of age in the case', () => {
  const adult = (adultOn: string) =>
    raised({ family: family({ adultOn: parseDate(adultOn) }) }).state.annex?.isAdult;
  expect([adult('2026-11-17'), adult('2026-11-18')]).toEqual([true, false]);
});

test('Whatever the log of a case tells is of a type that a log can have', () => {
  for (const { type } of heldGroup().life.log) expect(EVENT_TYPES).toContain(type);
});
