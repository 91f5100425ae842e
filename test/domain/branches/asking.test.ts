import { describe, expect, test } from '@jest/globals';
import { agreedItemsOf } from '../../../domain/consent.js';
import type { AskChannel } from '../../../domain/codes.js';
import type { Asking } from '../../../domain/commands.js';
import type { PersonId } from '../../../domain/ids.js';
import type { Actor } from '../../../domain/people.js';
import { mailsOf, stillTrue } from '../../../domain/mails.js';
import { fold } from '../../../domain/evolve.js';
import { may } from '../../../domain/permissions.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, rulesOn, text } from '../lives/world.js';
import { family, FATHER, MOTHER, raised, type Road } from './support.js';

const RULES = rulesOn('2026-10-01');
const UNTIL = parseDate('2026-12-01');
const evidence = { linkId: 'l1', textVersion: 'fi-1', language: 'ar', identity: 'link' } as const;

function person(personId: PersonId): Actor {
  return { personId, roles: [], kind: 'person' };
}

function asking(people: readonly PersonId[], channel: AskChannel = 'e-mail'): Asking {
  const asked = people.map((personId, i) => ({ personId, language: 'fi', linkId: `l${i + 1}` }));
  return { channel, textVersion: 'fi-1', answerBy: UNTIL, asked };
}

/** A group is proposed; `capacity` left out: nobody has assessed who decides. */
function grouped(facts = family(), capacity?: 'learner-alone' | 'with-guardian'): Road {
  const road = raised({ family: facts });
  road.give('curator', 'propose-group', {
    members: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
  });
  if (capacity) road.give('curator', 'note-capacity', { capacity, grounds: text(1) });
  return road;
}

function ask(people: readonly PersonId[], channel?: AskChannel) {
  return { memberIds: ['m1'], askedOf: people, told: 'message', asking: asking(people, channel) } as const;
}

function answer(by: PersonId, given: 'given' | 'partly' | 'refused' = 'given') {
  const byRole = by === LEARNER ? ('learner' as const) : ('guardian' as const);
  return { memberId: 'm1', answer: given, by, byRole, way: 'link', evidence } as const;
}

describe('A question about consent goes out', () => {
  test('only after it was assessed who decides (OHL 18 §)', () => {
    const road = grouped();
    for (const channel of ['e-mail', 'text', 'wilma', 'letter', 'phone'] as const)
      expect(road.refused('curator', 'request-consent', ask([MOTHER], channel))).toBe(
        'capacity-not-assessed',
      );
    road.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds: text(1) });
    road.give('curator', 'request-consent', ask([MOTHER]));
    expect(road.state.members[0]).toMatchObject({ consent: 'requested', askedOf: [MOTHER] });
  });

  test('without an assessment in pre-primary education, where there is nothing to assess', () => {
    const road = grouped(family({ prePrimary: true }));
    road.give('curator', 'request-consent', ask([MOTHER]));
    expect(road.state.members[0]?.consent).toBe('requested');
  });

  test('to nobody but the learner who decides alone', () => {
    const road = grouped(family(), 'learner-alone');
    expect(road.refused('curator', 'request-consent', ask([LEARNER, MOTHER]))).toBe('learner-decides');
    road.give('curator', 'request-consent', ask([LEARNER]));
  });

  test('never to a guardian who is prohibited, and by hand where an address is protected', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text(1) });
    expect(road.refused('curator', 'request-consent', ask([FATHER]))).toBe('guardian-prohibited');
    const hidden = grouped(family({ addressProtected: true }), 'with-guardian');
    expect(hidden.refused('curator', 'request-consent', ask([MOTHER], 'text'))).toBe('goes-by-hand');
    hidden.give('curator', 'request-consent', ask([MOTHER], 'letter'));
  });

  test('by no way that somebody asked not to be reached by (S001)', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'agree-contact-ways', { personId: MOTHER, channels: ['phone'], never: ['text'] });
    expect(road.refused('curator', 'request-consent', ask([MOTHER], 'text'))).toBe('channel-not-wanted');
    road.give('curator', 'request-consent', ask([MOTHER], 'e-mail'));
  });

  test('again when a mail was lost, and who was asked before is still asked', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER]));
    const { asking: _none, ...byMouth } = ask([MOTHER]);
    expect(road.refused('curator', 'request-consent', byMouth)).toBe('already-requested');
    road.give('curator', 'request-consent', ask([FATHER]));
    expect(road.state.members[0]?.askedOf).toEqual([MOTHER, FATHER]);
  });

  test('as one mail a link, in office hours, and not any more when it is no longer asked', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER, FATHER], 'text'));
    const event = road.last;
    if (!event) throw new Error('no event');
    const mails = mailsOf(event, null, road.state, RULES);
    expect(mails.map((mail) => [mail.template, mail.to, mail.notBefore, mail.data])).toEqual(
      [MOTHER, FATHER].map((personId, i) => [
        'consent-request',
        { personId },
        event.at,
        { dueOn: UNTIL, linkId: `l${i + 1}`, by: 'text' },
      ]),
    );
    const [, toFather] = mails;
    if (!toFather) throw new Error('no mail');
    expect(stillTrue(toFather.still, road.state)).toBe(true);
    road.give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text(1) });
    expect(stillTrue(toFather.still, road.state)).toBe(false);
  });
});

