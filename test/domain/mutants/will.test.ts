import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import {
  answerOf,
  ask,
  calledGroup,
  concern,
  consents,
  family,
  FATHER,
  heldGroup,
  MOTHER,
  PARENT,
  raised,
  Road,
  withGroup,
} from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';

const inPerson = { way: 'in-person' } as const;
const basis = (road: Road, is: CommandData['assess-basis']['basis']) =>
  road.give('curator', 'assess-basis', { basis: is });

function withdrawal(memberIds: readonly string[], by = LEARNER): CommandData['withdraw-consent'] {
  return { memberIds, by, byRole: by === LEARNER ? 'learner' : 'guardian', ...inPerson };
}

/** A group of two with consent, and no meeting called. */
function agreed(change: Parameters<typeof withGroup>[0] = {}): Road {
  const road = ask(withGroup(change), [LEARNER]);
  for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'given'));
  return road;
}

/** Guardians who differ about the first member; the second is not answered yet. */
function differing(change: Parameters<typeof family>[0] = {}): Road {
  return ask(withGroup({ family: family(change) }), [LEARNER, MOTHER])
    .give('curator', 'record-consent', answerOf('m1', FATHER, 'given'))
    .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
}

describe('A guardian who is told', () => {
  test('leaves the other one waiting, and told as a whole nobody waits', () => {
    const bullying = { discussedWith: ['learner'], topic: 'bullying' } as const;
    const one = raised(bullying).give('curator', 'tell-guardian', { guardianId: FATHER, way: 'phone' });
    expect(one.owed('tell-guardian').map((duty) => duty.about?.id)).toEqual([MOTHER]);
    expect(one.refused('curator', 'tell-guardian', { guardianId: FATHER, way: 'phone' })).toBe(
      'nothing-to-tell',
    );
    const both = raised(bullying).give('curator', 'tell-guardian', { way: 'phone' });
    expect(both.owed('tell-guardian')).toEqual([]);
    expect(both.state.duties.filter((it) => it.kind === 'tell-guardian')).toMatchObject([
      { status: 'done', kept: true, doneOn: '2026-11-17' },
      { status: 'done', kept: true, doneOn: '2026-11-17' },
    ]);
    expect(both.refused('curator', 'tell-guardian', { way: 'phone' })).toBe('nothing-to-tell');
  });

  test('may be any one of them where the case waits for guardians as such', () => {
    const road = raised({ discussedWith: ['learner'] });
    expect(road.owed('tell-guardian')).toMatchObject([{ about: null }]);
    road.give('curator', 'tell-guardian', { guardianId: MOTHER, way: 'phone' });
    expect(road.owed('tell-guardian')).toEqual([]);
  });

  test('is not a parent who has no part in the case', () => {
    const road = raised({ discussedWith: ['learner'] });
    expect(road.refused('curator', 'tell-guardian', { guardianId: PARENT, way: 'phone' })).toBe(
      'not-a-guardian',
    );
  });
});

