import { describe, expect, test } from '@jest/globals';
import type { PersonId } from '../../../domain/ids.js';
import { sees } from '../../../domain/sight.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, LEARNER, PEOPLE, text } from '../lives/world.js';
import { answerOf, ask, FATHER, heldGroup, MOTHER, raised, withGroup } from './support.js';
import { told } from './told.js';

const person = (personId: PersonId) => ({ personId, roles: [], kind: 'person' }) as const;
const evidence = { linkId: 'l1', textVersion: '1', language: 'fi', identity: 'link' } as const;
const withdrawn = (memberIds: readonly string[]) =>
  ({ memberIds, by: LEARNER, byRole: 'learner', way: 'in-person' }) as const;

describe('A talk that somebody wanted before they answer', () => {
  const wanted = () =>
    ask(withGroup(), [LEARNER, MOTHER, FATHER]).give(person(MOTHER), 'want-talk', {
      ...{ by: MOTHER, toId: PEOPLE.curator, evidence },
    });

  test('is owed no more when their answer decides nothing any more', () => {
    const road = wanted();
    expect(road.owed('talk-first')).toHaveLength(1);
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text() });
    expect(road.owed('talk-first')).toEqual([]);
  });

  test('is owed no more when nothing is asked any more, and waits while something is', () => {
    const road = wanted().give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(road.owed('talk-first')).toHaveLength(1);
    road.give('curator', 'record-consent', answerOf('m2', LEARNER, 'given'));
    expect(road.owed('talk-first')).toEqual([]);
  });

  test('is led by a responsible person when whoever asked is a member no longer', () => {
    const road = heldGroup();
    const member = { personId: PEOPLE.colleague, role: 'psychologist', side: 'county' } as const;
    road.give('homeroom', 'propose-group', { members: [member] });
    road.give('homeroom', 'request-consent', { memberIds: ['m3'], askedOf: [LEARNER], told: 'phone' });
    road.give(person(LEARNER), 'want-talk', { by: LEARNER, toId: PEOPLE.homeroom, evidence });
    expect(road.owed('talk-first').map((it) => it.ownerId)).toEqual([PEOPLE.homeroom]);
    road.give('nurse', 'withdraw-consent', withdrawn(['m2']));
    expect(road.owed('talk-first').map((it) => it.ownerId)).toEqual([PEOPLE.nurse]);
  });
});

describe('What a member agreed to do', () => {
  const agreed = (reason: 'goals-met' | 'moved' | null, pause = false) => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.homeroom, role: 'homeroom_teacher', side: 'school' }],
    });
    road.give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.homeroom] },
      ...{ end: { kind: 'next', on: parseDate('2026-12-09') } },
      actions: [{ ownerId: PEOPLE.homeroom, side: 'school', what: text(), dueOn: parseDate('2026-11-27') }],
    });
    const [action] = road.owed('action');
    if (pause && action) road.give('homeroom', 'pause-duty', { dutyId: action.id, reason: 'learner-away' });
    if (reason) road.give('nurse', 'close-case', { reason, told: ['learner'] });
    return road;
  };

  test('passes on with their membership, also while it stands still', () => {
    const road = agreed(null, true).give('nurse', 'withdraw-consent', withdrawn(['m2']));
    expect(road.state.duties.find((it) => it.kind === 'action')?.ownerId).toBe(PEOPLE.teacher);
  });

  test('is done after the case is closed because its goals are met', () => {
    const road = agreed('goals-met');
    expect(road.state.status).toBe('aftercare');
    expect(road.owed('action')).toHaveLength(1);
    road.give('homeroom', 'complete-action', { actionId: 'a1' });
    expect(road.owed('action')).toEqual([]);
  });

  test('ends with a case whose learner has left, and its owner is told so', () => {
    const road = agreed(null);
    const mails = told(road, (it) => it.give('nurse', 'close-case', { reason: 'moved', told: ['learner'] }));
    expect(road.state.duties.find((it) => it.kind === 'action')?.status).toBe('cancelled');
    expect(mails).toEqual([['action-ended', PEOPLE.homeroom]]);
  });
});

describe('Somebody whose own membership ended', () => {
  test('still records the meeting they were at, and sees it for that', () => {
    const road = raised();
    const own = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;
    road
      .give('curator', 'propose-group', { members: [own] })
      .give('curator', 'request-consent', { memberIds: ['m1'], askedOf: [LEARNER], told: 'phone' })
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'call-meeting', {
        ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600, invitedFamily: [] },
        invitedStaff: [own],
      })
      .until('2026-11-18 12:00')
      .give('curator', 'withdraw-consent', withdrawn(['m1']));
    expect(road.owed('meeting-record').map((it) => it.ownerId)).toEqual([PEOPLE.curator]);
    const seen = () => [...(sees(actor('curator'), road.state) ?? [])];
    expect(seen()).toContain('meetings');
    expect(seen()).not.toContain('report');
    road.give('curator', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.curator, LEARNER], actions: [] },
      ...{ responsible: { personId: PEOPLE.curator, side: 'county' } },
      end: { kind: 'next', on: parseDate('2026-12-09') },
    });
    expect(seen()).not.toContain('meetings');
  });
});
