import { describe, expect, test } from '@jest/globals';
import { isLive } from '../../../domain/duties.js';
import { stepOf } from '../../../domain/next-step.js';
import { agreedItems } from '../../../domain/transfer-consent.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { FATHER, MOTHER, raised, type Road } from './support.js';

const step = (on: string) =>
  ({ on: parseDate(on), what: text(), ownerId: PEOPLE.teacher, side: 'school' }) as const;

describe('A turn of the road', () => {
  test('that removes a learner for discipline makes support and a plan for the return due', () => {
    const road = raised().give('teacher', 'record-turn', {
      ...{ kind: 'disciplinary-removal', from: parseDate('2026-11-17'), until: parseDate('2026-11-18') },
    });
    expect(road.owed('support-plan')).toHaveLength(1);
    expect(road.owed('return-plan')).toHaveLength(1);
    road.give('teacher', 'plan-support', { what: text() });
    expect(road.owed('support-plan')).toHaveLength(0);
  });

  test('back from exclusion goes step by step, each with a day and an owner', () => {
    const road = raised().give('teacher', 'record-turn', {
      kind: 'exclusion',
      from: parseDate('2026-11-17'),
    });
    road.give('teacher', 'plan-return', { steps: [step('2026-11-20'), step('2026-11-27')] });
    expect(road.owed('return-plan')).toHaveLength(0);
    expect(road.owed('return-step').map((duty) => duty.dueOn)).toEqual(['2026-11-20', '2026-11-27']);
    road.give('teacher', 'complete-return-step', { stepId: 's1' });
    expect(road.owed('return-step')).toHaveLength(1);
    expect(road.refused('teacher', 'complete-return-step', { stepId: 's1' })).toBe('unknown-step');
  });

  test('through a hospital school plans the way back when it ends', () => {
    const road = raised().give('teacher', 'record-turn', {
      kind: 'hospital-school',
      from: parseDate('2026-11-17'),
    });
    expect(road.owed('return-plan')).toHaveLength(0);
    road.give('teacher', 'end-turn', { turnId: 't1' });
    expect(road.owed('return-plan')).toHaveLength(1);
    expect(road.refused('teacher', 'end-turn', { turnId: 't1' })).toBe('unknown-turn');
  });

  test('does not change the service without saying what else was tried', () => {
    const road = raised().give('curator', 'change-service', { to: 'child-psychiatry', tried: text(4) });
    expect(road.last?.data).toMatchObject({ tried: text(4) });
  });
});

