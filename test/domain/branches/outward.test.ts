import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { mailsOf } from '../../../domain/mails.js';
import { nextStep } from '../../../domain/next-step.js';
import { actor, PEOPLE, text } from '../lives/world.js';
import { parseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import { calledGroup, family, raised, type Road } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const REPORT = { ...ACT, told: 'not-told' } as const;
const CONTACT = { ...ACT, jointly: 'both' } as const;

type Details = CommandData['complete-outside-act']['details'];
/** More is said of the first act. */
const completed = (road: Road, details: Details): Road =>
  road.give('teacher', 'complete-outside-act', { actId: 'x1', details });
/** Why it is not taken. */
const refused = (road: Road, details: Details) =>
  road.refused('teacher', 'complete-outside-act', { actId: 'x1', details });

function closed(): Road {
  const road = raised();
  return road
    .give('curator', 'offer-discussion', {
      withId: PEOPLE.curator,
      on: road.today,
      minute: 600,
      told: 'phone',
    })
    .give('curator', 'record-discussion', { outcome: 'held' })
    .give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] });
}

describe('A contact to social services', () => {
  test('made jointly takes the place of a report, and ends what asked for it', () => {
    const road = raised().give('teacher', 'propose-joint-contact', { with: 'both' });
    expect(road.owed('joint-contact')[0]).toMatchObject({ ownerId: PEOPLE.teacher, dueOn: null });
    expect(nextStep(road.state)?.code).toBe('make-joint-contact');
    road.give('teacher', 'contact-social-services', CONTACT);
    expect(road.owed('joint-contact')).toHaveLength(0);
    expect(road.owed('expected-assessment')[0]).toMatchObject({ rule: 'T-SHL36-other', dueOn: null });
  });

  test('refused by the family makes a report due without delay where the criteria are met', () => {
    const road = raised().give('teacher', 'propose-joint-contact', { with: 'guardian' });
    road.give('teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true });
    expect(road.owed('child-welfare-report')[0]).toMatchObject({ ownerId: PEOPLE.teacher, dueOn: null });
    expect(nextStep(road.state)?.code).toBe('make-report');
    road.give('teacher', 'report-child-welfare', REPORT);
    expect(road.owed('child-welfare-report')).toHaveLength(0);
    expect(road.refused('teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true })).toBe(
      'no-joint-contact',
    );
  });

  test('for a child who needs special support expects the assessment to begin by the 7th weekday', () => {
    const road = raised().give('teacher', 'contact-social-services', {
      ...CONTACT,
      details: { specialSupport: true },
    });
    expect(road.owed('expected-start')[0]).toMatchObject({ dueOn: '2026-11-26' });
    expect(road.owed('expected-assessment')[0]).toMatchObject({ dueOn: '2027-02-17' });
  });
});

describe('A contact without consent', () => {
  test('keeps its ground and what support is hoped for, and neither changes what follows', () => {
    const act = { ...ACT, jointly: 'no-consent-ground' } as const;
    const said = { ...act, withoutConsentGround: 'child-interest', hopedSupport: text() } as const;
    const [plain, told] = [act, said].map((it) => raised().give('teacher', 'contact-social-services', it));
    expect(told?.state.duties).toEqual(plain?.state.duties);
    expect(told?.life.log.at(-1)).toMatchObject({
      type: 'social-services-contacted',
      data: { withoutConsentGround: 'child-interest', hopedSupport: said.hopedSupport },
    });
    expect(Object.keys(plain?.life.log.at(-1)?.data ?? {})).not.toContain('withoutConsentGround');
  });

  const SAID = { measuresTried: text(), homeCooperation: text() } as const;
  const APART = { ...ACT, jointly: 'no-consent-ground', details: SAID } as const;

  test('owes its ground like the other details, and no longer once somebody says it', () => {
    const road = raised().give('teacher', 'contact-social-services', APART);
    expect(road.state.acts[0]?.groundOpen).toBe(true);
    expect(road.owed('outside-details')).toHaveLength(1);
    completed(road, { acknowledgedOn: road.today });
    expect(road.owed('outside-details')).toHaveLength(1);
    completed(road, { withoutConsentGround: 'child-interest' });
    expect(road.owed('outside-details')).toHaveLength(0);
    expect(road.state.acts[0]).not.toHaveProperty('groundOpen');
    expect(road.last).toMatchObject({ data: { details: { withoutConsentGround: 'child-interest' } } });
  });

  test('that said its ground at once owes no details for it', () => {
    const road = raised().give('teacher', 'contact-social-services', {
      ...APART,
      withoutConsentGround: 'unable-to-care',
    });
    expect(road.owed('outside-details')).toHaveLength(0);
    expect(refused(road, { withoutConsentGround: 'child-interest' })).toBe('nothing-to-complete');
  });

  test('owes no ground in a case that began before core 10, and takes none afterwards', () => {
    const road = raised();
    road.life.state = { ...road.state, core: 9 };
    road.give('teacher', 'contact-social-services', APART);
    expect(road.state.acts[0]).not.toHaveProperty('groundOpen');
    expect(road.life.log.at(-1)?.data).not.toHaveProperty('groundOpen');
    expect(road.owed('outside-details')).toHaveLength(0);
    expect(refused(road, { withoutConsentGround: 'child-interest' })).toBe('nothing-to-complete');
  });

  test('whose ground is said does not lose what else it owes', () => {
    const { details: _said, ...bare } = APART;
    const road = raised().give('teacher', 'contact-social-services', bare);
    completed(road, { withoutConsentGround: 'child-interest' });
    expect(road.owed('outside-details')).toHaveLength(1);
    completed(road, SAID);
    expect(road.owed('outside-details')).toHaveLength(0);
  });
});

describe('What support is hoped for', () => {
  test('is said of a contact later, and again when it changes, and ends no duty', () => {
    const road = raised().give('teacher', 'contact-social-services', CONTACT);
    const before = road.state.duties;
    for (let times = 0; times < 2; times += 1)
      road.give('teacher', 'complete-outside-act', { actId: 'x1', details: { hopedSupport: text(times) } });
    expect(road.last).toMatchObject({ data: { details: { hopedSupport: text(1) } } });
    expect(road.state.duties).toEqual(before);
  });

  test('is of a contact alone, and a ground of one without consent', () => {
    const report = raised().give('teacher', 'report-child-welfare', REPORT);
    expect(refused(report, { hopedSupport: text() })).toBe('nothing-to-complete');
    expect(refused(report, { withoutConsentGround: 'child-interest' })).toBe('nothing-to-complete');
    const together = raised().give('teacher', 'contact-social-services', CONTACT);
    expect(refused(together, { withoutConsentGround: 'child-interest', measuresTried: text() })).toBe(
      'nothing-to-complete',
    );
  });
});

describe('A child welfare report', () => {
  test('expects the decision by the 7th weekday and the assessment in three months, and is never our lateness', () => {
    const road = closed().give('homeroom', 'report-child-welfare', REPORT);
    expect(road.state.status).toBe('aftercare');
    expect(road.owed('expected-decision')[0]).toMatchObject({ rule: 'T-LSL26-7', dueOn: '2026-11-26' });
    expect(road.owed('expected-assessment')[0]).toMatchObject({ rule: 'T-SHL36-3m', dueOn: '2027-02-17' });
    road.until('2026-12-01 12:00');
    const asked = road.life.log.filter((event) => event.type === 'reminder-prepared');
    const templates = asked.flatMap((event) =>
      mailsOf(event, road.state, road.state, road.life.rules).map((mail) => mail.template),
    );
    expect(templates).toContain('ask-response');
  });

  test('is made again although one exists', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    road.give('curator', 'report-child-welfare', REPORT);
    expect(road.state.acts).toHaveLength(2);
  });

  test('waits for nobody: no consent, no approval, no missing field, not even an open case', () => {
    const road = closed().give('nurse', 'report-child-welfare', REPORT);
    expect(road.owed('outside-details')).toHaveLength(1);
    expect(road.owed('outside-acknowledgement')).toHaveLength(1);
    expect(road.owed('outside-follow-up')).toHaveLength(1);
  });

  test('ends its expectation with an answer, of which "we are not told" is one', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    const [expected] = road.owed('expected-decision');
    if (!expected) throw new Error('nothing expected');
    const [ours] = road.owed('discussion');
    expect(road.refused('teacher', 'record-response', { dutyId: ours?.id ?? '', response: 'done' })).toBe(
      'not-expected',
    );
    road.give('teacher', 'record-response', { dutyId: expected.id, response: 'not-told' });
    expect(road.owed('expected-decision')).toHaveLength(0);
  });

  test('expects what was assessed to be carried out within three months, and a child’s other service without delay', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    const answer = (kind: 'expected-assessment' | 'expected-decision', response: 'done' | 'other-service') =>
      road.give('teacher', 'record-response', { dutyId: road.owed(kind)[0]?.id ?? '', response });
    answer('expected-assessment', 'done');
    expect(road.owed('expected-service')[0]).toMatchObject({ rule: 'T-SHL45-3m', dueOn: '2027-02-17' });
    answer('expected-decision', 'other-service');
    expect(road.owed('expected-service')[1]).toMatchObject({ rule: 'W-SHL13', dueOn: null });
  });

  test('keeps what was printed as it was', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    road.give('teacher', 'print-form', { actId: 'x1', copy: text(7) });
    expect(road.last?.data).toEqual({ actId: 'x1', copy: text(7) });
    expect(road.refused('teacher', 'print-form', { actId: 'x9', copy: text() })).toBe('unknown-act');
  });
});

