import type { UnitId } from './ids.js';
import type { Instant } from './time/instant.js';

/** How the days of a limit are counted (`domain.md` 1.3). Months are calendar months. */
export type CountingUnit = 'institution-day' | 'weekday' | 'day' | 'month';

/** Where a duty comes from: an act of parliament, or a local decision. */
export type Force = 'law' | 'local';

/** Every promise a case can hold. */
export const DUTY_KINDS = [
  'discussion',
  'discussion-outcome',
  'next-step',
  'consent-answer',
  'convene',
  'meeting-record',
  'follow-up',
  'action',
  'handover-answer',
  'outside-details',
  'outside-acknowledgement',
  'outside-follow-up',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** Names of the rules that start a duty. Their numbers, sources and dates stand in `policies/`. */
export const RULE_IDS = [
  'T-OHL15-7',
  'T-OHL15-urgent',
  'L-OUTCOME',
  'L-NEXT',
  'L-CONSENT',
  'L-CONVENE',
  'L-RECORD',
  'L-FOLLOW',
  'L-ACTION',
  'L-HANDOVER',
  'L-OUT-DETAILS',
  'L-OUT-ACK',
  'L-OUT-FOLLOW',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** A rule as a run carries it: numbers only; texts and sources stay in the policy. */
export interface DutyRule {
  readonly kind: DutyKind;
  readonly force: Force;
  readonly unit: CountingUnit;
  /** Counted units after the starting day; `null`: the date is agreed by people (a meeting's next date, an action). */
  readonly length: number | null;
  readonly ladder: string;
  /** The source leaves the question open; the default of `domain.md` 10.2 is followed and shown. */
  readonly uncertain?: true;
}

/** Who is reminded, always inside the owner's employer. */
export type RungHolder = 'owner' | 'coordinator' | 'supervisor';

/**
 * When a rung is reached.
 * `due`: at the mail hour of the counted day `days` before (negative) or after the due day, in the duty's own unit.
 * `armed`: the moment the duty begins. `office`: so many office hours after that moment.
 */
export type RungTime =
  | { readonly from: 'due'; readonly days: number }
  | { readonly from: 'armed' }
  | { readonly from: 'office'; readonly hours: number };

export interface Rung {
  readonly to: RungHolder;
  readonly at: RungTime;
}

/** Rungs in the order they are climbed; after the last one `repeat` goes on until the duty is done: nobody is forgotten. */
export interface Ladder {
  readonly rungs: readonly Rung[];
  readonly repeat: { readonly to: RungHolder; readonly everyDays: number };
}

/** Offset of civil time from UTC: `minutes` holds from `from` until the next row. Sorted; the first row covers all earlier time. */
export interface ZoneRow {
  readonly from: Instant;
  readonly minutes: number;
}

/** The calendar part of a rule set. Days are day numbers (days since 1970-01-01), ranges inclusive and sorted. */
export interface Calendar {
  readonly zone: readonly ZoneRow[];
  /** Public holidays. */
  readonly holidays: readonly number[];
  /** Eves that move a last day although they count (MAL 5 §; Christmas Eve, Midsummer Eve). */
  readonly eves: readonly number[];
  /** The institution's working days, decided Saturdays included, as ranges of consecutive days. */
  readonly schoolDays: readonly (readonly [number, number])[];
  /** The published calendar ends here; beyond it dates are provisional. */
  readonly publishedUntil: number;
}

/**
 * A compiled rule set: the policy and calendar that one case is under. Named by the hash of its content,
 * at most 8 KB, without texts and sources.
 */
export interface Rules {
  readonly id: string;
  /** Name and version of the policy, for people (`espoo-sample@2026-08-01`). */
  readonly policy: string;
  readonly schoolId: UnitId;
  readonly calendar: Calendar;
  /** Minute of the local day at which reminders go out (480 = 8.00). */
  readonly mailMinute: number;
  /** Office hours, minutes of the local day, on weekdays. */
  readonly office: { readonly from: number; readonly to: number };
  readonly duties: Readonly<Record<RuleId, DutyRule>>;
  readonly ladders: Readonly<Record<string, Ladder>>;
}
