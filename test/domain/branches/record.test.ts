import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { missingParts, unhandledMeetings } from '../../../domain/report.js';
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

  test('says of each meeting of the group how the matter was handled', () => {
    const road = heldGroup();
    for (const part of ['assessments', 'support', 'handling'] as const)
      road.give('nurse', 'write-entry', { part, text: text() });
    road.until('2026-12-09 10:00');
    const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
    road.give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: road.today, minute: 700, invitedStaff, invitedFamily: [] },
    });
    road.until('2026-12-09 14:00').give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.nurse], actions: [] },
      end: { kind: 'next', on: parseDate('2027-01-20') },
    });
    expect(missingParts(road.state)).toEqual(['handling']);
    expect(unhandledMeetings(road.state).map(({ id }) => id)).toEqual(['k2']);
    expect(road.owed('report-parts')).toHaveLength(1);
    // Before core 4 one word about one of them was enough.
    expect(missingParts({ ...road.state, core: 3 })).toEqual([]);
    road.give('nurse', 'write-entry', { part: 'handling', text: text(), meetingId: 'k1' });
    expect(road.owed('report-parts')).toHaveLength(1);
    road.give('nurse', 'write-entry', { part: 'handling', text: text(), meetingId: 'k2' });
    expect(road.owed('report-parts')).toHaveLength(0);
  });

  test('is asked for after a meeting that ended the case, too, and keeps it alive until it is whole', () => {
    const road = calledGroup().until('2026-11-18 12:00');
    road.give('nurse', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.nurse], summary: text(), actions: [] },
      responsible: { personId: PEOPLE.nurse, side: 'county' },
      end: { kind: 'close', reason: 'goals-met', told: ['learner'] },
    });
    expect(road.state.status).toBe('aftercare');
    expect(road.owed('report-parts')).toHaveLength(1);
    road.give('nurse', 'write-entry', { part: 'assessments', text: text() });
    expect(road.state.status).toBe('aftercare');
    road.give('nurse', 'write-entry', { part: 'support', text: text() });
    expect(road.state.status).toBe('closed');
  });

  test('of a meeting that left a summary says it by that', () => {
    const road = heldGroup();
    for (const part of ['assessments', 'support'] as const)
      road.give('nurse', 'write-entry', { part, text: text() });
    road.until('2026-12-09 10:00');
    const invitedStaff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
    road.give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: road.today, minute: 700, invitedStaff, invitedFamily: [] },
    });
    road.until('2026-12-09 14:00').give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.nurse], actions: [], summary: text() },
      end: { kind: 'next', on: parseDate('2027-01-20') },
    });
    // The first meeting is still to be written of: a word without a meeting is about the last one.
    expect(unhandledMeetings(road.state).map(({ id }) => id)).toEqual(['k1']);
    road.give('nurse', 'write-entry', { part: 'handling', text: text() });
    expect(missingParts(road.state)).toEqual(['handling']);
    expect(road.state.annex?.entries.at(-1)).toMatchObject({ meetingId: 'k2' });
    road.give('nurse', 'write-entry', { part: 'handling', text: text(), meetingId: 'k1' });
    expect(missingParts(road.state)).toEqual([]);
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