describe('A move to another provider', () => {
  const consent = { transferId: 'r1', by: LEARNER, byRole: 'learner', way: 'signed' } as const;
  const moving = () =>
    raised().give('curator', 'plan-transfer', { kind: 'provider', movesOn: parseDate('2027-01-07') });

  test('sends what teaching needs without consent, and without delay', () => {
    const road = moving();
    expect(road.owed('teaching-data')[0]).toMatchObject({ rule: 'W-POL40-teaching', dueOn: null });
    road.give('curator', 'send-package', { transferId: 'r1', package: 'teaching' });
    expect(road.owed('teaching-data')).toHaveLength(0);
    expect(road.refused('curator', 'send-package', { transferId: 'r1', package: 'teaching' })).toBe(
      'already-sent',
    );
  });

  test('sends student welfare data with transfer consent only, item by item', () => {
    const road = moving();
    expect(road.refused('curator', 'send-package', { transferId: 'r1', package: 'welfare' })).toBe(
      'transfer-consent-missing',
    );
    expect(
      road.refused('curator', 'record-transfer-consent', { ...consent, answer: 'given', items: [] }),
    ).toBe('items-missing');
    road.give('curator', 'record-transfer-consent', { ...consent, answer: 'partly', items: ['report'] });
    road.give('curator', 'send-package', { transferId: 'r1', package: 'welfare' });
    expect(road.owed('transfer-answer')).toHaveLength(1);
  });

  describe('about whose data', () => {
    const mother = { ...consent, by: MOTHER, byRole: 'guardian' } as const;
    const father = { ...mother, by: FATHER } as const;
    const send = { transferId: 'r1', package: 'welfare' } as const;
    const yes = { answer: 'given', items: ['report', 'wellbeing'] } as const;
    const no = { answer: 'refused', items: [] } as const;

    test('the learner says no: a guardian’s later yes does not send them', () => {
      const road = moving()
        .give('curator', 'record-transfer-consent', { ...consent, ...no })
        .give('curator', 'record-transfer-consent', { ...mother, ...yes });
      expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
      expect(road.state.annex?.transfers[0]?.answers.map((it) => it.answer)).toEqual(['refused', 'given']);
      road.give('curator', 'record-transfer-consent', { ...consent, ...yes });
      expect(road.refused('curator', 'send-package', send)).toBe('done');
    });

    test('the learner says no and cannot decide alone, as was noted: the guardians decide', () => {
      const road = moving().give('curator', 'record-transfer-consent', { ...consent, ...no });
      road.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds: text() });
      expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
      road.give('curator', 'record-transfer-consent', { ...mother, ...yes });
      expect(road.refused('curator', 'send-package', send)).toBe('done');
    });

    test('guardians differ: nothing goes until they agree', () => {
      const road = moving()
        .give('curator', 'record-transfer-consent', { ...mother, ...no })
        .give('curator', 'record-transfer-consent', { ...father, ...yes });
      expect(road.refused('curator', 'send-package', send)).toBe('transfer-consent-missing');
      road.give('curator', 'record-transfer-consent', { ...mother, ...yes });
      expect(road.refused('curator', 'send-package', send)).toBe('done');
    });

    test('only what everybody who decides agreed to may go', () => {
      const agreed = (road: Road) => road.state.annex?.transfers.flatMap((it) => agreedItems(road.state, it));
      const road = moving().give('curator', 'record-transfer-consent', { ...mother, ...yes });
      expect(agreed(road)).toEqual(['report', 'wellbeing']);
      road.give('curator', 'record-transfer-consent', { ...consent, answer: 'partly', items: ['report'] });
      expect(agreed(road)).toEqual(['report']);
      road.give('curator', 'record-transfer-consent', { ...consent, ...no });
      expect(agreed(road)).toEqual([]);
    });
  });

  test('keeps the sender until the receiver has taken over: accompanied transfer', () => {
    const road = moving()
      .give('curator', 'send-package', { transferId: 'r1', package: 'teaching' })
      .give('curator', 'record-transfer-consent', { ...consent, answer: 'given', items: ['report'] })
      .give('curator', 'send-package', { transferId: 'r1', package: 'welfare' });
    const closing = { reason: 'moved', told: ['learner'] } as const;
    expect(road.refused('curator', 'close-case', closing)).toBe('transfer-not-accepted');
    road.give('curator', 'confirm-transfer', { transferId: 'r1' }).give('curator', 'close-case', closing);
    expect(road.state.status).toBe('closed');
  });
});