describe('A consent is taken back', () => {
  test('by whom it belongs to', () => {
    const road = agreed();
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1'], PARENT))).toBe('not-a-guardian');
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1'], MOTHER))).toBe('done');
  });

  test('by the learner alone, where the learner decides alone', () => {
    const road = agreed().give('curator', 'note-capacity', { capacity: 'learner-alone', grounds: text() });
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1'], MOTHER))).toBe('learner-decides');
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1']))).toBe('done');
  });

  test('by a guardian in pre-primary education', () => {
    const road = ask(withGroup({ family: family({ prePrimary: true }) }), [MOTHER]);
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'given'));
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1']))).toBe('guardian-decides');
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1'], MOTHER))).toBe('done');
  });

  test('from members of the case, from at least one', () => {
    const road = agreed();
    expect(road.refused('curator', 'withdraw-consent', withdrawal([]))).toBe('unknown-member');
    expect(road.refused('curator', 'withdraw-consent', withdrawal(['m1', 'm9']))).toBe('unknown-member');
  });

  test('while it is asked for, given or disputed, and not once it is refused', () => {
    const asked = ask(withGroup(), [LEARNER]);
    expect(asked.refused('curator', 'withdraw-consent', withdrawal(['m1']))).toBe('done');
    expect(consents(asked)).toEqual(['withdrawn', 'requested']);
    const disputed = differing();
    expect(consents(disputed)[0]).toBe('conflict');
    expect(disputed.refused('curator', 'withdraw-consent', withdrawal(['m1']))).toBe('done');
    const refused = ask(withGroup(), [LEARNER]).give(
      'curator',
      'record-consent',
      answerOf('m1', LEARNER, 'refused'),
    );
    expect(refused.refused('curator', 'withdraw-consent', withdrawal(['m1']))).toBe('consent-not-standing');
    expect(refused.refused('curator', 'withdraw-consent', withdrawal(['m1', 'm2']))).toBe('done');
    expect(consents(refused)).toEqual(['refused', 'withdrawn']);
  });

  test('and that is an answer like another, which says what it was', () => {
    const road = agreed().give('curator', 'withdraw-consent', withdrawal(['m1']));
    const said = road.state.members.map((it) =>
      it.answers.map(({ answer, withdrawn }) => [answer, withdrawn]),
    );
    expect(said).toEqual([
      [
        ['given', undefined],
        ['refused', true],
      ],
      [['given', undefined]],
    ]);
  });

  test('and what is still lawful is asked once, where somebody had access', () => {
    const road = agreed().give('curator', 'withdraw-consent', withdrawal(['m1']));
    expect(road.owed('lawful-basis')).toMatchObject([{ ownerId: PEOPLE.curator, startedOn: '2026-11-17' }]);
    road.give('curator', 'withdraw-consent', withdrawal(['m2']));
    expect(road.owed('lawful-basis')).toHaveLength(1);
    const some = ask(withGroup(), [LEARNER])
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'withdraw-consent', withdrawal(['m1', 'm2']));
    expect(some.owed('lawful-basis')).toHaveLength(1);
    const nobodyYet = ask(withGroup(), [LEARNER]).give('curator', 'withdraw-consent', withdrawal(['m1']));
    expect(nobodyYet.owed('lawful-basis')).toEqual([]);
  });

  test('after the case is closed, too, when nobody has to find another basis for it', () => {
    const road = heldGroup().give('nurse', 'close-case', { reason: 'goals-met', told: ['learner'] });
    road.give('nurse', 'withdraw-consent', withdrawal(['m1']));
    expect(consents(road)).toEqual(['withdrawn', 'given']);
    expect(road.owed('lawful-basis')).toEqual([]);
  });
});