describe('A suspected offence', () => {
  const POLICE = { ...ACT, addressee: 'police', suspicion: 'life-or-health' } as const;

  test('is reported to the police, and a child welfare report is made as well', () => {
    const road = raised().give('teacher', 'report-to-police', POLICE);
    expect(road.owed('child-welfare-report')[0]).toMatchObject({ ownerId: PEOPLE.teacher });
    road.give('teacher', 'report-child-welfare', REPORT);
    expect(road.owed('child-welfare-report')).toHaveLength(0);
  });

  test('named in a report makes the police report due without delay', () => {
    const road = raised().give('teacher', 'report-child-welfare', {
      ...REPORT,
      details: { crimeSuspected: true },
    });
    expect(road.owed('police-report')).toHaveLength(1);
    road.give('teacher', 'report-to-police', POLICE);
    expect(road.owed('police-report')).toHaveLength(0);
  });
});

describe('Towards others', () => {
  test('an anticipatory report on an unborn child can be recorded', () => {
    const road = raised().give('nurse', 'report-unborn-child', ACT);
    expect(road.state.acts[0]?.kind).toBe('report-unborn-child');
  });

  test('an evident need of social care makes it due to guide to it', () => {
    const road = raised().give('curator', 'note-need', { need: 'social-services' });
    expect(road.owed('guide-to-services')[0]).toMatchObject({ rule: 'W-SHL35-guide', dueOn: null });
    road.give('curator', 'guide-to-services', { service: 'health-centre', withConsent: true });
    expect(road.owed('guide-to-services')).toHaveLength(0);
  });

  test('a need of therapy expects it to begin in 28 days, psychosocial support in a month', () => {
    const road = raised().give('curator', 'note-need', { need: 'therapy' });
    road.give('curator', 'note-need', { need: 'psychosocial-support' });
    road.give('curator', 'note-need', { need: 'primary-care' });
    expect(road.owed('expected-treatment').map(({ rule, dueOn }) => [rule, dueOn])).toEqual([
      ['T-THoL-28d', '2026-12-15'],
      ['T-SHL-terapia-1m', '2026-12-17'],
      ['T-primary-14d', '2026-12-01'],
    ]);
  });

  test('a learner of 23 is not promised what the act gives to the younger, and is not forgotten', () => {
    const expected = (adultOn: CivilDate | null) => {
      const road = raised({ discussedWith: [], family: family({ adultOn }) });
      for (const need of ['therapy', 'psychosocial-support', 'primary-care'] as const)
        road.give('curator', 'note-need', { need });
      const owed = [...road.owed('expected-treatment'), ...road.owed('expected-service')];
      return owed.map(({ rule, dueOn }) => [rule, dueOn]);
    };
    const young = [
      ['T-THoL-28d', '2026-12-15'],
      ['T-SHL-terapia-1m', '2026-12-17'],
      ['T-primary-14d', '2026-12-01'],
    ];
    // It is 17 November: 23 on that day, 23 on the next, and nobody knows.
    expect(expected(parseDate('2021-11-17'))).toEqual([
      ['W-THoL-treatment', null],
      ['W-THoL-treatment', null],
      ['T-SHL45-3m', '2027-02-17'],
    ]);
    expect(expected(parseDate('2021-11-18'))).toEqual(young);
    expect(expected(null)).toEqual(young);
  });

  test('advice from an expert is a disclosure and makes nobody a member', () => {
    const road = calledGroup().give('nurse', 'ask-advice', { role: 'school_doctor', told: text() });
    expect(road.state.annex?.disclosures[0]).toMatchObject({ ground: 'OHL-19-advice' });
    expect(road.state.members).toHaveLength(2);
    road.give('nurse', 'record-advice', { adviceId: 'v1' });
    expect(road.refused('curator', 'record-advice', { adviceId: 'v1' })).toBe('unknown-advice');
  });

  test('a disclosure names recipient, content, ground and reason', () => {
    const road = raised().give('curator', 'record-disclosure', {
      ...{ recipient: text(1), what: text(2), ground: 'authority-request', reason: text(3), way: 'document' },
    });
    expect(road.state.annex?.disclosures[0]).toMatchObject({
      ...{ ground: 'authority-request', by: { personId: actor('curator').personId, role: 'curator' } },
      ...{ recipientTextId: text(1).textId, whatTextId: text(2).textId, reasonTextId: text(3).textId },
    });
  });
});
