import type { Duty } from './duties.js';
import type { Calendar } from './rules.js';
import type { Offer } from './state.js';
import { remainingDays } from './time/counting.js';
import type { CivilDate } from './time/civil-date.js';

/*
 * Figures that cannot be gamed: facts that mean different things are never added together, and what looks better
 * stands beside what shows whether it was.
 */

/** An opportunity to talk that was asked for (OHL 15 §), and what came of it. */
export interface Asked {
  readonly promise: Pick<Duty, 'dueOn'>;
  readonly offers: readonly Pick<Offer, 'inTime' | 'outcome' | 'outcomeOn' | 'offeredOn' | 'recordedOn'>[];
  readonly isOpen: boolean;
  /** Lawfully not arranged, with a reason; a case that only ended was not declined. */
  readonly isDeclined: boolean;
}

export interface InTimeOrLate {
  readonly inTime: number;
  readonly late: number;
}

export interface DiscussionFigures {
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
  readonly noShow: number;
  readonly postponedByLearner: number;
  readonly notHeldByStaff: number;
  /** Lawfully not arranged. */
  readonly declined: number;
  /** Open cases in which nobody has met the learner yet. */
  readonly waiting: InTimeOrLate;
}

function split(flags: readonly (boolean | null)[]): InTimeOrLate {
  return {
    inTime: flags.filter((it) => it === true).length,
    late: flags.filter((it) => it === false).length,
  };
}

function isWithin(day: CivilDate, dueOn: CivilDate | null): boolean {
  return dueOn === null || day <= dueOn;
}

/** Whether the learner was met inside the limit; null: not met. */
function metInTime({ promise, offers }: Asked): boolean | null {
  const met = offers.find((offer) => offer.outcome === 'held');
  return met === undefined || met.outcomeOn === null ? null : isWithin(met.outcomeOn, promise.dueOn);
}

/** The first time that was offered, and those that took its place one after the other before anybody came. */
function firstOffered({ offers }: Asked): Asked['offers'] {
  const stood = offers.findIndex((offer) => offer.outcome !== 'replaced');
  return stood < 0 ? offers : offers.slice(0, stood + 1);
}

/**
 * Opportunities to talk: offered in time and held in time side by side; a no-show and the learner's own postponement
 * are counted as such and are neither lateness nor a promise kept.
 *
 * @param limit an offer that was recorded more than so many weekdays after it was made stands apart
 */
export function discussionFigures(
  asked: readonly Asked[],
  today: CivilDate,
  limit: number,
  calendar: Calendar,
): DiscussionFigures {
  const outcomes = asked.flatMap(({ offers }) => offers.map((offer) => offer.outcome));
  const count = (outcome: Offer['outcome']) => outcomes.filter((it) => it === outcome).length;
  const waiting = asked.filter((it) => it.isOpen && !it.isDeclined && metInTime(it) === null);
  const first = asked.map(firstOffered).filter((offers) => offers.length > 0);
  const inTime = first.filter((offers) => offers.every((offer) => offer.inTime));
  const apart = inTime.filter((offers) =>
    offers.some(
      ({ offeredOn, recordedOn = offeredOn }) => weekdaysBetween(calendar, offeredOn, recordedOn) > limit,
    ),
  );
  return {
    asked: asked.length,
    offered: { inTime: inTime.length - apart.length, late: first.length - inTime.length },
    offeredRecordedLate: apart.length,
    held: split(asked.map(metInTime)),
    noShow: count('no-show'),
    postponedByLearner: count('postponed-by-learner'),
    notHeldByStaff: count('not-held-by-staff'),
    declined: asked.filter((it) => it.isDeclined).length,
    waiting: split(waiting.map(({ promise }) => isWithin(today, promise.dueOn))),
  };
}

function weekdaysBetween(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  return remainingDays('weekday', calendar, from, to);
}

/** Acts that happened on one day and were recorded on one. */
export interface Recorded {
  readonly happenedOn: CivilDate;
  readonly recordedOn: CivilDate;
  readonly count: number;
}

/** How many acts were recorded, and how many of them more than `limit` weekdays after the day they happened. */
export function recordingFigures(
  rows: readonly Recorded[],
  limit: number,
  calendar: Calendar,
): { readonly recorded: number; readonly late: number } {
  const isLate = ({ happenedOn, recordedOn }: Recorded) =>
    weekdaysBetween(calendar, happenedOn, recordedOn) > limit;
  const sum = (of: readonly Recorded[]) => of.reduce((all, row) => all + row.count, 0);
  return { recorded: sum(rows), late: sum(rows.filter(isLate)) };
}
