import { annexOf, noPartOf } from './annex.js';
import { REQUIRED_PARTS, type ReportPart } from './codes.js';
import type { CaseState } from './state.js';

/**
 * Parts that the student welfare report must have (OHL 20 §) and that nobody has written yet. Learner, attendance,
 * subject and initiator the case knows by itself; without a meeting of a group there is no report.
 */
export function missingParts(state: CaseState): readonly ReportPart[] {
  const held = state.meetings.some((meeting) => meeting.kind !== 'home-meeting' && meeting.status === 'held');
  if (!held) return [];
  return missingAfter(state, []);
}

/** What is missing once a meeting was held that left these parts. */
export function missingAfter(state: CaseState, parts: readonly ReportPart[]): readonly ReportPart[] {
  const written = new Set<ReportPart>([...annexOf(state).entries.map((entry) => entry.part), ...parts]);
  return REQUIRED_PARTS.filter((part) => !written.has(part));
}

/** Whether entries may be published to this person: the learner, and guardians who have part in the case. */
export function mayReadEntries(state: CaseState, personId: string): boolean {
  if (personId === state.learnerId) return true;
  const guardian = annexOf(state).family?.guardians.some((it) => it.personId === personId) === true;
  return guardian && noPartOf(state, personId) === null;
}
