/** Why a command is refused: a closed union; its words are in the translations. */
export const REFUSALS = [
  'not-allowed',
  'unknown-case',
  'already-raised',
  'case-not-open',
  'case-not-closed',
  'case-void',
  'happened-in-future',
  'happened-before-request',
  'responsible-missing',
  'school-must-not-know',
  'other-employer',
  'side-not-party',
  'side-already-party',
  'discussion-already-settled',
  'offer-in-past',
  'offer-outside-limit',
  'no-open-offer',
  'own-request-cannot-be-declined',
  'no-group',
  'group-empty',
  'member-twice',
  'unknown-member',
  'already-requested',
  'already-answered',
  'consent-missing',
  'meeting-open',
  'no-open-meeting',
  'meeting-in-past',
  'meeting-not-yet-held',
  'next-date-not-ahead',
  'responsible-not-appointed',
  'responsible-not-present',
  'unknown-action',
  'unknown-duty',
  'not-late',
  'unknown-act',
  'nothing-to-complete',
  'handover-open',
  'no-handover',
  'same-person',
  'fact-unchanged',
  'undelivered-duties',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** A command that is not carried out, and the rule that says so. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Legal or policy source of the rule, for people. */
  readonly source: string;
}

export function refuse(code: RefusalCode, source: string): Refusal {
  return { ok: false, code, source };
}