describe('A move that is called off', () => {
  const consent = { transferId: 'r1', by: LEARNER, byRole: 'learner', way: 'signed' } as const;
  const planned = () =>
    raised().give('curator', 'plan-transfer', { kind: 'provider', movesOn: parseDate('2027-01-07') });
  const taught = () => planned().give('curator', 'send-package', { transferId: 'r1', package: 'teaching' });
  const sent = (road: Road) =>
    road
      .give('curator', 'record-transfer-consent', { ...consent, answer: 'given', items: ['report'] })
      .give('curator', 'send-package', { transferId: 'r1', package: 'welfare' });
  const stays = { transferId: 'r1', reason: 'not-moving' } as const;
  const nobodyTookOver = { transferId: 'r1', reason: 'not-taken-over' } as const;

  test('because the learner stays owes no data to another school, and the next step is found', () => {
    const road = raised();
    const time = { withId: PEOPLE.curator, on: road.today, minute: 600, told: 'in-person' } as const;
    road
      .give('curator', 'offer-discussion', time)
      .give('curator', 'record-discussion', { outcome: 'held' })
      .give('curator', 'plan-transfer', { kind: 'provider', movesOn: parseDate('2027-01-07') });
    expect(road.state.duties.filter(isLive).map((duty) => duty.kind)).toEqual(['teaching-data']);
    road.give('curator', 'cancel-transfer', stays);
    expect(road.state.duties.filter(isLive).map((duty) => duty.kind)).toEqual(['next-step']);
    expect(road.state.annex?.transfers[0]).toMatchObject({ teachingSentOn: null, cancelledOn: road.today });
  });

  test('is offered while somebody waits for whoever takes over, besides their confirming', () => {
    const road = sent(taught());
    const steps = road.owed('transfer-answer').map((duty) => stepOf(road.state, duty));
    expect(steps).toMatchObject([{ command: 'confirm-transfer', alternative: 'cancel-transfer' }]);
  });

  test('keeps what was answered and sent, and sends nothing more', () => {
    const road = sent(taught()).give('curator', 'cancel-transfer', stays);
    expect(road.owed('transfer-answer')).toHaveLength(0);
    const [transfer] = road.state.annex?.transfers ?? [];
    expect(transfer).toMatchObject({ teachingSentOn: road.today, welfareSentOn: road.today });
    expect(transfer?.answers).toHaveLength(1);
    const send = { transferId: 'r1', package: 'welfare' } as const;
    expect(road.refused('curator', 'send-package', send)).toBe('unknown-transfer');
    expect(road.refused('curator', 'confirm-transfer', { transferId: 'r1' })).toBe('unknown-transfer');
    expect(road.refused('curator', 'cancel-transfer', stays)).toBe('unknown-transfer');
    road.give('curator', 'plan-transfer', { kind: 'school', movesOn: parseDate('2027-08-10') });
    expect(road.refused('curator', 'send-package', send)).toBe('unknown-transfer');
    expect(road.owed('teaching-data').map((duty) => duty.about?.id)).toEqual(['r2']);
  });

  test('because nobody took over goes on here, and closing waits for nobody', () => {
    const road = sent(taught());
    const closing = { reason: 'studies-ended', told: ['learner'] } as const;
    expect(road.refused('curator', 'close-case', closing)).toBe('transfer-not-accepted');
    const { responsible } = road.state;
    road.give('curator', 'cancel-transfer', nobodyTookOver);
    expect(road.state.responsible).toEqual(responsible);
    expect(road.state.status).toBe('open');
    road.give('curator', 'close-case', closing);
    expect(road.state.status).toBe('closed');
  });

  test('because nobody took over was awaited of somebody, and owes no teaching data', () => {
    const road = planned();
    expect(road.refused('curator', 'cancel-transfer', nobodyTookOver)).toBe('not-expected');
    sent(road);
    expect(road.refused('curator', 'cancel-transfer', nobodyTookOver)).toBe('teaching-data-owed');
    road.give('curator', 'send-package', { transferId: 'r1', package: 'teaching' });
    expect(road.refused('curator', 'cancel-transfer', nobodyTookOver)).toBe('done');
  });

  test('after closing ends the aftercare that waited for it', () => {
    const road = planned().give('curator', 'close-case', { reason: 'moved', told: ['learner'] });
    expect(road.state.status).toBe('aftercare');
    road.give('curator', 'cancel-transfer', stays);
    expect(road.state.status).toBe('closed');
  });

  test('is called off by whoever is responsible, and by nobody else', () => {
    expect(planned().refused('nurse', 'cancel-transfer', stays)).toBe('not-allowed');
    expect(planned().refused('teacher', 'cancel-transfer', stays)).toBe('done');
  });
});