describe('Somebody who was asked', () => {
  test('answers for themselves, as what they are to the learner, with what it rests on in the log', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER, LEARNER]));
    expect(road.refused(person(MOTHER), 'record-consent', answer(FATHER))).toBe('not-allowed');
    road.give(person(MOTHER), 'record-consent', answer(MOTHER));
    expect(road.last).toMatchObject({
      type: 'consent-recorded',
      by: { personId: MOTHER, role: 'guardian', side: null },
      data: { way: 'link', evidence },
    });
    road.give(person(LEARNER), 'record-consent', answer(LEARNER));
    expect(road.last?.by).toMatchObject({ personId: LEARNER, role: 'learner' });
  });

  test('may do nothing else, and nothing at all before they are asked', () => {
    const road = grouped(family(), 'with-guardian');
    expect(may(person(MOTHER), 'record-consent', road.state)).toMatchObject({ code: 'not-allowed' });
    road.give('curator', 'request-consent', ask([MOTHER]));
    expect(may(person(MOTHER), 'record-consent', road.state).ok).toBe(true);
    expect(may(person(MOTHER), 'propose-group', road.state)).toMatchObject({ code: 'not-allowed' });
    road.give('curator', 'prohibit-guardian', { guardianId: MOTHER, scope: 'both', grounds: text(1) });
    expect(may(person(MOTHER), 'record-consent', road.state)).toMatchObject({ code: 'not-allowed' });
  });

  test('changes their mind: other items are another answer, a yes is taken back at once', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER]));
    road.give(person(MOTHER), 'record-consent', { ...answer(MOTHER, 'partly'), items: ['concern'] });
    road.give(person(MOTHER), 'record-consent', { ...answer(MOTHER, 'partly'), items: ['absences'] });
    const [member] = road.state.members;
    expect(member?.consent).toBe('partly');
    expect(member && agreedItemsOf(road.state, member)).toEqual(['absences']);
    const back = { memberIds: ['m1'], by: MOTHER, byRole: 'guardian', way: 'link', evidence } as const;
    expect(road.refused(person(MOTHER), 'withdraw-consent', { ...back, by: FATHER })).toBe('not-allowed');
    road.give(person(MOTHER), 'withdraw-consent', back);
    expect(road.state.members[0]?.consent).toBe('withdrawn');
  });

  test('and differs from the other is a conflict: no access', () => {
    const road = grouped(family({}, true), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER, FATHER]));
    road.give(person(MOTHER), 'record-consent', answer(MOTHER));
    expect(road.state.members[0]?.consent).toBe('requested');
    road.give(person(FATHER), 'record-consent', answer(FATHER, 'refused'));
    expect(road.state.members[0]?.consent).toBe('conflict');
  });
});

describe('Who wants to talk first', () => {
  const wish = { by: MOTHER, toId: PEOPLE.curator, evidence } as const;

  test('gives whoever asked a task of their own, and answers nothing', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER]));
    road.give(person(MOTHER), 'want-talk', wish);
    expect(road.state.duties.at(-1)).toMatchObject({
      ...{ rule: 'L-TALK', kind: 'talk-first', ownerId: PEOPLE.curator, status: 'open' },
      about: { of: 'asked', id: MOTHER },
    });
    expect(road.state.members[0]).toMatchObject({ consent: 'requested', answers: [] });
    expect(road.refused(person(MOTHER), 'want-talk', wish)).toBe('already-requested');
    expect(road.refused(person(MOTHER), 'want-talk', { ...wish, by: FATHER })).toBe('not-allowed');
    road.give('curator', 'record-consent', { ...answer(MOTHER), way: 'phone' });
    expect(road.state.duties.find((duty) => duty.kind === 'talk-first')?.status).toBe('done');
  });

  test('is given to whoever is responsible when who asked has no part in the case any more', () => {
    const road = grouped(family(), 'with-guardian');
    road.give('curator', 'request-consent', ask([MOTHER]));
    road.give(person(MOTHER), 'want-talk', { ...wish, toId: PEOPLE.nurse });
    expect(road.state.duties.at(-1)).toMatchObject({ kind: 'talk-first', ownerId: PEOPLE.curator });
    road.give('curator', 'request-consent', ask([MOTHER]));
    expect(road.state.duties.find((duty) => duty.kind === 'talk-first')?.status).toBe('done');
  });

  test('a log without any of this folds as it did', () => {
    const road = grouped(family(), 'with-guardian');
    const { asking: _none, ...byMouth } = ask([MOTHER]);
    road.give('curator', 'request-consent', byMouth);
    expect(fold(road.life.log, road.state.caseId)).toEqual(road.state);
    expect(road.life.log.at(-1)?.data).toEqual(byMouth);
  });
});
