import { describe, expect, test } from '@jest/globals';
import { mailsOf } from '../../../domain/mails.js';
import { nextStep } from '../../../domain/next-step.js';
import { sees } from '../../../domain/sight.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, at, LEARNER, PEOPLE, text, type Who } from '../lives/world.js';
import { answerOf, calledGroup, heldGroup, raised, type Road } from './support.js';

const withdrawal = (memberIds: readonly string[]) =>
  ({ memberIds, by: LEARNER, byRole: 'learner', way: 'in-person' }) as const;

/** A group held with the nurse (m1) appointed; then the learner takes the consent to the nurse back. */
function left(): Road {
  return heldGroup().give('homeroom', 'withdraw-consent', withdrawal(['m1']));
}

const sections = (road: Road, who: Who) => [...(sees(actor(who), road.state) ?? [])];

describe('A responsible person whose own membership ends', () => {
  test('stays responsible, hands over at once, and the group is closed to them', () => {
    const before = heldGroup();
    expect(sections(before, 'nurse')).toEqual(expect.arrayContaining(['meetings', 'report']));
    const road = left();
    expect(road.state.responsible.county).toBe(PEOPLE.nurse);
    expect(road.owed('successor')).toMatchObject([
      {
        ownerId: PEOPLE.nurse,
        side: 'county',
        rule: 'L-SUCCESSOR',
        dueOn: '2026-11-19',
        about: { id: 'county' },
      },
    ]);
    expect(sections(road, 'nurse')).not.toContain('meetings');
    expect(sections(road, 'nurse')).not.toContain('report');
    expect(sections(road, 'nurse')).toEqual(expect.arrayContaining(['head', 'people', 'duties', 'consents']));
    expect(sections(road, 'homeroom')).toEqual(expect.arrayContaining(['meetings', 'report']));
    expect(nextStep(road.state)).toMatchObject({
      ...{ code: 'name-successor', command: 'offer-handover', alternative: 'reassign' },
      ownerId: PEOPLE.nurse,
    });
  });

  test('is told at once, then whoever can name another is: coordinator, then supervisor', () => {
    const road = left();
    const from = road.life.log.length;
    road.until('2026-11-21 12:00');
    const rungs = road.life.log
      .slice(from)
      .flatMap((event) =>
        event.type === 'reminder-prepared' && event.data.dutyId === road.owed('successor')[0]?.id
          ? [{ to: event.data.to, side: event.data.side }]
          : [],
      );
    const side = 'county';
    expect(rungs).toEqual([
      { to: 'owner', side },
      { to: 'coordinator', side },
      { to: 'supervisor', side },
    ]);
    const first = road.life.log.slice(from).find((event) => event.type === 'reminder-prepared');
    if (!first) throw new Error('no reminder');
    expect(mailsOf(first, road.state, road.state, road.life.rules)[0]?.template).toBe('urgent-task');
  });

  test('owes it until somebody else is responsible, who owes it no more', () => {
    const offered = left().give('nurse', 'offer-handover', {
      ...{ side: 'county', toId: PEOPLE.curator, fallbackId: PEOPLE.curator },
    });
    expect(offered.owed('successor')).toHaveLength(1);
    offered.give('curator', 'accept-handover', { side: 'county' });
    expect(offered.owed('successor')).toEqual([]);
    expect(offered.state.responsible.county).toBe(PEOPLE.curator);
    const named = left().give('countySupervisor', 'reassign', {
      ...{ side: 'county', toId: PEOPLE.curator, reason: 'left' },
    });
    expect(named.owed('successor')).toEqual([]);
    const silent = left().give('nurse', 'offer-handover', {
      ...{ side: 'county', toId: PEOPLE.curator, fallbackId: PEOPLE.colleague },
    });
    silent.until('2026-12-01 12:00');
    expect(silent.state.responsible.county).toBe(PEOPLE.colleague);
    expect(silent.owed('successor')).toEqual([]);
  });

  test('owes it no more once the learner agrees to them again', () => {
    const road = left().give('homeroom', 'record-consent', answerOf('m1', LEARNER, 'given'));
    expect(road.owed('successor')).toEqual([]);
    expect(road.state.duties.filter((duty) => duty.kind === 'successor')).toMatchObject([{ status: 'done' }]);
    expect(sections(road, 'nurse')).toContain('report');
  });

  test('owes it after a new no as well as after a withdrawal, and once', () => {
    const road = heldGroup().give('homeroom', 'record-consent', answerOf('m1', LEARNER, 'refused'));
    expect(road.owed('successor')).toHaveLength(1);
    road.give('homeroom', 'record-consent', { ...answerOf('m2', LEARNER, 'partly') });
    expect(road.owed('successor')).toHaveLength(1);
  });

  test('owes it after a consent that had run out, was asked for anew, and was refused: they had sat in the group', () => {
    const forAWeek = { ...answerOf('m1', LEARNER, 'partly'), validUntil: parseDate('2026-11-25') };
    const road = heldGroup().give('homeroom', 'record-consent', forAWeek).until('2026-11-26 09:00');
    expect(road.state.members.find((it) => it.id === 'm1')?.consent).toBe('expired');
    expect(road.owed('successor')).toEqual([]);
    road.give('homeroom', 'request-consent', { memberIds: ['m1'], askedOf: [LEARNER], told: 'phone' });
    expect(road.owed('successor')).toEqual([]);
    road.give('homeroom', 'record-consent', answerOf('m1', LEARNER, 'refused'));
    expect(road.owed('successor')).toMatchObject([{ ownerId: PEOPLE.nurse, side: 'county' }]);
  });

  test('owes no hand-over where nobody is left in the group: there is none to answer for', () => {
    const together = heldGroup().give('nurse', 'withdraw-consent', withdrawal(['m1', 'm2']));
    expect(together.owed('successor')).toEqual([]);
    expect(sections(together, 'nurse')).not.toContain('report');
    const oneByOne = left().give('homeroom', 'withdraw-consent', withdrawal(['m2']));
    expect(oneByOne.owed('successor')).toEqual([]);
    const { status } = oneByOne.state.duties.find((duty) => duty.kind === 'successor') ?? {};
    expect(status).toBe('cancelled');
  });

  test('owes none before the group has met: nobody was appointed by it', () => {
    const road = calledGroup().give('curator', 'withdraw-consent', withdrawal(['m1']));
    expect(road.owed('successor')).toEqual([]);
  });

  test('leaves the actions agreed with them to whoever follows', () => {
    const road = heldGroup().give('nurse', 'call-meeting', {
      ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 900, invitedFamily: [] },
      invitedStaff: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
    });
    road.give('nurse', 'record-meeting', {
      ...{ meetingId: 'k2', attended: [PEOPLE.nurse], end: { kind: 'next', on: parseDate('2026-12-09') } },
      actions: [{ ownerId: PEOPLE.nurse, side: 'county', what: text(), dueOn: parseDate('2026-11-27') }],
    });
    road.give('homeroom', 'withdraw-consent', withdrawal(['m1']));
    road.give('countySupervisor', 'reassign', { side: 'county', toId: PEOPLE.curator, reason: 'left' });
    expect(road.owed('action').map((duty) => duty.ownerId)).toEqual([PEOPLE.curator]);
  });

  test('keeps what they owe by an act of their own: only the work of a member passes on', () => {
    const act = { addressee: '049', channel: 'phone', reason: text(), told: 'both' } as const;
    const seesToIt = { ...act, details: { responsibleId: PEOPLE.nurse } };
    const road = heldGroup().give('nurse', 'report-child-welfare', seesToIt);
    const owed = () => road.owed('outside-follow-up').map((duty) => [duty.ownerId, duty.bound]);
    expect(owed()).toEqual([[PEOPLE.nurse, 'person']]);
    road.give('homeroom', 'withdraw-consent', withdrawal(['m1']));
    road.give('countySupervisor', 'reassign', { side: 'county', toId: PEOPLE.curator, reason: 'left' });
    expect(owed()).toEqual([[PEOPLE.nurse, 'person']]);
  });

  test('is not asked to by the consent to another member, nor in a case that is closed', () => {
    const other = heldGroup().give('nurse', 'withdraw-consent', withdrawal(['m2']));
    expect(other.owed('successor')).toEqual([]);
    const closed = heldGroup().give('nurse', 'close-case', { reason: 'goals-met', told: ['learner'] });
    closed.give('nurse', 'withdraw-consent', withdrawal(['m1']));
    expect(closed.owed('successor')).toEqual([]);
    expect(sections(closed, 'nurse')).not.toContain('report');
  });
});

