import { describe, expect, test } from '@jest/globals';
import type { FamilyFacts } from '../../../domain/branch-commands.js';
import {
  consentOf,
  consentUnder,
  decidesAlone,
  isAwaited,
  isConsented,
  isMember,
  validityOf,
  type FamilyAnswer,
} from '../../../domain/consent.js';
import type { PersonId } from '../../../domain/ids.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, FATHER, MOTHER, PARENT, raised } from '../branches/support.js';
import { LEARNER, PEOPLE } from '../lives/world.js';

const ON = parseDate('2026-11-17');

function said(by: PersonId, answer: FamilyAnswer['answer'], until?: string): FamilyAnswer {
  const byRole = by === LEARNER ? 'learner' : 'guardian';
  return { by, byRole, answer, way: 'signed', on: ON, ...(until ? { validUntil: parseDate(until) } : {}) };
}

const minor = (change: Partial<FamilyFacts> = {}, apart = false): CaseState =>
  raised({ family: family(change, apart) }).state;
// Made when a test asks: what runs while files are loaded no test can be told apart by (docs/operations.md, "Tests").
const together = () => minor();
const apart = () => minor({}, true);
const [mother, father] = family().guardians;
const fatherApart = () => minor({ guardians: [mother!, { ...father!, livesApart: true }] });
const prePrimary = () => minor({ prePrimary: true });
const alone = (): CaseState => ({
  ...together(),
  annex: { ...together().annex!, capacity: 'learner-alone' },
});

const yes = (by: PersonId) => said(by, 'given');
const no = (by: PersonId) => said(by, 'refused');
const part = (by: PersonId) => said(by, 'partly');

describe('Where the answers of the family leave a member', () => {
  test.each([
    ['nobody has answered', together, [], 'requested'],
    ['the learner agrees', together, [yes(LEARNER)], 'given'],
    ['the learner agrees to a part', together, [part(LEARNER)], 'partly'],
    ['one guardian limits what the other gives', together, [yes(MOTHER), part(FATHER)], 'partly'],
    ['the learner limits what a guardian gives', together, [part(LEARNER), yes(MOTHER)], 'partly'],
    ['the learner says no', together, [no(LEARNER)], 'refused'],
    ['the learner says no although a guardian agrees', together, [no(LEARNER), yes(MOTHER)], 'refused'],
    ['learner and guardian say no', together, [no(LEARNER), no(MOTHER)], 'refused'],
    ['the learner agrees, a guardian says no', together, [yes(LEARNER), no(MOTHER)], 'conflict'],
    ['one guardian agrees, the other says no', together, [yes(MOTHER), no(FATHER)], 'conflict'],
    ['one guardian agrees to a part, the other says no', together, [part(MOTHER), no(FATHER)], 'conflict'],
    ['the only guardian who answered says no', together, [no(MOTHER)], 'refused'],
    ['both guardians say no', together, [no(MOTHER), no(FATHER)], 'refused'],
    ['one of two who live together agrees', together, [yes(MOTHER)], 'given'],
    ['one of two who live apart agrees', apart, [yes(MOTHER)], 'requested'],
    ['the learner and one of two who live apart agree', apart, [yes(LEARNER), yes(MOTHER)], 'requested'],
    ['one of two agrees, and the other lives elsewhere', fatherApart, [yes(MOTHER)], 'requested'],
    ['both who live apart agree', apart, [yes(MOTHER), yes(FATHER)], 'given'],
    ['a parent who is no guardian agrees', together, [yes(PARENT)], 'requested'],
    ['a parent who is no guardian says no', together, [yes(MOTHER), no(PARENT)], 'given'],
    ['the learner agrees in pre-primary', prePrimary, [yes(LEARNER)], 'requested'],
    ['the learner says no in pre-primary, a guardian yes', prePrimary, [no(LEARNER), yes(MOTHER)], 'given'],
    ['the learner decides alone, and only a guardian answered', alone, [yes(MOTHER)], 'requested'],
    ['the learner decides alone, a guardian says no', alone, [yes(LEARNER), no(MOTHER)], 'given'],
    ['the learner takes the no back', together, [no(LEARNER), yes(LEARNER)], 'given'],
    ['the learner takes the yes back', together, [yes(LEARNER), no(LEARNER)], 'refused'],
  ] as const)('%s', (_name, state, answers, consent) => {
    expect(consentUnder(state(), answers)).toBe(consent);
  });

  test('a learner decides alone who is of age, or assessed as able to', () => {
    const { annex } = together();
    expect(decidesAlone(together())).toBe(false);
    expect(decidesAlone({ annex: { ...annex!, capacity: 'with-guardian' } })).toBe(false);
    expect(decidesAlone({ annex: { ...annex!, capacity: 'learner-alone' } })).toBe(true);
    expect(decidesAlone({ annex: { ...annex!, isAdult: true } })).toBe(true);
    expect(decidesAlone({})).toBe(false);
  });
});

describe('Under the first core', () => {
  test.each([
    ['two who agree are a yes', [yes(LEARNER), yes(MOTHER)], 'given'],
    ['one limit limits', [yes(LEARNER), part(MOTHER)], 'partly'],
    ['one no is a no, a limit or not', [part(LEARNER), no(MOTHER)], 'refused'],
    ['the latest answer of each counts', [no(MOTHER), yes(MOTHER)], 'given'],
  ] as const)('%s', (_name, answers, consent) => {
    expect(consentOf(answers)).toBe(consent);
  });
});

describe('Until when answers hold together', () => {
  test.each([
    ['no day was given', [yes(LEARNER)], undefined],
    ['one day was given', [said(LEARNER, 'given', '2027-01-10'), yes(MOTHER)], '2027-01-10'],
    [
      'the later day was given first',
      [said(MOTHER, 'given', '2027-02-01'), said(FATHER, 'partly', '2027-01-10')],
      '2027-01-10',
    ],
    [
      'a no came with a day',
      [said(MOTHER, 'refused', '2027-01-10'), said(FATHER, 'given', '2027-02-01')],
      '2027-02-01',
    ],
    ['a later answer came without a day', [said(LEARNER, 'given', '2027-01-10'), yes(LEARNER)], undefined],
  ] as const)('%s', (_name, answers, until) => {
    expect(validityOf(answers)).toBe(until);
  });
});

describe('A proposed member', () => {
  const consents = [
    ...['proposed', 'requested', 'given', 'partly', 'refused', 'conflict', 'withdrawn', 'expired'],
  ] as const satisfies readonly CaseState['members'][number]['consent'][];

  test('takes part with a consent, a limited one as well, and with nothing less', () => {
    expect(consents.filter(isConsented)).toEqual(['given', 'partly']);
  });

  test('waits for an answer until there is one', () => {
    expect(consents.filter(isAwaited)).toEqual(['proposed', 'requested']);
  });

  test('is a member by the own consent, not by somebody else’s', () => {
    const members: CaseState['members'] = (['refused', 'given'] as const).map((consent, i) => ({
      ...{ id: `m${i}`, personId: i === 0 ? PEOPLE.nurse : PEOPLE.homeroom, role: 'school_nurse' },
      ...{ side: 'county', consent, consentOn: ON, answers: [] },
    }));
    expect(isMember(members, PEOPLE.homeroom)).toBe(true);
    expect(isMember(members, PEOPLE.nurse)).toBe(false);
    expect(isMember(members, PEOPLE.teacher)).toBe(false);
    expect(isMember([], PEOPLE.nurse)).toBe(false);
  });
});
