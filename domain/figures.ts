import type { Duty } from './duties.js';
import type { Offer } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import { dayThatCounts, isRecordedLate, type Recording, type Written } from './written.js';

/*
 * Figures that cannot be gamed:
 *
 * 1. Facts that mean different things are never added together, and what looks better stands beside what shows whether
 *    it was.
 * 2. What was late stays in the figures when its case is closed, declined or voided: no ending takes a lateness away.
 * 3. A day that was written down long afterwards makes nothing timely: it stands apart.
 * 4. All days are compared with the promise as it stands now, corrected days included.
 */

/** How a request came to its end before anybody was met; `closed`: with its case, without a ground for declining. */
export interface AskedEnd extends Written {
  readonly as: 'declined' | 'closed' | 'voided';
}

/** A time that was offered. */
export interface AskedOffer extends Pick<Offer, 'on' | 'offeredOn' | 'outcome' | 'outcomeOn'> {
  /** The days it and its outcome were recorded. */
  readonly recordedOn: CivilDate;
  readonly outcomeRecordedOn: CivilDate | null;
}

/** An opportunity to talk that was asked for (OHL 15 §), and what came of it. */
export interface Asked {
  readonly promise: Pick<Duty, 'dueOn'>;
  readonly offers: readonly AskedOffer[];
  /** Null: the case is open, and the request was not declined. */
  readonly end: AskedEnd | null;
}

export interface InTimeOrLate {
  readonly inTime: number;
  readonly late: number;
}

export interface DiscussionFigures {
  /** Those of void cases were none: they are in `voided` and nowhere else. */
  readonly asked: number;
  /**
   * By the first time that was offered: a later, better one does not mend it, and one that staff replaced by a time
   * after the limit was none.
   */
  readonly offered: InTimeOrLate;
  /** Offered in time by what was written down long afterwards: neither of the two. */
  readonly offeredRecordedLate: number;
  /** By the day on which the learner was met. */
  readonly held: InTimeOrLate;
  /** Held in time by what was written down long afterwards: neither of the two. */
  readonly heldRecordedLate: number;
  readonly noShow: number;
  readonly postponedByLearner: number;
  readonly notHeldByStaff: number;
  /** How many of these three were written down long afterwards. */
  readonly notHeldRecordedLate: number;
  /** Lawfully not arranged; `late`: the limit had passed by then. */
  readonly declined: InTimeOrLate;
  /** The case ended and nobody had met the learner; `late`: the limit had passed by then. */
  readonly ended: InTimeOrLate;
  /** Opened by mistake; `late`: the limit had passed by then, or the learner was met after it. */
  readonly voided: InTimeOrLate;
  /** Open cases in which nobody has met the learner yet. */
  readonly waiting: InTimeOrLate;
}

function split(flags: readonly (boolean | null)[]): InTimeOrLate {
  return {
    inTime: flags.filter((it) => it === true).length,
    late: flags.filter((it) => it === false).length,
  };
}

function isWithin(day: CivilDate, { promise }: Asked): boolean {
  return promise.dueOn === null || day <= promise.dueOn;
}

function heldOffer({ offers }: Asked): AskedOffer | undefined {
  return offers.find((offer) => offer.outcome === 'held');
}

/** Whether the learner was met inside the limit; null: not met. */
function metInTime(asked: Asked): boolean | null {
  const met = heldOffer(asked);
  return met === undefined || met.outcomeOn === null ? null : isWithin(met.outcomeOn, asked);
}

/** The first time that was offered, and those that took its place one after the other before anybody came. */
function firstOffered({ offers }: Asked): readonly AskedOffer[] {
  const stood = offers.findIndex((offer) => offer.outcome !== 'replaced');
  return stood < 0 ? offers : offers.slice(0, stood + 1);
}

/** The offer and the time it is for lie inside the limit as it stands: what was true when it was made may not be now. */
function isOfferedInTime(asked: Asked): boolean {
  return firstOffered(asked).every((offer) => isWithin(offer.on, asked) && isWithin(offer.offeredOn, asked));
}

