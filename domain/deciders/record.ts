import { annexOf, noPartOf, type ReportEntry } from '../annex.js';
import type { BranchCommands } from '../branch-commands.js';
import { draft, isParty, type Decider } from '../decision.js';
import type { DutyBook } from '../duty-book.js';
import { refuse, type Refusal } from '../refusals.js';
import { entryOf, lastHeldGroup, mayReadEntries, missingParts } from '../report.js';
import type { Rules } from '../rules.js';
import type { CaseState } from '../state.js';

const SOURCE = 'OHL 20 §';

/** There are never two registers of one report: text here, or a reference to where it lives. */
export function wrongHome(rules: Rules, hasText: boolean): Refusal | null {
  const elsewhere = rules.reportHome === 'wilma';
  if (elsewhere && hasText) return refuse('report-lives-in-wilma', SOURCE);
  return !elsewhere && !hasText ? refuse('report-lives-here', SOURCE) : null;
}

/** The report as it is with another entry: when nothing is missing any more, nobody owes a part. */
function completeReport(state: CaseState, entry: ReportEntry, book: DutyBook): void {
  const annex = annexOf(state);
  const after = { ...state, annex: { ...annex, entries: [...annex.entries, entry] } };
  if (missingParts(after).length === 0) book.done('report-parts', entry.on);
}

/** How a matter was handled is said of a meeting: of the last one where the entry names none (core 4). */
function aboutMeeting(
  state: CaseState,
  { part, meetingId }: BranchCommands['write-entry'],
): Pick<BranchCommands['write-entry'], 'meetingId'> {
  const last =
    state.core >= 4 && part === 'handling' && meetingId === undefined ? lastHeldGroup(state) : undefined;
  return last ? { meetingId: last.id } : {};
}

/** An entry of the student welfare report, with author and position. Never changed afterwards. */
export const writeEntry: Decider<'write-entry'> = ({ state, data, rules, on, author, book }) => {
  const wrong = wrongHome(rules, data.text !== undefined);
  if (wrong) return wrong;
  if (data.text === undefined && data.reference === undefined) return refuse('report-lives-in-wilma', SOURCE);
  if (data.meetingId !== undefined && !state.meetings.some((m) => m.id === data.meetingId))
    return refuse('no-open-meeting', SOURCE);
  const entryId = `e${annexOf(state).entries.length + 1}`;
  const entry = { ...data, ...aboutMeeting(state, data) };
  completeReport(state, entryOf(entry, { id: entryId, on, by: author }), book);
  return [draft(book, 'entry-written', { ...entry, entryId })];
};

/** A correction is a new entry; the original stays. */
export const correctEntry: Decider<'correct-entry'> = ({ state, data, rules, book }) => {
  const wrong = wrongHome(rules, true);
  if (wrong) return wrong;
  const { entries } = annexOf(state);
  if (!entries.some((entry) => entry.id === data.entryId && entry.textId !== null))
    return refuse('unknown-entry', SOURCE);
  const entryId = `e${entries.length + 1}`;
  return [draft(book, 'entry-corrected', { entryId, corrects: data.entryId, text: data.text })];
};

/** Entries are published to each person by themselves: never to a guardian whom the learner has forbidden. */
export const publishEntries: Decider<'publish-entries'> = ({ state, data, book }) => {
  const { entries } = annexOf(state);
  if (data.entryIds.length === 0 || !data.entryIds.every((id) => entries.some((entry) => entry.id === id)))
    return refuse('unknown-entry', SOURCE);
  for (const personId of data.toIds) {
    if (!mayReadEntries(state, personId))
      return refuse(noPartOf(state, personId) ?? 'not-a-guardian', 'OHL 18 §');
  }
  return [draft(book, 'entries-published', data)];
};

/** The county's responsible person has reached the school's, or the other way round (S001). */
export const contactOtherSide: Decider<'contact-other-side'> = ({ state, data, on, book }) => {
  if (!isParty(state, 'school') || !isParty(state, 'county')) return refuse('side-not-party', 'S001');
  book.done('county-contact', on);
  return [draft(book, 'other-side-contacted', data)];
};

/** The shared situation picture: both employers look at the same (S001). */
export const shareSituation: Decider<'share-situation'> = ({ data, book }) => [
  draft(book, 'situation-shared', data),
];

/** Who does what in the network: each task has one person of a side that is party. */
export const divideResponsibilities: Decider<'divide-responsibilities'> = ({ state, data, book }) => {
  if (data.tasks.some((task) => !isParty(state, task.side))) return refuse('side-not-party', 'S001');
  return [draft(book, 'responsibilities-divided', data)];
};