describe('A responsible person who was refused as a member before there was a group', () => {
  test('goes on as before: there is nothing of a group to keep from them', () => {
    const road = raised();
    const nurse = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;
    road.give('curator', 'propose-group', { members: [nurse] });
    road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'refused'));
    expect(road.owed('successor')).toEqual([]);
    expect(sections(road, 'curator')).toContain('meetings');
  });
});

describe('A meeting that was called before', () => {
  test('ends the next step that was looked for meanwhile when it is held', () => {
    const road = raised();
    const { today } = road;
    road.give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-18'), minute: 600, invitedStaff: [] },
      invitedFamily: [{ personId: LEARNER, role: 'learner' }],
    });
    road
      .give('curator', 'offer-discussion', {
        withId: PEOPLE.curator,
        on: today,
        minute: 600,
        told: 'in-person',
      })
      .give('curator', 'record-discussion', { outcome: 'held' });
    expect(road.owed('next-step')).toHaveLength(1);
    road.until('2026-11-18 12:00').give('curator', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.curator, LEARNER], actions: [] },
      end: { kind: 'next', on: parseDate('2026-12-09') },
    });
    expect(road.owed('next-step')).toEqual([]);
    expect(road.owed('follow-up')).toHaveLength(1);
    expect(road.life.now).toBe(at('2026-11-18 12:00'));
  });
});
