import type { ClosingReason } from './commands.js';
import type { Duty } from './duties.js';
import { EXPECTATIONS, type DutyKind } from './rules.js';

/** What an act towards the outside still owes keeps a closed case alive, and so does the look at an emergency. */
const OUTLIVES_CLOSING: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'outside-details',
  'outside-acknowledgement',
  'outside-follow-up',
  'child-welfare-report',
  'police-report',
  'teaching-data',
  'transfer-answer',
  ...EXPECTATIONS,
  'glass-review',
]);

/**
 * What a person owes the child by law does not end with the case: a joint contact neither (LSL 25 a §, core 3), nor
 * what the report of a meeting that was held still lacks (OHL 20 §, core 4), nor the word by hand that a meeting is off,
 * nor what was agreed that somebody does (core 7; `endsActions`).
 */
export function outlivesClosing({ kind }: Pick<Duty, 'kind'>, core: number): boolean {
  if (kind === 'joint-contact') return core >= 3;
  if (kind === 'manual-invitation' || kind === 'action') return core >= 7;
  return OUTLIVES_CLOSING.has(kind) || (core >= 4 && kind === 'report-parts');
}

/** Reasons for closing by which nothing that was agreed is done any more; its owners are told so. */
const ENDS_ACTIONS: ReadonlySet<ClosingReason> = new Set<ClosingReason>([
  'no-need',
  'consent-refused',
  'moved',
  'studies-ended',
]);

/** Whether agreed actions end with a case that is closed for this reason; else they are done after it. */
export function endsActions(reason: ClosingReason): boolean {
  return ENDS_ACTIONS.has(reason);
}
