import { noGuardianToTell } from '../annex.js';
import { anyResponsible, draft, type Decider, type Deciding } from '../decision.js';
import type { Duty } from '../duties.js';
import { limitOf } from '../limits.js';
import { DISCUSSION_ROLES, isWelfareProfessional } from '../people.js';
import { answersFor } from '../permissions.js';
import { isLate, openOffer, promiseOf } from '../preconditions.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';
import { reopenPromise } from './recounting.js';

/**
 * A time is offered. The law asks for an opportunity inside the limit: that is what is promised, kept when the
 * offered time and the offer itself lie inside it. A time after the limit needs a reason, and leaves the promise
 * open until the discussion took place.
 */
export const offerDiscussion: Decider<'offer-discussion'> = (deciding) => {
  const { state, data, on, book } = deciding;
  if (data.on < on) return refuse('offer-in-past', 'OHL 15 §');
  if (data.agreedOn !== undefined && data.agreedOn > on) return refuse('happened-in-future', 'OHL 15 §');
  if (!isForDiscussion(deciding)) return refuse('not-for-discussion', 'OHL 15 §');
  const nobodyTells = data.told === 'through-guardian' ? noGuardianToTell(state) : null;
  if (nobodyTells) return refuse(nobodyTells, 'OHL 18 §');
  const promise = promisedNow(deciding);
  const inTime = isInTime(deciding, promise);
  const pending = promise?.status === 'open';
  if (pending && !inTime && !data.latenessReason) return refuse('offer-outside-limit', 'OHL 15 §');
  if (promise && pending && inTime) book.doneAs(promise, on, true);
  if (promise && pending && !inTime && data.latenessReason) book.explain(promise, data.latenessReason);
  book.cancel(book.open('discussion-outcome'));
  book.done('next-step', on);
  const offerId = nextOfferId(state);
  book.arm('L-OUTCOME', data.on, { ...anyResponsible(state), about: { of: 'offer', id: offerId } });
  return [draft(book, 'discussion-offered', { ...data, ...besides(deciding), offerId, inTime })];
};

type Offering = Deciding<'offer-discussion'>;

/** The law promises a psychologist or a school social worker (core 4, where the posts are told). */
function isForDiscussion({ state, command, data }: Offering): boolean {
  const posts = state.core >= 4 ? command.posts?.[data.withId] : undefined;
  return posts === undefined || posts.some((role) => DISCUSSION_ROLES.has(role));
}

function isInTime({ data, on }: Offering, promise: Duty | undefined): boolean {
  return promise?.dueOn == null || (data.on <= promise.dueOn && on <= promise.dueOn);
}

/**
 * The promise as it stands once this offer is made. What kept it was a time inside the limit: when staff replace that
 * by one outside, it is owed again (core 3).
 */
function promisedNow(offering: Offering): Duty | undefined {
  const { state, rules, book } = offering;
  const promise = promiseOf(state.duties);
  const restsOn = openOffer(state);
  if (state.core < 3 || promise?.status !== 'done' || !restsOn?.inTime) return promise;
  const current = { ...promise, ...limitOf(state, promise, rules) };
  if (isInTime(offering, current)) return current;
  reopenPromise(offering, promise);
  return promiseOf(book.duties());
}

/** Never given twice; before core 3 an offer that was forgotten left its id to the next. */
function nextOfferId({ core, offers }: CaseState): string {
  const last = core >= 3 ? Math.max(0, ...offers.map(({ id }) => Number(id.slice(1)))) : offers.length;
  return `o${last + 1}`;
}

/** What an offer says since core 3: whose place it takes, and that it is recorded later than it was made. */
function besides({ state, on, today }: Offering): {
  readonly replaces?: string;
  readonly recordedOn?: CivilDate;
} {
  if (state.core < 3) return {};
  const before = openOffer(state);
  return { ...(before ? { replaces: before.id } : {}), ...(on < today ? { recordedOn: today } : {}) };
}

/**
 * What became of the agreed time. Held, not come, postponed by the learner, and not held by staff are different
 * facts: only the last one takes back that the promise was kept.
 */
export const recordDiscussion: Decider<'record-discussion'> = (deciding) => {
  const { state, data, on, today, book } = deciding;
  const offer = openOffer(state);
  if (!offer) return refuse('no-open-offer', 'OHL 15 §');
  if (offer.on > today && data.outcome === 'no-show') return refuse('meeting-not-yet-held', 'OHL 15 §');
  book.done('discussion-outcome', today);
  const promise = promiseOf(state.duties);
  if (data.outcome === 'not-held-by-staff') {
    if (promise && promise.status !== 'open') {
      if (state.core >= 3) reopenPromise(deciding, promise);
      else book.reopen(promise);
    }
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
export const declineDiscussion: Decider<'decline-discussion'> = ({ state, data, on, author, book }) => {
  // Whether it is needed is for student welfare to judge (core 4).
  if (state.core >= 4 && !isWelfareProfessional(author)) return refuse('assessor-not-entitled', 'OHL 15 §');
  const promise = promiseOf(state.duties);
  if (promise) book.cancel([promise]);
  book.cancel([...book.open('discussion-outcome'), ...book.open('next-step')]);
  book.arm('L-NEXT', on, anyResponsible(state));
  return [draft(book, 'discussion-declined', data)];
};

/** Why a limit was not kept. The original due date stays. */
export const explainLateness: Decider<'explain-lateness'> = ({ state, data, author, book }) => {
  const duty = state.duties.find((d) => d.id === data.dutyId);
  if (!duty) return refuse('unknown-duty', 'OHL 26 §');
  if (!answersFor(author.personId, state, duty)) return refuse('not-allowed', 'OHL 26 §');
  if (!isLate(duty)) return refuse('not-late', 'OHL 26 §');
  book.explain(duty, data.reason);
  return [draft(book, 'lateness-explained', data)];
};
