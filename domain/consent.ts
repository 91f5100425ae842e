import { annexOf, awaitedGuardians, guardiansOf, noPartOf } from './annex.js';
import type { ConsentItem } from './codes.js';
import type { ConsentAnswer } from './commands.js';
import type { CaseState, ConsentState, Member } from './state.js';
import type { CivilDate } from './time/civil-date.js';

export type { ConsentAnswer } from './commands.js';
export type FamilyAnswer = Member['answers'][number];

/** Core 1: the latest answer of each person counts, one refusal among them is a refusal, one limit limits. */
export function consentOf(answers: readonly FamilyAnswer[]): ConsentAnswer {
  const latest = new Map(answers.map((a) => [a.by, a.answer]));
  return verdict([...latest.values()]);
}

function verdict(given: readonly ConsentAnswer[]): ConsentAnswer {
  if (given.includes('refused')) return 'refused';
  return given.includes('partly') ? 'partly' : 'given';
}

/** Where answers can leave what was asked. */
export type AnsweredConsent = Extract<ConsentState, 'requested' | 'conflict'> | ConsentAnswer;

/** What of an answer tells whether and how it counts. */
type Said = Pick<FamilyAnswer, 'by' | 'byRole' | 'answer'>;

/** Whether an answer of this person counts in this case now (OHL 18, 19 §; pre-primary; age; prohibition). */
function counts(state: CaseState, answer: Said): boolean {
  if (answer.byRole === 'learner') return annexOf(state).family?.prePrimary !== true;
  return !decidesAlone(state) && noPartOf(state, answer.by) === null;
}

/** The learner decides alone: of age, or assessed as able to (OHL 18 §). */
export function decidesAlone(state: Pick<CaseState, 'annex'>): boolean {
  const { isAdult, capacity } = annexOf(state);
  return isAdult || capacity === 'learner-alone';
}

/** The latest answer of each person that counts now. */
export function countedAnswers<T extends Said>(state: CaseState, answers: readonly T[]): readonly T[] {
  return [...new Map(answers.map((a) => [a.by, a])).values()].filter((a) => counts(state, a));
}

/**
 * Where the answers of the family leave a member (OHL 19 §).
 *
 * 1. The latest answer of each person counts, if that person has part in the case and decides in it.
 * 2. The learner's no is a no.
 * 3. Guardians who differ, or a guardian who refuses what the learner wants, are a conflict: no access until settled.
 * 4. Guardians who live apart are both heard before it is a yes, but for one without whom the case goes on (LHL 5 §).
 * 5. Where the learner was found not to decide alone, their yes is none before a guardian's (core 3).
 */
export function consentUnder(state: CaseState, answers: readonly Said[]): AnsweredConsent {
  const counted = countedAnswers(state, answers);
  const learner = counted.filter((a) => a.byRole === 'learner').map((a) => a.answer);
  const family = counted.filter((a) => a.byRole !== 'learner').map((a) => a.answer);
  if (counted.length === 0 || (decidesAlone(state) && learner.length === 0)) return 'requested';
  if (learner.includes('refused')) return 'refused';
  if (family.includes('refused')) {
    const somebodyAgrees = learner.length > 0 || family.some((answer) => answer !== 'refused');
    return somebodyAgrees ? 'conflict' : 'refused';
  }
  if (!decidesAlone(state) && waitsForGuardian(state, counted)) return 'requested';
  if (waitsForAnyGuardian(state, family)) return 'requested';
  return verdict([...learner, ...family]);
}

function waitsForGuardian(state: CaseState, counted: readonly Said[]): boolean {
  if (!guardiansOf(state).some((it) => it.livesApart)) return false;
  return awaitedGuardians(state).some((it) => !counted.some((answer) => answer.by === it.personId));
}

/** A guardian decides with the learner, and none has spoken yet. Who is not there is not waited for. */
function waitsForAnyGuardian(state: CaseState, heard: readonly ConsentAnswer[]): boolean {
  const { capacity, family } = annexOf(state);
  if (state.core < 3 || capacity !== 'with-guardian' || decidesAlone(state)) return false;
  return heard.length === 0 && (family === null || guardiansOf(state).length > 0);
}

/**
 * Where the answers leave a member of whom items were asked: those who agree to nothing that is the same do not agree
 * (core 7: before, answers carry no items).
 */
export function memberConsentUnder(
  state: CaseState,
  answers: readonly (Said & Pick<FamilyAnswer, 'items'>)[],
): AnsweredConsent {
  const consent = consentUnder(state, answers);
  const chosen = itemsOf(countedAnswers(state, answers));
  return isConsented(consent) && chosen !== null && chosen.length === 0 ? 'conflict' : consent;
}

/** What is in all of these answers that say items; null where none does. */
function itemsOf(answers: readonly Pick<FamilyAnswer, 'items'>[]): readonly ConsentItem[] | null {
  const lists = answers.flatMap(({ items }) => (items === undefined ? [] : [items]));
  const [first, ...others] = lists;
  return first === undefined ? null : first.filter((item) => others.every((items) => items.includes(item)));
}

/** What may be told to a member: what everybody who decides agreed to; undefined where nothing was said item by item. */
export function agreedItemsOf(state: CaseState, member: Member): readonly ConsentItem[] | undefined {
  const chosen = itemsOf(countedAnswers(state, member.answers)) ?? member.items;
  return chosen === undefined || isConsented(member.consent) ? chosen : [];
}

/** The first day of the consent that these answers leave standing; null where they leave none. */
export function standingSince(state: CaseState, answers: readonly FamilyAnswer[]): CivilDate | null {
  let since: CivilDate | null = null;
  for (const day of answers.map(({ on }) => on).toSorted()) {
    const stands = isConsented(
      memberConsentUnder(
        state,
        answers.filter(({ on }) => on <= day),
      ),
    );
    since = stands ? (since ?? day) : null;
  }
  return since;
}

/** Until when the answers hold together: as long as the first that runs out; undefined without such a day. */
export function validityOf(answers: readonly FamilyAnswer[]): CivilDate | undefined {
  const latest = [...new Map(answers.map((a) => [a.by, a])).values()];
  const days = latest.flatMap((a) => (a.answer === 'refused' || !a.validUntil ? [] : [a.validUntil]));
  return days.toSorted()[0];
}

/** Members whose presence and sight are agreed to. */
export function isConsented(consent: ConsentState): consent is Exclude<ConsentAnswer, 'refused'> {
  return consent === 'given' || consent === 'partly';
}

/** Members who wait for an answer. */
export function isAwaited(consent: ConsentState): boolean {
  return consent === 'proposed' || consent === 'requested';
}

/** True when this person is a member by consent now. */
export function isMember(members: readonly Member[], personId: string): boolean {
  return members.some((m) => m.personId === personId && isConsented(m.consent));
}
