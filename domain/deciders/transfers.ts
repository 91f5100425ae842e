import { annexOf, leftSchool, noPartOf, type Transfer } from '../annex.js';
import { decidesAlone, isConsented } from '../consent.js';
import { draft, responsibleFor, type Decider } from '../decision.js';
import { answersFor } from '../permissions.js';
import { refuse } from '../refusals.js';
import { wrongRole } from './asking.js';
import type { CaseState } from '../state.js';
import { awaitsReceiver, isUnderWay } from '../transfer-standing.js';
import { transferConsentOf } from '../transfer-consent.js';

function openTransfer(state: CaseState, id: string): Transfer | undefined {
  return annexOf(state).transfers.find((it) => it.id === id && isUnderWay(it));
}

/**
 * The learner moves to another school, level or provider. Two packages: what teaching needs goes without consent and
 * without delay (POL 40 §); student welfare data goes by consent, item by item (OHL 23 §).
 */
export const planTransfer: Decider<'plan-transfer'> = ({ state, data, on, author, book }) => {
  const transferId = `r${annexOf(state).transfers.length + 1}`;
  const about = { of: 'transfer', id: transferId } as const;
  book.arm('W-POL40-teaching', on, { ...responsibleFor(state, author), about });
  book.done('next-step', on);
  return [draft(book, 'transfer-planned', { ...data, transferId })];
};

/** An answer about the student welfare data is recorded, whoever of the family gives it; which counts is asked at sending. */
export const recordTransferConsent: Decider<'record-transfer-consent'> = ({ state, data, book }) => {
  const transfer = openTransfer(state, data.transferId);
  if (!transfer) return refuse('unknown-transfer', 'OHL 23 §');
  if (transfer.welfareSentOn !== null) return refuse('already-sent', 'OHL 23 §');
  const wrong = state.core >= 5 ? wrongRole(state, data) : null;
  if (wrong) return wrong;
  if (data.byRole !== 'learner') {
    const noPart = noPartOf(state, data.by);
    if (noPart) return refuse(noPart, 'OHL 18 §');
    if (decidesAlone(state)) return refuse('learner-decides', 'OHL 18 §');
  } else if (annexOf(state).family?.prePrimary) return refuse('guardian-decides', 'OHL 19 §');
  if (data.answer !== 'refused' && data.items.length === 0) return refuse('items-missing', 'OHL 23 §');
  return [draft(book, 'transfer-consent-recorded', data)];
};

/**
 * A package goes. The welfare part is impossible without a consent that stands now: a guardian's ends with the
 * guardian's part (OHL 18 §). Then the sender stays until it is accepted.
 */
export const sendPackage: Decider<'send-package'> = ({ state, data, on, author, book }) => {
  const transfer = openTransfer(state, data.transferId);
  if (!transfer) return refuse('unknown-transfer', 'OHL 23 §');
  const about = { of: 'transfer', id: transfer.id } as const;
  if (data.package === 'teaching') {
    if (transfer.teachingSentOn !== null) return refuse('already-sent', 'POL 40 §');
    book.done('teaching-data', on, transfer.id);
  } else {
    if (transfer.welfareSentOn !== null) return refuse('already-sent', 'OHL 23 §');
    // Whoever owes the teaching data sends that.
    if (!answersFor(author.personId, state, undefined)) return refuse('not-allowed', 'OHL 23 §');
    const consent = transferConsentOf(state, transfer);
    if (consent === null || !isConsented(consent)) return refuse('transfer-consent-missing', 'OHL 23 §');
    book.arm('L-TRANSFER', on, { ...responsibleFor(state, author), about });
  }
  return [draft(book, 'package-sent', data)];
};

/** The receiver has taken over (accompanied transfer, S001). */
export const confirmTransfer: Decider<'confirm-transfer'> = ({ state, data, on, book }) => {
  const transfer = openTransfer(state, data.transferId);
  if (!transfer || transfer.welfareSentOn === null) return refuse('unknown-transfer', 'S001');
  book.done('transfer-answer', on, transfer.id);
  return [draft(book, 'transfer-confirmed', data)];
};

/**
 * A planned transfer is called off.
 *
 * 1. The learner does not move: nothing of it is owed any more, whatever was sent before.
 * 2. The receiver does not take over: only where that is awaited. Whoever is responsible goes on being so here (S001). If
 *    the learner moves all the same, the new school still needs what teaching needs (POL 40 §): that goes first.
 * 3. What was answered and sent stays in the record; nothing more is sent by it. Another transfer can be planned: it is
 *    the next step where the learner has left this school by the directory.
 */
export const cancelTransfer: Decider<'cancel-transfer'> = ({ state, data, on, author, book }) => {
  const transfer = openTransfer(state, data.transferId);
  if (!transfer) return refuse('unknown-transfer', 'OHL 23 §');
  const teaching = book.open('teaching-data', transfer.id);
  if (data.reason === 'not-taken-over') {
    if (!awaitsReceiver(transfer)) return refuse('not-expected', 'S001');
    if (teaching.length > 0) return refuse('teaching-data-owed', 'POL 40 §');
  }
  book.cancel([...teaching, ...book.open('transfer-answer', transfer.id)]);
  const others = annexOf(state).transfers.some((it) => it.id !== transfer.id && isUnderWay(it));
  const asksNext = state.status === 'open' && leftSchool(state) && !others;
  if (asksNext && book.open('next-step').length === 0) book.arm('L-NEXT', on, responsibleFor(state, author));
  return [draft(book, 'transfer-cancelled', data)];
};
