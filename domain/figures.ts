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
  readonly promise: Pick<Duty, 'dueOn' | 'status'>;
  readonly offers: readonly Pick<Offer, 'inTime' | 'outcome' | 'outcomeOn'>[];
  readonly isOpen: boolean;
}

export interface InTimeOrLate {
  readonly inTime: number;
  readonly late: number;
}

export interface DiscussionFigures {
  readonly asked: number;
  /** By the first time that was offered: a later, better one does not mend it. */
  readonly offered: InTimeOrLate;
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

/**
 * Opportunities to talk: offered in time and held in time side by side; a no-show and the learner's own postponement
 * are counted as such and are neither lateness nor a promise kept.
 */
export function discussionFigures(asked: readonly Asked[], today: CivilDate): DiscussionFigures {
  const outcomes = asked.flatMap(({ offers }) => offers.map((offer) => offer.outcome));
  const count = (outcome: Offer['outcome']) => outcomes.filter((it) => it === outcome).length;
  const isDeclined = (it: Asked) => it.promise.status === 'cancelled';
  const waiting = asked.filter((it) => it.isOpen && !isDeclined(it) && metInTime(it) === null);
  return {
    asked: asked.length,
    offered: split(asked.map(({ offers }) => offers[0]?.inTime ?? null)),
    held: split(asked.map(metInTime)),
    noShow: count('no-show'),
    postponedByLearner: count('postponed-by-learner'),
    notHeldByStaff: count('not-held-by-staff'),
    declined: asked.filter(isDeclined).length,
    waiting: split(waiting.map(({ promise }) => isWithin(today, promise.dueOn))),
  };
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
    remainingDays('weekday', calendar, happenedOn, recordedOn) > limit;
  const sum = (of: readonly Recorded[]) => of.reduce((all, row) => all + row.count, 0);
  return { recorded: sum(rows), late: sum(rows.filter(isLate)) };
}
