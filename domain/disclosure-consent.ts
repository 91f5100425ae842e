import { annexOf, type Transfer } from './annex.js';
import type { NamedConsent } from './branch-commands.js';
import { memberConsentUnder, isConsented, validityOf } from './consent.js';
import type { CaseState, Member } from './state.js';
import { agreedItems } from './transfer-consent.js';
import type { CivilDate } from './time/civil-date.js';

/**
 * Whether a consent gives what it is named for, on the day something was given by it (OHL 19, 20 §).
 *
 * 1. It was given item by item and in writing: for a member from outside, or for the data of a transfer.
 * 2. It stood on that day: answers that came later neither give nor take back what was given before them.
 * 3. On the day it was taken back, or another way lost, it stands no more.
 * 4. What ended it takes nothing back that was given before: a birthday, its last day, a question asked anew (core 9).
 */
export function stoodOn(state: CaseState, { of, id }: NamedConsent, on: CivilDate): boolean {
  if (of === 'member') return state.members.some((it) => it.id === id && memberStood(state, it, on));
  return annexOf(state).transfers.some((it) => it.id === id && transferStood(state, it, on));
}

function by<T extends { readonly on: CivilDate }>(answers: readonly T[], day: CivilDate): readonly T[] {
  return answers.filter((answer) => answer.on <= day);
}

function memberStood(state: CaseState, member: Member, on: CivilDate): boolean {
  // Of a member from outside no yes is taken without items and a signature; of another there may be neither.
  if (!member.external) return false;
  const { consent, consentOn, stood } = member;
  if (stood?.some(({ from, until }) => from <= on && on < until)) return true;
  // What ended it may be no answer: an assessment, a birthday, its last day.
  const isLost = !isConsented(consent) && (consentOn === null || consentOn <= on);
  // Before core 9 the answers were set aside with its last day: that it stood before is all that is known.
  if (consent === 'expired' && stood === undefined) return !isLost;
  const answers = by(member.answers, on);
  const until = validityOf(answers);
  return !isLost && (until === undefined || on <= until) && isConsented(memberConsentUnder(state, answers));
}

function transferStood(state: CaseState, transfer: Transfer, on: CivilDate): boolean {
  const { cancelledOn } = transfer;
  if (cancelledOn !== undefined && cancelledOn <= on) return false;
  return agreedItems(state, { ...transfer, answers: by(transfer.answers, on) }).length > 0;
}
