import type { Side, StaffRole } from './people.js';
import type { CaseStatus } from './state.js';
import { addDays, addMonths, type CivilDate } from './time/civil-date.js';

/** The registers a case may belong to (`domain.md` 5.3); each has a controller and a retention of its own. */
export const REGISTERS = ['student-welfare-register', 'curator-client-register', 'patient-register'] as const;
export type Register = (typeof REGISTERS)[number];

/** What a period counts from: the end of the matter, the learner's birth, the learner's death. */
export const RETENTION_STARTS = ['closing', 'birth', 'death'] as const;
export type RetentionStart = (typeof RETENTION_STARTS)[number];

/** Whole years from a day. `otherwise` holds where that day is not known. */
export interface RetentionPeriod {
  readonly years: number;
  readonly from: RetentionStart;
  readonly otherwise?: Pick<RetentionPeriod, 'years' | 'from'>;
}

/** What the National Archives decided: nothing is kept for ever, something is, or nobody has looked yet. */
export const ARCHIVE_DECISIONS = ['none', 'ordered', 'unchecked'] as const;
export type ArchiveDecision = (typeof ARCHIVE_DECISIONS)[number];

/** How long records of one register are kept. `period` null: nobody has decided it. */
export interface RetentionRule {
  readonly period: RetentionPeriod | null;
  readonly archive: ArchiveDecision;
}

/** What is known of a case when it is asked whether its records may go. */
export interface RetentionFacts {
  readonly status: CaseStatus;
  /** The day the matter ended (`endOfMatter`); null while it has not. */
  readonly endedOn: CivilDate | null;
  readonly bornOn: CivilDate | null;
  /** No directory tells it; whoever knows it hands it in. */
  readonly diedOn: CivilDate | null;
  /** A hold stands: a complaint, a trial, a request under way. */
  readonly held: boolean;
  /** Null: it is not known whose register it is, because nobody knows the profession. */
  readonly register: Register | null;
}

/** Why the records of a case stay for now. */
export const KEEPS = [
  'open',
  'aftercare',
  'hold',
  'register-unknown',
  'no-period',
  'start-unknown',
  'archive-unchecked',
  'archive-ordered',
  'period-runs',
] as const;
export type Keeps = (typeof KEEPS)[number];

export interface Retention {
  /** The first day on which the records may go, if nothing else keeps them; null: no such day is known. */
  readonly goesOn: CivilDate | null;
  /** Everything that keeps them today; empty: they may go. */
  readonly keptBy: readonly Keeps[];
}

const PATIENT_RECORD: ReadonlySet<StaffRole> = new Set<StaffRole>([
  'psychologist',
  'school_nurse',
  'school_doctor',
  'psych_nurse',
]);

/**
 * Whose register a case belongs to: the education provider's, or the one of the county's profession that leads it, for a
 * curator's client records and patient records are kept apart (OHL 20–21 §). Null: the profession is not known.
 */
export function registerOf(side: Side, profession: StaffRole | null): Register | null {
  if (side === 'school') return 'student-welfare-register';
  if (profession === 'curator') return 'curator-client-register';
  return profession !== null && PATIENT_RECORD.has(profession) ? 'patient-register' : null;
}

/** The later of two days, where both are known. */
function later(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/**
 * The day a matter ended: the day of its closing, or of its last entry when something was still owed or recorded
 * afterwards. A void case ended with the entry that says so. Null while it goes on.
 */
export function endOfMatter(of: {
  readonly status: CaseStatus;
  readonly closedOn: CivilDate | null;
  readonly lastEntryOn: CivilDate;
}): CivilDate | null {
  if (of.status !== 'closed' && of.status !== 'void') return null;
  return later(of.closedOn, of.lastEntryOn);
}

function startOf(from: RetentionStart, facts: RetentionFacts): CivilDate | null {
  switch (from) {
    case 'closing':
      return facts.endedOn;
    case 'birth':
      return facts.bornOn;
    case 'death':
      return facts.diedOn;
  }
}

/** The first day after a period; null when the day it counts from is not known. */
function firstDayAfter(period: RetentionPeriod, facts: RetentionFacts): CivilDate | null {
  const start = startOf(period.from, facts);
  if (start !== null) return addDays(addMonths(start, period.years * 12), 1);
  return period.otherwise ? firstDayAfter(period.otherwise, facts) : null;
}

function keptByStatus(status: CaseStatus): readonly Keeps[] {
  return status === 'open' || status === 'aftercare' ? [status] : [];
}

function keptByPeriod(goesOn: CivilDate | null, facts: RetentionFacts, today: CivilDate): readonly Keeps[] {
  // Of a matter that goes on it is said already; from when it counts is known when it has ended.
  if (facts.endedOn === null) return [];
  if (goesOn === null) return ['start-unknown'];
  return goesOn > today ? ['period-runs'] : [];
}

/**
 * When the records of a case may go, and what keeps them today.
 *
 * 1. Nothing goes while the case is open or owes something, while a hold stands, or while a fact is not known: the
 *    register, a period that somebody decided, the day it counts from, what the National Archives decided.
 * 2. The last day of a period is the same day of the year as the one it counts from (MAL 3 §); the records may go on the
 *    day after.
 * 3. A period that counts from birth never ends before the matter itself.
 */
export function retentionOf(rule: RetentionRule | null, facts: RetentionFacts, today: CivilDate): Retention {
  const { register, endedOn } = facts;
  const period = rule?.period ?? null;
  const after = period === null || endedOn === null ? null : firstDayAfter(period, facts);
  const goesOn = after === null || endedOn === null ? null : later(after, addDays(endedOn, 1));
  const decided = register !== null && period !== null;
  const keptBy: readonly Keeps[] = [
    ...keptByStatus(facts.status),
    ...(facts.held ? (['hold'] as const) : []),
    ...(register === null ? (['register-unknown'] as const) : []),
    ...(register !== null && period === null ? (['no-period'] as const) : []),
    ...(decided && rule?.archive === 'unchecked' ? (['archive-unchecked'] as const) : []),
    ...(decided && rule?.archive === 'ordered' ? (['archive-ordered'] as const) : []),
    ...(decided ? keptByPeriod(goesOn, facts, today) : []),
  ];
  return { goesOn: decided ? goesOn : null, keptBy };
}
