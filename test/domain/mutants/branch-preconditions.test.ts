import { describe, expect, test } from '@jest/globals';
import { annexOf, type Annex } from '../../../domain/annex.js';
import type { CommandType } from '../../../domain/commands.js';
import type { Duty } from '../../../domain/duties.js';
import { asId, type PersonId, type TextId } from '../../../domain/ids.js';
import { PRECONDITIONS } from '../../../domain/preconditions.js';
import { EXPECTATIONS, type DutyKind } from '../../../domain/rules.js';
import type { CaseState, ConsentState, Member, OutsideAct } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, MOTHER, raised } from '../branches/support.js';
import { PEOPLE } from '../lives/world.js';

const CASE = raised().state;
const ON = parseDate('2026-11-17');
const BY = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;
const TEXT = asId<TextId>('00000006-0000-4000-8000-000000000001');

/** The words of a refusal, with the source that asks for it; null: nothing is against it. */
function against(type: CommandType, state: CaseState): string | null {
  const rule = PRECONDITIONS[type];
  if (!rule) throw new Error(`${type} has no precondition`);
  const refusal = rule(state);
  return refusal && `${refusal.code}, ${refusal.source}`;
}

function having(annex: Partial<Annex>): CaseState {
  return { ...CASE, annex: { ...annexOf(CASE), ...annex } };
}

/** The sample case, which owes the discussion and, besides, these. */
function owing(...besides: readonly (readonly [DutyKind, Duty['status']])[]): CaseState {
  const [first] = CASE.duties;
  if (!first) throw new Error('a concern begins a clock');
  const others = besides.map(([kind, status], n): Duty => ({ ...first, id: `d${n + 2}`, kind, status }));
  return { ...CASE, duties: [first, ...others] };
}

