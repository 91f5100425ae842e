import { describe, expect, test } from '@jest/globals';
import type { AskChannel } from '../../../domain/codes.js';
import { stillTrue } from '../../../domain/mails.js';
import type { EventData } from '../../../domain/events.js';
import type { PersonId } from '../../../domain/ids.js';
import type { Side } from '../../../domain/people.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { ask, concern, family, FATHER, MOTHER, raised, withGroup } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { CASE, CURATOR, happened, mails, NOW, toWhom } from './happened.js';

const BY_TEACHER = { personId: PEOPLE.teacher, role: 'class_teacher', side: 'school' } as const;

describe('Whoever becomes responsible is told so', () => {
  const told = (side: Side, personId: PersonId) => ({
    ...{ template: 'responsible-now', to: { personId }, notBefore: NOW, data: {} },
    still: { kind: 'responsible', side, personId },
  });

  test('at the school when a concern is raised, by somebody else', () => {
    const data = { ...concern(), topic: CASE.topic, core: CASE.core, rulesId: CASE.rulesId };
    expect(mails(happened('concern-raised', data), CASE, null)).toEqual([told('school', PEOPLE.teacher)]);
    expect(mails(happened('concern-raised', data, { by: BY_TEACHER }), CASE, null)).toEqual([]);
    expect(
      mails(happened('concern-raised', data), { ...CASE, responsible: { county: PEOPLE.curator } }),
    ).toEqual([]);
  });

  test('when a side becomes party, and when somebody is put in place of another', () => {
    const joined = { side: 'school', responsibleId: PEOPLE.teacher, ground: 'learner-agrees' } as const;
    const put = { side: 'county', toId: PEOPLE.curator, reason: 'left' } as const;
    expect(mails(happened('side-joined', joined))).toEqual([told('school', PEOPLE.teacher)]);
    expect(mails(happened('responsible-reassigned', put))).toEqual([]);
    expect(mails(happened('responsible-reassigned', put, { by: BY_TEACHER }))).toEqual([
      told('county', PEOPLE.curator),
    ]);
  });

  test('is told no more once somebody else is, on that side', () => {
    const { still } = told('county', PEOPLE.curator);
    const holds = (side: Side, personId: PersonId) =>
      stillTrue({ kind: 'responsible', side, personId }, CASE);
    expect(still.kind).toBe('responsible');
    expect([holds('county', PEOPLE.curator), holds('school', PEOPLE.teacher)]).toEqual([true, true]);
    expect([holds('county', PEOPLE.teacher), holds('school', PEOPLE.curator)]).toEqual([false, false]);
  });
});

describe('A hand-over', () => {
  const taken: CaseState = { ...CASE, responsible: { ...CASE.responsible, county: PEOPLE.colleague } };
  const offered = raised().give('curator', 'offer-handover', {
    ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
  }).state;
  const by = { personId: PEOPLE.colleague, role: 'psychologist', side: 'county' } as const;
  const toCurator = (template: string) => ({
    ...{ template, to: { personId: PEOPLE.curator }, notBefore: NOW, still: { kind: 'case' }, data: {} },
  });

  test('that was taken on is told to whoever was responsible until then', () => {
    const event = happened('handover-accepted', { side: 'county', toId: PEOPLE.colleague }, { by });
    expect(mails(event, taken, offered)).toEqual([toCurator('handover-accepted')]);
    expect(mails(event, taken, null)).toEqual([]);
    expect(mails({ ...event, by: CURATOR }, taken, offered)).toEqual([]);
  });

  test('that was not taken on is told to whoever offered it', () => {
    const event = happened('handover-refused', { side: 'county', reason: 'no-capacity' }, { by });
    expect(mails(event, offered, offered)).toEqual([toCurator('handover-refused')]);
    expect(mails(event, CASE, CASE)).toEqual([]);
    expect(mails(event, CASE, null)).toEqual([]);
  });

  test('that nobody answered is told to both: who is responsible now, and who was', () => {
    const time = { personId: null, role: 'system', side: null } as const;
    const event = happened('handover-expired', { side: 'county', toId: PEOPLE.colleague }, { by: time });
    expect(mails(event, taken, offered)).toEqual([
      {
        ...{ template: 'responsible-now', to: { personId: PEOPLE.colleague }, notBefore: NOW, data: {} },
        still: { kind: 'responsible', side: 'county', personId: PEOPLE.colleague },
      },
      toCurator('handover-expired'),
    ]);
    expect(mails(event, taken, taken)).toEqual([]);
    expect(toWhom(mails(event, taken, null))).toEqual([['responsible-now', PEOPLE.colleague]]);
  });
});

