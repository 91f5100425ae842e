import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { missingParts } from '../../../domain/report.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';
import { calledGroup, concern, FATHER, heldGroup, MOTHER, PARENT, raised, Road } from './support.js';

describe('The student welfare report', () => {
  test('is asked for after a meeting of the group, and says which parts are missing', () => {
    const road = heldGroup();
    expect(missingParts(road.state)).toEqual(['assessments', 'support', 'handling']);
    expect(road.owed('report-parts')).toHaveLength(1);
    for (const part of ['assessments', 'support', 'handling'] as const)
      road.give('nurse', 'write-entry', { part, text: text() });
    expect(missingParts(road.state)).toEqual([]);
    expect(road.owed('report-parts')).toHaveLength(0);
  });

  test('keeps each entry with author and position; a correction is a new one', () => {
    const road = heldGroup().give('nurse', 'write-entry', { part: 'note', text: text(1) });
    road.give('nurse', 'correct-entry', { entryId: 'e1', text: text(2) });
    expect(road.state.annex?.entries).toMatchObject([
      {
        id: 'e1',
        textId: text(1).textId,
        by: { personId: PEOPLE.nurse, role: 'school_nurse' },
        corrects: null,
      },
      { id: 'e2', textId: text(2).textId, corrects: 'e1' },
    ]);
  });

  test('is published to each person by themselves, never to a guardian whom the learner forbids', () => {
    const road = heldGroup().give('nurse', 'write-entry', { part: 'note', text: text(1) });
    road.give('nurse', 'prohibit-guardian', { guardianId: MOTHER, scope: 'information', grounds: text() });
    expect(road.refused('nurse', 'publish-entries', { entryIds: ['e1'], toIds: [MOTHER] })).toBe(
      'guardian-prohibited',
    );
    expect(road.refused('nurse', 'publish-entries', { entryIds: ['e1'], toIds: [PARENT] })).toBe(
      'not-a-guardian',
    );
    road.give('nurse', 'publish-entries', { entryIds: ['e1'], toIds: [LEARNER, FATHER] });
    expect(road.state.annex?.entries[0]?.publishedTo).toEqual([LEARNER, FATHER]);
  });

  test('that lives in Wilma is held here by reference, never by text', () => {
    const road = heldGroup();
    const { rules } = road.life;
    road.give(SYSTEM, 'adopt-rules', { rules: { ...rules, id: 'e'.repeat(32), reportHome: 'wilma' } });
    expect(road.refused('nurse', 'write-entry', { part: 'note', text: text() })).toBe(
      'report-lives-in-wilma',
    );
    road.give('nurse', 'write-entry', { part: 'note', reference: 'W-1' });
    expect(road.state.annex?.entries[0]).toMatchObject({ textId: null, reference: 'W-1' });
  });

  test('that lives here takes no reference in place of words', () => {
    const road = heldGroup();
    expect(road.refused('nurse', 'write-entry', { part: 'note', reference: 'W-1' })).toBe(
      'report-lives-here',
    );
  });
});

describe('School and county', () => {
  test('are in touch as soon as possible at absences: the age is shown, no false deadline', () => {
    const road = raised({ topic: 'absence' });
    expect(road.owed('county-contact')[0]).toMatchObject({ ownerId: PEOPLE.curator, dueOn: null });
    road.give('curator', 'contact-other-side', { way: 'phone' });
    expect(road.owed('county-contact')).toHaveLength(0);
  });

  test('share one picture of the situation and divide what is to be done', () => {
    const road = raised().give('curator', 'share-situation', {
      parts: [{ part: 'attendance', text: text(1) }],
    });
    road.give('teacher', 'share-situation', { parts: [{ part: 'attendance', text: text(2) }] });
    expect(road.state.annex?.situation).toMatchObject([{ part: 'attendance', textId: text(2).textId }]);
    road.give('curator', 'divide-responsibilities', {
      tasks: [{ task: 'invites-network', side: 'county', personId: PEOPLE.curator }],
    });
    expect(road.state.annex?.division).toMatchObject([{ task: 'invites-network' }]);
  });

  test('call a network together with a named inviter', () => {
    const road = calledGroup().give('curator', 'cancel-meeting', { meetingId: 'k1', reason: 'other' });
    const network: CommandData['call-meeting'] = {
      ...{ kind: 'network-meeting', on: parseDate('2026-11-20'), minute: 600, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
    };
    expect(road.refused('curator', 'call-meeting', network)).toBe('inviter-missing');
    road.give('curator', 'call-meeting', { ...network, inviterId: PEOPLE.curator });
    expect(road.state.meetings[1]).toMatchObject({ kind: 'network-meeting', inviterId: PEOPLE.curator });
  });
});

describe('What is no case', () => {
  test('does not belong to the group: supervision of staff, order in class, discipline, decisions on support', () => {
    for (const topic of [
      'staff-supervision',
      'class-order',
      'disciplinary-assessment',
      'support-decision',
    ] as const)
      expect(new Road().refused('curator', 'raise-concern', concern({ topic }))).toBe('topic-not-for-group');
  });

  test('is a crisis: it has its own plan', () => {
    const crisis = concern({ topic: 'crisis' });
    expect(new Road().refused('curator', 'raise-concern', crisis)).toBe('topic-not-for-group');
  });

  test('is a second matter inside a first: a new topic is a new case of the same learner', () => {
    const [first, second] = [raised({ topic: 'wellbeing' }), raised({ topic: 'bullying' })];
    expect(first.state.learnerId).toBe(second.state.learnerId);
    expect(second.state.version).toBe(1);
  });
});