function asked(...consents: readonly ConsentState[]): CaseState {
  const members = consents.map((consent, n): Member => ({
    ...{ id: `m${n + 1}`, personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' },
    ...{ consent, consentOn: null, answers: [] },
  }));
  return { ...CASE, members };
}

function acted(...kinds: readonly OutsideAct['kind'][]): OutsideAct[] {
  const nothing = { measuresTried: false, homeCooperation: false } as const;
  const has = { ...nothing, acknowledgedOn: null, followUpOn: null, followedUpOn: null };
  return kinds.map((kind, n) => ({ id: `x${n + 1}`, kind, on: ON, by: PEOPLE.curator, side: 'county', has }));
}

describe('A command about something that is owed says so while it is not', () => {
  const owed = [
    ['tell-learner', 'tell-learner', 'nothing-to-tell, OHL 16 §'],
    ['assess-basis', 'lawful-basis', 'no-basis-open, OHL 19 §'],
    ['invite-by-hand', 'manual-invitation', 'no-open-meeting, OHL 14 §'],
    ['record-joint-contact', 'joint-contact', 'no-joint-contact, LSL 25 a §'],
    ['review-glass', 'glass-review', 'unknown-glass, OHL 26 §'],
  ] as const;

  test.each(owed)('%s', (type, kind, refusal) => {
    expect(against(type, owing())).toBe(refusal);
    expect(against(type, owing([kind, 'done'], [kind, 'cancelled'], ['next-step', 'open']))).toBe(refusal);
    expect(against(type, owing([kind, 'done'], [kind, 'open']))).toBeNull();
    expect(against(type, owing([kind, 'paused']))).toBeNull();
  });
});

test('A guardian is left untold only of what was reported, and while somebody waits to tell', () => {
  const type = 'leave-guardian-untold';
  const [nothing, waits] = [owing(), owing(['tell-guardian', 'open'])];
  expect(against(type, waits)).toBe('unknown-act, LSL 25 §');
  expect(against(type, { ...waits, acts: acted('contact-social-services', 'report-unborn-child') })).toBe(
    'unknown-act, LSL 25 §',
  );
  for (const kind of ['report-child-welfare', 'report-to-police'] as const) {
    const acts = acted('contact-social-services', kind);
    expect(against(type, { ...nothing, acts })).toBe('nothing-to-tell, OHL 16 §');
    expect(against(type, { ...waits, acts })).toBeNull();
  }
});

describe('A consent', () => {
  const standing = ['given', 'partly', 'requested', 'conflict'] as const;
  const none = ['proposed', 'refused', 'withdrawn', 'expired'] as const;

  test.each(standing)('that is %s can be taken back', (consent) => {
    expect(against('withdraw-consent', asked('refused', consent))).toBeNull();
  });

  test.each(none)('that is %s is none to be taken back', (consent) => {
    expect(against('withdraw-consent', asked(consent))).toBe('consent-not-standing, OHL 19 §');
  });

  test('is settled where guardians differ, and nowhere else', () => {
    const others = [...none, 'given', 'partly', 'requested'] as const;
    expect(against('settle-conflict', asked(...others))).toBe('no-conflict, OHL 19 §');
    expect(against('settle-conflict', asked('given', 'conflict'))).toBeNull();
  });
});

describe.each(['note-capacity', 'prohibit-guardian'] as const)("A minor's will: %s", (type) => {
  test('is assessed of a minor in basic education, whatever is known of the family', () => {
    expect(against(type, CASE)).toBeNull();
    expect(against(type, having({ family: null }))).toBeNull();
    const { annex: _none, ...before } = CASE;
    expect(against(type, before)).toBeNull();
  });

  test('is not assessed of who is of age, nor in pre-primary education', () => {
    expect(against(type, having({ isAdult: true }))).toBe('guardian-has-no-position, OHL 18 §');
    expect(against(type, having({ family: family({ prePrimary: true }) }))).toBe(
      'guardian-decides, OHL 19 §',
    );
  });
});

describe('A command about one of several things finds one that is not ended', () => {
  const prohibition = (liftedOn: typeof ON | null) => ({
    ...{ id: 'p1', guardianId: MOTHER, scope: 'information', by: BY, on: ON, liftedOn },
  });
  const transfer = (acceptedOn: typeof ON | null) => ({
    ...{ id: 't1', kind: 'school', movesOn: ON, toUnitId: null, teachingSentOn: null, answers: [] },
    ...{ welfareSentOn: null, acceptedOn },
  });
  const advice = (answeredOn: typeof ON | null) => ({ id: 'a1', role: 'curator', askedOn: ON, answeredOn });
  const turn = (endedOn: typeof ON | null) => ({
    id: 'u1',
    kind: 'exclusion',
    from: ON,
    until: null,
    endedOn,
  });
  const step = (doneOn: typeof ON | null) => ({
    ...{ id: 's1', on: ON, ownerId: PEOPLE.teacher, textId: TEXT, doneOn },
  });
  const rows = [
    ['lift-prohibition', 'prohibitions', prohibition, 'unknown-prohibition, OHL 18 §'],
    ['confirm-prohibition', 'prohibitions', prohibition, 'unknown-prohibition, OHL 18 §'],
    ['record-transfer-consent', 'transfers', transfer, 'unknown-transfer, OHL 23 §'],
    ['send-package', 'transfers', transfer, 'unknown-transfer, OHL 23 §'],
    ['confirm-transfer', 'transfers', transfer, 'unknown-transfer, OHL 23 §'],
    ['cancel-transfer', 'transfers', transfer, 'unknown-transfer, OHL 23 §'],
    ['record-advice', 'advice', advice, 'unknown-advice, OHL 19 §'],
    ['end-turn', 'turns', turn, 'unknown-turn, POL 36 §'],
    ['complete-return-step', 'returnSteps', step, 'unknown-step, S001'],
  ] as const;

  test.each(rows)('%s, of %s', (type, list, one, refusal) => {
    expect(against(type, having({ [list]: [] }))).toBe(refusal);
    expect(against(type, having({ [list]: [one(ON), one(ON)] }))).toBe(refusal);
    expect(against(type, having({ [list]: [one(ON), one(null)] }))).toBeNull();
  });
});

describe('A report', () => {
  const entry = (textId: TextId | null): Annex['entries'][number] => ({
    ...{
      id: 'e1',
      part: 'assessments',
      on: ON,
      by: BY,
      textId,
      reference: textId ? null : 'W-1',
      meetingId: null,
    },
    ...{ corrects: null, publishedTo: [] },
  });
  const written = (...texts: readonly (TextId | null)[]) => having({ entries: texts.map(entry) });

  test('is corrected where its words live here', () => {
    expect(against('correct-entry', written())).toBe('unknown-entry, OHL 20 §');
    expect(against('correct-entry', written(null))).toBe('unknown-entry, OHL 20 §');
    expect(against('correct-entry', written(null, TEXT))).toBeNull();
  });

  test('is published once there is something in it, here or elsewhere', () => {
    expect(against('publish-entries', written())).toBe('unknown-entry, OHL 20 §');
    expect(against('publish-entries', written(null))).toBeNull();
  });

  test('to the outside is printed once there is one', () => {
    expect(against('print-form', CASE)).toBe('unknown-act, LSL 25 §');
    expect(against('print-form', { ...CASE, acts: acted('report-to-police') })).toBeNull();
  });
});

describe('What the other side owes', () => {
  test('is answered while it is expected, and by no other promise', () => {
    const refusal = 'not-expected, LSL 26 §';
    expect(against('record-response', owing(['next-step', 'open'], ['outside-details', 'open']))).toBe(
      refusal,
    );
    for (const kind of EXPECTATIONS) {
      expect(against('record-response', owing([kind, 'done']))).toBe(refusal);
      expect(against('record-response', owing([kind, 'open']))).toBeNull();
    }
  });
});

test('Only the two employers of one case have another side to contact', () => {
  const { county, school } = CASE.responsible as Record<'county' | 'school', PersonId>;
  expect(against('contact-other-side', CASE)).toBeNull();
  for (const responsible of [{ county }, { school }, {}])
    expect(against('contact-other-side', { ...CASE, responsible })).toBe('side-not-party, S001');
});

test('A clock goes on that stands still, and no other', () => {
  expect(against('resume-duty', owing(['action', 'done'], ['action', 'cancelled']))).toBe(
    'not-paused, local policy',
  );
  expect(against('resume-duty', owing(['action', 'paused']))).toBeNull();
});

test('A joint contact is recorded after the closing too, but before core 3 ended with the case', () => {
  const open = owing(['joint-contact', 'open']);
  const aftercare = { ...open, status: 'aftercare' } as const;
  expect(against('record-joint-contact', { ...open, core: 2 })).toBeNull();
  expect(against('record-joint-contact', { ...aftercare, core: 2 })).toBe('case-not-open, LSL 25 a §');
  expect(against('record-joint-contact', { ...aftercare, core: 3 })).toBeNull();
});