function isOfferRecordedLate(asked: Asked, by: Recording): boolean {
  return firstOffered(asked).some(({ offeredOn, recordedOn }) =>
    isRecordedLate({ happenedOn: offeredOn, recordedOn }, by),
  );
}

function isOutcomeRecordedLate({ outcomeOn, outcomeRecordedOn }: AskedOffer, by: Recording): boolean {
  if (outcomeOn === null || outcomeRecordedOn === null) return false;
  return isRecordedLate({ happenedOn: outcomeOn, recordedOn: outcomeRecordedOn }, by);
}

/** Whether a request ended before its limit had passed. */
function endedInTime(asked: Asked, end: AskedEnd, by: Recording): boolean {
  return isWithin(dayThatCounts(end, by), asked);
}

function endFigures(
  all: readonly Asked[],
  by: Recording,
): Pick<DiscussionFigures, 'declined' | 'ended' | 'voided'> {
  const of = (as: AskedEnd['as'], inTime: (asked: Asked, end: AskedEnd) => boolean | null) =>
    split(all.map((it) => (it.end?.as === as ? inTime(it, it.end) : null)));
  const unmet = (asked: Asked, end: AskedEnd) =>
    metInTime(asked) === null ? endedInTime(asked, end, by) : null;
  return {
    declined: of('declined', unmet),
    ended: of('closed', unmet),
    voided: of('voided', (asked, end) => metInTime(asked) ?? endedInTime(asked, end, by)),
  };
}

function offerFigures(
  all: readonly Asked[],
  by: Recording,
): Pick<DiscussionFigures, 'offered' | 'offeredRecordedLate'> {
  const first = all.filter(({ offers }) => offers.length > 0);
  const inTime = first.filter(isOfferedInTime);
  const apart = inTime.filter((it) => isOfferRecordedLate(it, by)).length;
  return {
    offered: { inTime: inTime.length - apart, late: first.length - inTime.length },
    offeredRecordedLate: apart,
  };
}

function heldFigures(
  all: readonly Asked[],
  by: Recording,
): Pick<DiscussionFigures, 'held' | 'heldRecordedLate'> {
  const { inTime, late } = split(all.map(metInTime));
  const apart = all.filter((it) => {
    const met = heldOffer(it);
    return met !== undefined && metInTime(it) === true && isOutcomeRecordedLate(met, by);
  }).length;
  return { held: { inTime: inTime - apart, late }, heldRecordedLate: apart };
}

const NOT_HELD = ['no-show', 'postponed-by-learner', 'not-held-by-staff'] as const;

/**
 * Opportunities to talk: offered in time and held in time side by side; a no-show and the learner's own postponement
 * are counted as such and are neither lateness nor a promise kept.
 *
 * @param by what was recorded later than it says stands apart
 */
export function discussionFigures(all: readonly Asked[], today: CivilDate, by: Recording): DiscussionFigures {
  const asked = all.filter(({ end }) => end?.as !== 'voided');
  const offers = asked.flatMap((it) => it.offers);
  const notHeld = offers.filter(({ outcome }) => NOT_HELD.some((it) => it === outcome));
  const count = (outcome: (typeof NOT_HELD)[number]) => notHeld.filter((it) => it.outcome === outcome).length;
  const waiting = asked.filter((it) => it.end === null && metInTime(it) === null);
  return {
    asked: asked.length,
    ...offerFigures(asked, by),
    ...heldFigures(asked, by),
    noShow: count('no-show'),
    postponedByLearner: count('postponed-by-learner'),
    notHeldByStaff: count('not-held-by-staff'),
    notHeldRecordedLate: notHeld.filter((it) => isOutcomeRecordedLate(it, by)).length,
    ...endFigures(all, by),
    waiting: split(waiting.map((it) => isWithin(today, it))),
  };
}
