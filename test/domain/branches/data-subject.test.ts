import { describe, expect, test } from '@jest/globals';
import { copyPart, givenState, givesDisclosure, givesEvent, givesLook } from '../../../domain/copy-part.js';
import { copyFor, type CopyRight } from '../../../domain/data-subject.js';
import type { FamilyFacts } from '../../../domain/branch-commands.js';
import type { PersonId } from '../../../domain/ids.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { calledGroup, family, FATHER, MOTHER, PARENT, raised, type Road } from './support.js';

const ON = parseDate('2026-11-29');
const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

function asked(road: Road, personId: PersonId, facts: FamilyFacts = family(), on = ON) {
  return copyFor(road.state, personId, { family: facts, on });
}

function granted(road: Road, personId: PersonId, facts?: FamilyFacts): CopyRight {
  const right = asked(road, personId, facts);
  if (!right.ok) throw new Error(`refused: ${right.code}`);
  return right;
}

/** What a copy shows: the acts of the state, and the kinds of entries. */
function given(road: Road, personId: PersonId, facts?: FamilyFacts) {
  const part = copyPart(granted(road, personId, facts), road.life.log);
  const state = givenState(part, road.state);
  const events = road.life.log.filter((event) => givesEvent(part, event, road.state));
  return { part, state, acts: state.acts.map((it) => it.kind), types: events.map(({ type }) => type) };
}

