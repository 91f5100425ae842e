import { anyResponsible, draft, type Decider } from '../decision.js';
import { isLate, openOffer, promiseOf } from '../preconditions.js';
import { refuse } from '../refusals.js';

/**
 * A time is offered. The law asks for an opportunity inside the limit: that is what is promised, kept when the
 * offered time and the offer itself lie inside it. A time after the limit needs a reason, and leaves the promise
 * open until the discussion took place.
 */
export const offerDiscussion: Decider<'offer-discussion'> = ({ state, data, on, book }) => {
  if (data.on < on) return refuse('offer-in-past', 'OHL 15 §');
  const promise = promiseOf(state.duties);
  const inTime = promise?.dueOn == null || (data.on <= promise.dueOn && on <= promise.dueOn);
  const pending = promise?.status === 'open';
  if (pending && !inTime && !data.latenessReason) return refuse('offer-outside-limit', 'OHL 15 §');
  if (promise && pending && inTime) book.doneAs(promise, on, true);
  if (promise && pending && !inTime && data.latenessReason) book.explain(promise, data.latenessReason);
  book.cancel(book.open('discussion-outcome'));
  book.done('next-step', on);
  const offerId = `o${state.offers.length + 1}`;
  book.arm('L-OUTCOME', data.on, { ...anyResponsible(state), about: { of: 'offer', id: offerId } });
  return [draft(book, 'discussion-offered', { ...data, offerId, inTime })];
};

/**
 * What became of the agreed time. Held, not come, postponed by the learner, and not held by staff are different
 * facts: only the last one takes back that the promise was kept.
 */
export const recordDiscussion: Decider<'record-discussion'> = ({ state, data, on, today, book }) => {
  const offer = openOffer(state);
  if (!offer) return refuse('no-open-offer', 'OHL 15 §');
  if (offer.on > today && data.outcome === 'no-show') return refuse('meeting-not-yet-held', 'OHL 15 §');
  book.done('discussion-outcome', today);
  const promise = promiseOf(state.duties);
  if (data.outcome === 'not-held-by-staff') {
    if (promise && promise.status !== 'open') book.reopen(promise);
    // Whoever answers for the side by now owes it again, not whoever had kept it.
    const { ownerId, side } = anyResponsible(state);
    book.own(side, ownerId);
  } else {
    const lastDay = data.outcome === 'held' ? on : offer.on;
    if (promise?.status === 'open')
      book.doneAs(promise, on, promise.dueOn === null || lastDay <= promise.dueOn);
    book.arm('L-NEXT', on, anyResponsible(state));
  }
  return [draft(book, 'discussion-recorded', { ...data, offerId: offer.id })];
};

/** No opportunity is arranged, for a reason the law knows. Never for the learner's own request (OHL 15 §). */
export const declineDiscussion: Decider<'decline-discussion'> = ({ state, data, on, book }) => {
  const promise = promiseOf(state.duties);
  if (promise) book.cancel([promise]);
  book.cancel([...book.open('discussion-outcome'), ...book.open('next-step')]);
  book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'discussion-declined', data)];
};

/** Why a limit was not kept. The original due date stays. */
export const explainLateness: Decider<'explain-lateness'> = ({ state, data, book }) => {
  const duty = state.duties.find((d) => d.id === data.dutyId);
  if (!duty) return refuse('unknown-duty', 'OHL 26 §');
  if (!isLate(duty)) return refuse('not-late', 'OHL 26 §');
  book.explain(duty, data.reason);
  return [draft(book, 'lateness-explained', data)];
};
