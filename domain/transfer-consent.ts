import { annexOf, type Transfer } from './annex.js';
import type { ConsentItem } from './codes.js';
import { consentUnder, countedAnswers, isConsented, type AnsweredConsent } from './consent.js';
import type { CaseState } from './state.js';

/**
 * Where the answers of the family leave the student welfare data of a transfer (OHL 19 §, 23 §); null before the first.
 *
 * 1. It follows who may decide now: the rules of a member's consent, asked anew whenever somebody looks.
 * 2. The learner's no is a no, whatever a guardian says later.
 * 3. Unless it was noted that the learner cannot decide alone: then the guardians' answers count.
 */
export function transferConsentOf(state: CaseState, transfer: Transfer): AnsweredConsent | null {
  return transfer.answers.length === 0 ? null : consentUnder(state, deciding(state, transfer));
}

/** The data that everybody who decides agreed to; none without a consent that stands. */
export function agreedItems(state: CaseState, transfer: Transfer): readonly ConsentItem[] {
  const consent = transferConsentOf(state, transfer);
  if (consent === null || !isConsented(consent)) return [];
  const [first, ...others] = countedAnswers(state, deciding(state, transfer));
  return (first?.items ?? []).filter((item) => others.every(({ items }) => items.includes(item)));
}

function deciding(state: CaseState, { answers }: Transfer): Transfer['answers'] {
  const guardiansDecide = annexOf(state).capacity === 'with-guardian';
  return guardiansDecide ? answers.filter(({ byRole }) => byRole !== 'learner') : answers;
}
