import type { UnitId } from './ids.js';
import type { Instant } from './time/instant.js';

/** How the days of a limit are counted (`domain.md` 1.3). Months are calendar months. */
export type CountingUnit = 'institution-day' | 'weekday' | 'day' | 'month';

/** Where a duty comes from: an act of parliament, or a local decision. */
export type Force = 'law' | 'local';

/**
 * Every rule that can start a duty, and the kind of duty it starts. Numbers, sources and dates stand in `policies/`.
 * `T-`: a length that an act gives. `W-`: an act that says "without delay" and gives no number. `L-`: local.
 */
export const RULE_KINDS = {
  // OHL 15 § and 16 §: the opportunity to talk, and telling the learner of a contact made without them.
  'T-OHL15-7': 'discussion',
  'T-OHL15-third': 'discussion',
  'T-OHL15-urgent': 'discussion',
  'T-OHL16-info': 'tell-learner',
  'T-OHL16-info-urgent': 'tell-learner',
  // What social services and health care owe, seen from the school: expectations of the other side.
  'T-LSL26-urgent': 'expected-urgency',
  'T-LSL26-7': 'expected-decision',
  'T-SHL36-7': 'expected-start',
  'T-SHL36-3m': 'expected-assessment',
  'T-SHL36-other': 'expected-assessment',
  'T-SHL45-3m': 'expected-service',
  'W-SHL13': 'expected-service',
  'T-THoL-28d': 'expected-treatment',
  'T-SHL-terapia-1m': 'expected-treatment',
  'T-primary-14d': 'expected-treatment',
  'W-THoL-treatment': 'expected-treatment',
  // Without delay.
  'W-guardian': 'tell-guardian',
  'W-POL29-guardian': 'tell-guardian',
  'W-POL26-guardian': 'tell-guardian',
  'W-POL26-causes': 'absence-causes',
  'W-LSL25-report': 'child-welfare-report',
  'W-LSL25-police': 'police-report',
  'W-LSL25a-joint': 'joint-contact',
  'W-SHL35-guide': 'guide-to-services',
  'W-POL40-teaching': 'teaching-data',
  'W-POL36-support': 'support-plan',
  'W-POL36-return': 'return-plan',
  // Local.
  'L-OUTCOME': 'discussion-outcome',
  'L-NEXT': 'next-step',
  'L-CONSENT': 'consent-answer',
  'L-TALK': 'talk-first',
  'L-CONFLICT': 'consent-conflict',
  'L-LAWFUL': 'lawful-basis',
  'L-PROHIBITION': 'prohibition-review',
  'L-CONVENE': 'convene',
  'L-RECORD': 'meeting-record',
  'L-REPORT': 'report-parts',
  'L-FOLLOW': 'follow-up',
  'L-ACTION': 'action',
  'L-ADVICE': 'advice-answer',
  'L-COUNTY': 'county-contact',
  'L-BY-HAND': 'manual-invitation',
  'L-HANDOVER': 'handover-answer',
  'L-SUCCESSOR': 'successor',
  'L-TRANSFER': 'transfer-answer',
  'L-STEP': 'return-step',
  'L-PAUSE': 'pause-review',
  'L-GLASS': 'glass-review',
  'L-OUT-DETAILS': 'outside-details',
  'L-OUT-ACK': 'outside-acknowledgement',
  'L-OUT-FOLLOW': 'outside-follow-up',
} as const satisfies Record<string, string>;
export type RuleId = keyof typeof RULE_KINDS;
/** Every promise a case can hold. */
export type DutyKind = (typeof RULE_KINDS)[RuleId];

// `Object.keys` forgets what the literal says.
export const RULE_IDS = Object.keys(RULE_KINDS) as readonly RuleId[];
export const DUTY_KINDS: readonly DutyKind[] = [...new Set(Object.values(RULE_KINDS))];

/**
 * What the other side owes: the school or the county's student welfare can only ask, and is never late by it.
 * The reminder goes to whoever on our side should ask.
 */
export const EXPECTATIONS: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'expected-urgency',
  'expected-decision',
  'expected-start',
  'expected-assessment',
  'expected-service',
  'expected-treatment',
]);

/** What one person owes a child at once, by name (LSL 25, 25 a §). */
export const REPORTS: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'child-welfare-report',
  'police-report',
  'joint-contact',
]);

/** A rule as a run carries it: numbers only; texts and sources stay in the policy. */
export interface DutyRule {
  readonly kind: DutyKind;
  readonly force: Force;
  readonly unit: CountingUnit;
  /** Counted units after the starting day; `null`: people agree on the date, or the act says "without delay". */
  readonly length: number | null;
  readonly ladder: string;
  /** The source leaves the question open; the default of `domain.md` 10.2 is followed and shown. */
  readonly uncertain?: true;
  /** The act gives this limit to the young only: until so many years after a person came of age. */
  readonly adultUnder?: number;
}

/**
 * As a rule set carries it: what the id tells already, and what is as usual, is left out, because every run keeps its
 * rule set. `unit` left out: weekday; `length` left out: none.
 */
export interface CompactRule {
  readonly unit?: CountingUnit;
  readonly length?: number | null;
  readonly ladder: string;
  readonly uncertain?: true;
  readonly adultUnder?: number;
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
  readonly duties: Readonly<Partial<Record<RuleId, CompactRule>>>;
  readonly ladders: Readonly<Record<string, Ladder>>;
  /** Where the student welfare report lives; left out: here. There are never two registers of one report. */
  readonly reportHome?: 'wilma';
}

/** The act itself gives the length, or says "without delay"; local rules come from a decision of the employer. */
function forceOf(id: RuleId): Force {
  return id.startsWith('L-') ? 'local' : 'law';
}

/**
 * A rule of a rule set. One that an older rule set does not know yet has no length: its age is shown, and it climbs
 * the ladder that every policy has.
 */
export function ruleOf(rules: Rules, id: RuleId): DutyRule {
  const known = rules.duties[id];
  return {
    kind: RULE_KINDS[id],
    force: forceOf(id),
    unit: known?.unit ?? 'weekday',
    length: known?.length ?? null,
    ladder: known?.ladder ?? 'standard',
    ...(known?.uncertain ? { uncertain: true } : {}),
    ...(known?.adultUnder === undefined ? {} : { adultUnder: known.adultUnder }),
  };
}
