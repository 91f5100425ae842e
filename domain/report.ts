import { annexOf, noPartOf, type ReportEntry } from './annex.js';
import type { BranchCommands } from './branch-commands.js';
import { REQUIRED_PARTS, type ReportPart } from './codes.js';
import type { CaseState, Meeting } from './state.js';

/** An entry as it stands in the report: by whom, when and about which meeting. */
export function entryOf(
  { part, text, reference, meetingId }: BranchCommands['write-entry'],
  { id, on, by }: Pick<ReportEntry, 'id' | 'on' | 'by'>,
): ReportEntry {
  return {
    ...{ id, part, on, by, textId: text?.textId ?? null, reference: reference ?? null },
    ...{ meetingId: meetingId ?? null, corrects: null, publishedTo: [] },
  };
}

/** Meetings of a group that were held: each has its place in the report (OHL 20 §). */
function heldGroups(state: CaseState): readonly Meeting[] {
  return state.meetings.filter(({ kind, status }) => kind !== 'home-meeting' && status === 'held');
}

/**
 * Parts that the student welfare report must have (OHL 20 §) and that nobody has written yet. Learner, attendance,
 * subject and initiator the case knows by itself; without a meeting of a group there is no report.
 */
export function missingParts(state: CaseState): readonly ReportPart[] {
  return heldGroups(state).length === 0 ? [] : missingIn(state, [], unhandledMeetings(state).length > 0);
}

/** What is missing once this meeting was held that left these parts. */
export function missingAfter(
  state: CaseState,
  parts: readonly ReportPart[],
  meetingId: string,
): readonly ReportPart[] {
  const before = unhandledMeetings(state).some(({ id }) => id !== meetingId);
  return missingIn(state, parts, before || !parts.includes('handling'));
}

/** @param isUnhandled of some meeting it is not written how the matter was handled (core 4; before, once was enough) */
function missingIn(
  state: CaseState,
  parts: readonly ReportPart[],
  isUnhandled: boolean,
): readonly ReportPart[] {
  const written = new Set<ReportPart>([...annexOf(state).entries.map((entry) => entry.part), ...parts]);
  return REQUIRED_PARTS.filter((part) =>
    part === 'handling' && state.core >= 4 ? isUnhandled : !written.has(part),
  );
}

/** Meetings of a group of which nobody has written how the matter was handled and what was decided (OHL 20 §). */
export function unhandledMeetings(state: CaseState): readonly Meeting[] {
  const handling = annexOf(state).entries.filter(({ part }) => part === 'handling');
  const handled = new Set(handling.map(({ meetingId }) => meetingId));
  return heldGroups(state).filter(({ id }) => !handled.has(id));
}

/** The meeting that an entry is about which names none: the last one of the group that was held. */
export function lastHeldGroup(state: CaseState): Meeting | undefined {
  return heldGroups(state).at(-1);
}

/** Whether entries may be published to this person: the learner, and guardians who have part in the case. */
export function mayReadEntries(state: CaseState, personId: string): boolean {
  if (personId === state.learnerId) return true;
  const guardian = annexOf(state).family?.guardians.some((it) => it.personId === personId) === true;
  return guardian && noPartOf(state, personId) === null;
}