describe('On what a case goes on without consent', () => {
  const without = (ids: readonly string[] = ['m1', 'm2']) =>
    agreed().give('curator', 'withdraw-consent', withdrawal(ids));

  test('is asked only after a withdrawal, and answered once', () => {
    const road = agreed();
    expect(road.refused('curator', 'assess-basis', { basis: 'other-consents-stand' })).toBe('no-basis-open');
    const asked = without();
    basis(asked, 'other-consents-stand');
    expect(asked.refused('curator', 'assess-basis', { basis: 'other-consents-stand' })).toBe('no-basis-open');
  });

  test('a child welfare report is owed where it is the duty to report', () => {
    const road = basis(without(), 'LSL-25');
    expect(road.owed('child-welfare-report')).toHaveLength(1);
    expect(road.owed('guide-to-services')).toEqual([]);
  });

  test('a report that is owed already is owed once', () => {
    const road = without().give('teacher', 'propose-joint-contact', { with: 'guardian' });
    road.give('teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true });
    expect(road.owed('child-welfare-report')).toHaveLength(1);
    expect(basis(road, 'LSL-25').owed('child-welfare-report')).toHaveLength(1);
  });

  test('guidance to services is owed where it is the duty to guide', () => {
    const road = basis(without(), 'SHL-35');
    expect(road.owed('guide-to-services')).toHaveLength(1);
    expect(road.owed('child-welfare-report')).toEqual([]);
  });

  test('guidance that is owed already is owed once', () => {
    const road = basis(without(), 'SHL-35');
    road.give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'));
    road.give('curator', 'withdraw-consent', withdrawal(['m1']));
    expect(basis(road, 'SHL-35').owed('guide-to-services')).toHaveLength(1);
  });

  test('a next step is looked for beside what else is owed, and once', () => {
    const road = basis(without(), 'LSL-25');
    expect(road.owed('next-step')).toHaveLength(1);
    const hospital = without();
    hospital.give('curator', 'record-turn', { kind: 'hospital-school', from: hospital.today });
    expect(hospital.owed('next-step')).toHaveLength(1);
    expect(basis(hospital, 'other-consents-stand').owed('next-step')).toHaveLength(1);
  });

  test('no next step is looked for where a group goes on by itself', () => {
    const convening = without(['m1']);
    expect(convening.owed('convene')).toHaveLength(1);
    expect(basis(convening, 'other-consents-stand').owed('next-step')).toEqual([]);
    const called = calledGroup().give('curator', 'withdraw-consent', withdrawal(['m2']));
    expect(called.owed('meeting-record')).toHaveLength(1);
    expect(basis(called, 'other-consents-stand').owed('next-step')).toEqual([]);
    const followed = heldGroup().give('nurse', 'withdraw-consent', withdrawal(['m2']));
    expect(followed.owed('follow-up')).toHaveLength(1);
    followed.give('nurse', 'assess-basis', { basis: 'other-consents-stand' });
    expect(followed.owed('next-step')).toEqual([]);
  });
});

describe('Guardians who differ', () => {
  const settle = (road: Road, outcome: CommandData['settle-conflict']['outcome']) =>
    road.refused('curator', 'settle-conflict', { outcome });

  test('are settled only where they differ', () => {
    expect(settle(agreed(), 'agreed')).toBe('no-conflict');
  });

  test('and agree after all are asked anew, and what they said before counts no more', () => {
    const road = differing();
    expect(settle(road, 'agreed')).toBe('done');
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(road.state.members[0]?.answers).toEqual([]);
    expect(road.owed('consent-conflict')).toEqual([]);
    expect(settle(road, 'agreed')).toBe('no-conflict');
  });

  test('and find no agreement leave a refusal, and what they said stays on record', () => {
    const road = differing();
    expect(settle(road, 'no-agreement')).toBe('done');
    expect(consents(road)).toEqual(['refused', 'requested']);
    expect(road.state.members[0]?.answers).toHaveLength(2);
    expect(road.state.annex?.capacity).toBeNull();
  });

  test('give way to the learner, whose own answer is awaited from then on', () => {
    const road = differing();
    expect(settle(road, 'learner-decides')).toBe('done');
    expect(consents(road)).toEqual(['requested', 'requested']);
    expect(road.state.annex?.capacity).toBe('learner-alone');
  });

  test('give way to the learner as well in a case that knows no facts of the family', () => {
    const { family: _unknown, ...facts } = concern();
    const nurse = { personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' } as const;
    const road = new Road()
      .give('curator', 'raise-concern', facts)
      .give('curator', 'propose-group', { members: [nurse] })
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(settle(road, 'learner-decides')).toBe('done');
    expect(consents(road)[0]).toBe('given');
  });

  test('never give way to a child in pre-primary', () => {
    const road = ask(withGroup({ family: family({ prePrimary: true }) }), [MOTHER, FATHER])
      .give('curator', 'record-consent', answerOf('m1', FATHER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(settle(road, 'learner-decides')).toBe('guardian-decides');
    expect(settle(road, 'no-agreement')).toBe('done');
  });
});

describe('Whether a learner decides alone', () => {
  const alone = { capacity: 'learner-alone', grounds: text() } as const;

  test('is for a professional of student welfare to note, and once', () => {
    const road = agreed();
    expect(road.refused('teacher', 'note-capacity', alone)).toBe('not-allowed');
    expect(road.refused('nurse', 'note-capacity', alone)).toBe('done');
    expect(road.refused('nurse', 'note-capacity', alone)).toBe('fact-unchanged');
    expect(road.refused('nurse', 'note-capacity', { ...alone, capacity: 'with-guardian' })).toBe('done');
  });

  test('is no question for somebody of age', () => {
    const road = raised().until('2026-11-17 12:00');
    const adult = raised({ family: family({ adultOn: road.today }) });
    expect(adult.refused('curator', 'note-capacity', alone)).toBe('guardian-has-no-position');
  });

  test('takes effect at once: a guardian’s no stands no longer in the way, and an open conflict is over', () => {
    const road = ask(withGroup(), [LEARNER, MOTHER])
      .give('curator', 'record-consent', answerOf('m1', LEARNER, 'given'))
      .give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(road.owed('consent-conflict')).toHaveLength(1);
    road.give('curator', 'note-capacity', alone);
    expect(consents(road)[0]).toBe('given');
    expect(road.owed('consent-conflict')).toEqual([]);
  });
});

describe('An invitation by hand', () => {
  test('is given for the meeting that waits for it', () => {
    const road = calledGroup({ family: family({ addressProtected: true }) });
    expect(road.refused('curator', 'invite-by-hand', { meetingId: 'k9', way: 'phone' })).toBe(
      'no-open-meeting',
    );
    expect(road.refused('curator', 'invite-by-hand', { meetingId: 'k1', way: 'phone' })).toBe('done');
    expect(road.owed('manual-invitation')).toEqual([]);
    expect(road.refused('curator', 'invite-by-hand', { meetingId: 'k1', way: 'phone' })).toBe(
      'no-open-meeting',
    );
  });
});