describe('A copy of a case', () => {
  test('is for the learner and for the guardians of a minor, and for nobody else', () => {
    const road = raised();
    expect(asked(road, LEARNER)).toMatchObject({ ok: true, as: 'learner' });
    expect(asked(road, MOTHER)).toMatchObject({ ok: true, as: 'guardian' });
    expect(asked(road, PARENT)).toMatchObject({ ok: false, code: 'not-a-guardian' });
    for (const staff of [PEOPLE.curator, PEOPLE.teacher, PEOPLE.nurse])
      expect(asked(road, staff)).toMatchObject({ ok: false, code: 'not-data-subject' });
  });

  test('is refused to a guardian whom the learner has forbidden, and given to the other one', () => {
    const road = calledGroup().give('curator', 'prohibit-guardian', {
      ...{ guardianId: MOTHER, scope: 'information', grounds: text() },
    });
    expect(asked(road, MOTHER)).toEqual({ ok: false, code: 'guardian-prohibited', source: 'OHL 18 § 2' });
    const other = given(road, FATHER);
    expect(other.types).not.toContain('guardian-prohibited');
    expect(JSON.stringify(other.state)).not.toMatch(/prohibition(?!s":\[\])/);
    expect(other.state.meetings[0]?.family).not.toContain(MOTHER);
    expect(given(road, LEARNER).types).toContain('guardian-prohibited');
    road.give('curator', 'lift-prohibition', { prohibitionId: 'p1', reason: 'learner-agrees' });
    expect(given(road, MOTHER).types).not.toContain('prohibition-lifted');
  });

  test('goes by the directory of today: custody that ended, a birthday that a closed case slept through', () => {
    const road = raised();
    const gone = family({ guardians: [] });
    expect(asked(road, MOTHER, gone)).toMatchObject({ code: 'not-data-subject' });
    expect(asked(road, MOTHER, family(), parseDate('2030-01-14'))).toMatchObject({ ok: true });
    expect(asked(road, MOTHER, family(), parseDate('2030-01-15'))).toMatchObject({
      code: 'guardian-has-no-position',
    });
    expect(asked(road, MOTHER, family({ adultOn: null }))).toMatchObject({ code: 'age-unknown' });
  });

  test('is for no guardian of whoever came of age in the case, although the directory says no birthday', () => {
    const road = raised({ family: family({ adultOn: parseDate('2026-12-02') }) }).until('2026-12-03 09:00');
    const unknown = family({ adultOn: null });
    expect(asked(road, MOTHER, unknown)).toMatchObject({ code: 'guardian-has-no-position' });
    expect(granted(road, LEARNER, unknown).withheld).toEqual(['other-people']);
  });

  test('is given, or refused, with the law by which it is', () => {
    const road = raised();
    const law = (who: PersonId, facts?: FamilyFacts) => asked(road, who, facts).source;
    expect(law(LEARNER)).toBe('GDPR 15, JulkL 12 §');
    expect(law(MOTHER)).toBe('GDPR 15, LHL 4 §');
    expect(law(PARENT)).toBe('LHL 4 §');
    expect(law(PEOPLE.curator)).toBe('GDPR 15, JulkL 12 §');
    for (const adultOn of [null, parseDate('2026-11-29')])
      expect(law(MOTHER, family({ adultOn }))).toBe('Holhoustoimilaki 2 §');
    road.give('schoolCoordinator', 'void-case', { reason: 'wrong-learner', note: text() });
    expect(law(LEARNER)).toBe('GDPR 5 (1) d');
  });

  test('is made of no void case: it may be about another child', () => {
    const road = raised().give('schoolCoordinator', 'void-case', { reason: 'wrong-learner', note: text() });
    for (const who of [LEARNER, MOTHER]) expect(asked(road, who)).toMatchObject({ code: 'case-void' });
  });

  test('shows an act to whom it was told, and is silent about the others everywhere', () => {
    const road = raised()
      .give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' })
      .give('teacher', 'contact-social-services', { ...ACT, jointly: 'guardian' })
      .give('curator', 'report-to-police', { ...ACT, suspicion: 'life-or-health' })
      .give('teacher', 'print-form', { actId: 'x1', copy: text() });
    const guardian = given(road, MOTHER);
    expect(guardian.acts).toEqual(['contact-social-services']);
    for (const hidden of ['child-welfare-reported', 'police-reported', 'form-printed'])
      expect(guardian.types).not.toContain(hidden);
    expect(guardian.state.duties.filter((it) => it.about?.id === 'x1' || it.about?.id === 'x3')).toEqual([]);
    expect(guardian.state.duties.some((it) => it.about?.id === 'x2')).toBe(true);
    const shown = (id: string) => givesDisclosure(guardian.part, { id, ground: 'LSL-25' });
    expect([shown('x1'), shown('x2')]).toEqual([false, true]);
    expect(given(road, LEARNER).acts).toEqual([]);
  });

  test('tells a guardian who was told of a report nothing of the crime that is suspected with it', () => {
    const report = { ...ACT, told: 'guardian', details: { crimeSuspected: true } } as const;
    const road = raised().give('teacher', 'report-child-welfare', report);
    expect(road.owed('police-report')).toHaveLength(1);
    const { acts, state } = given(road, MOTHER);
    expect(acts).toEqual(['report-child-welfare']);
    expect(state.duties.map(({ kind }) => kind)).not.toContain('police-report');
  });

  test('is silent on what was found lawful without consent: it may be a report that is thought of', () => {
    const road = calledGroup();
    const [memberId, by] = [road.state.members[0]?.id ?? '', road.state.members[0]?.askedOf?.[0] ?? MOTHER];
    road
      .give('curator', 'withdraw-consent', {
        memberIds: [memberId],
        by,
        byRole: by === LEARNER ? 'learner' : 'guardian',
        way: 'phone',
      })
      .give('curator', 'assess-basis', { basis: 'LSL-25', note: text() });
    expect(road.owed('child-welfare-report')).toHaveLength(1);
    const { types, state } = given(road, MOTHER);
    expect(types).toContain('consent-withdrawn');
    expect(types).not.toContain('basis-assessed');
    expect(state.duties.map(({ kind }) => kind)).not.toContain('child-welfare-report');
  });

  test('of a closed case that owes only what is not told says that it is closed', () => {
    const road = raised()
      .give('curator', 'close-case', { reason: 'moved', told: [] })
      .give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' });
    expect(road.state.status).toBe('aftercare');
    expect(given(road, MOTHER).state.status).toBe('closed');
    expect(given(road, LEARNER, family({ adultOn: parseDate('2026-11-01') })).state.status).toBe('aftercare');
  });

  test('shows no look in an emergency, and to a guardian no copy that another was given', () => {
    const { part } = given(raised(), MOTHER);
    const copy = { kind: 'export', rights: [{ relation: 'data-subject' }] } as const;
    expect(givesLook(part, { kind: 'read', rights: [{ relation: 'break-glass' }] })).toBe(false);
    expect(givesLook(part, { ...copy, givenTo: { personId: LEARNER } })).toBe(false);
    expect(givesLook(part, { ...copy, givenTo: { personId: MOTHER } })).toBe(true);
  });

  test('shows a learner who is of age all acts, and who looked at their papers', () => {
    const road = raised().give('teacher', 'report-child-welfare', { ...ACT, told: 'not-told' });
    const adult = family({ adultOn: parseDate('2026-11-01') });
    const own = given(road, LEARNER, adult);
    expect(own.acts).toEqual(['report-child-welfare']);
    const look = { kind: 'print', rights: [{ relation: 'own-act' }] } as const;
    expect(givesLook(own.part, look)).toBe(true);
    expect(givesLook(given(road, MOTHER).part, look)).toBe(false);
    expect(own.part.withheld).toEqual(['other-people']);
  });

  test('tells nobody how others are reached, or whose address is protected', () => {
    const road = raised();
    for (const personId of [LEARNER, MOTHER])
      road.give('curator', 'agree-contact-ways', { personId, channels: ['phone'], never: [] });
    const { state } = given(road, LEARNER);
    expect(state.annex?.contactWays.map((it) => it.personId)).toEqual([LEARNER]);
    expect(state.annex?.family).toBeNull();
  });
});