describe('A question by link', () => {
  const question = (channel: AskChannel) => ({
    ...{ memberIds: ['m1', 'm2'], askedOf: [MOTHER, FATHER], told: 'message' as const },
    asking: {
      ...{ channel, textVersion: 'fi-1', answerBy: parseDate('2026-12-01') },
      asked: [
        { personId: MOTHER, language: 'fi', linkId: 'l1' },
        { personId: FATHER, language: 'fi' },
      ],
    },
  });
  const asked = (channel: AskChannel) =>
    mails(happened('consent-requested', question(channel)), withGroup().state);

  test('goes to each who has a link, as a mail or as a text message', () => {
    const mail = (by: object) => ({
      ...{ template: 'consent-request', to: { personId: MOTHER }, notBefore: NOW },
      still: { kind: 'asked', memberIds: ['m1', 'm2'], personId: MOTHER },
      data: { dueOn: '2026-12-01', linkId: 'l1', ...by },
    });
    expect(asked('e-mail')).toEqual([mail({})]);
    expect(asked('text')).toEqual([mail({ by: 'text' })]);
  });

  test('is none by any other way, nor by word of mouth', () => {
    for (const channel of ['wilma', 'letter', 'phone'] as const) expect(asked(channel)).toEqual([]);
    const { asking: _none, ...byMouth } = question('e-mail');
    expect(mails(happened('consent-requested', byMouth), CASE)).toEqual([]);
  });

  test('is still asked of who was asked, has part and decides, and may be reached', () => {
    const { state } = ask(withGroup(), [LEARNER, MOTHER]);
    const holds = (personId: PersonId, of: CaseState = state, memberIds: readonly string[] = ['m1']) =>
      stillTrue({ kind: 'asked', memberIds, personId }, of);
    const known = (change: Partial<NonNullable<CaseState['annex']>>): CaseState => {
      const { annex } = state;
      return annex ? { ...state, annex: { ...annex, ...change } } : state;
    };
    expect([holds(LEARNER), holds(MOTHER), holds(FATHER)]).toEqual([true, true, false]);
    expect([holds(MOTHER, state, ['m7']), holds(MOTHER, state, ['m7', 'm2'])]).toEqual([false, true]);
    const answered = state.members.map((it) => ({ ...it, consent: 'given' }) as const);
    expect(holds(MOTHER, { ...state, members: answered })).toBe(false);
    const alone = known({ capacity: 'learner-alone' });
    expect([holds(LEARNER, alone), holds(MOTHER, alone)]).toEqual([true, false]);
    const parent = { position: 'parent-not-guardian', livesApart: true, addressProtected: false } as const;
    const stranger = known({ family: family({ guardians: [{ personId: MOTHER, ...parent }] }) });
    expect([holds(LEARNER, stranger), holds(MOTHER, stranger)]).toEqual([true, false]);
    expect(holds(MOTHER, known({ family: family({ addressProtected: true }) }))).toBe(false);
    expect(holds(MOTHER, withGroup().state)).toBe(false);
    const nobody = state.members.map(({ askedOf: _nobody, ...it }) => it);
    expect(holds(MOTHER, { ...state, members: nobody })).toBe(false);
  });
});

describe('An emergency opening', () => {
  const broken: EventData['glass-broken'] = {
    ...{ glassId: 'g1', side: 'county', until: NOW, reasonCode: 'immediate-danger', reason: text() },
    ...{ reviewerId: PEOPLE.countySupervisor, reviewerSide: 'county' },
  };

  test('is told to the responsible person of each side that is party, but for who did it', () => {
    const mail = (side: Side, personId: PersonId) => ({
      ...{ template: 'glass-broken', to: { personId }, notBefore: NOW, data: {} },
      still: { kind: 'responsible', side, personId },
    });
    const system = { personId: null, role: 'system', side: null } as const;
    expect(mails(happened('glass-broken', broken, { by: system }))).toEqual([
      mail('school', PEOPLE.teacher),
      mail('county', PEOPLE.curator),
    ]);
    expect(mails(happened('glass-broken', broken))).toEqual([mail('school', PEOPLE.teacher)]);
    const alone = { ...CASE, responsible: { county: PEOPLE.curator } };
    expect(mails(happened('glass-broken', broken), alone)).toEqual([]);
  });
});
