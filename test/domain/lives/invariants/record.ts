import { annexOf, type Disclosure, type ReportEntry } from '../../../../domain/annex.js';
import { isLive } from '../../../../domain/duties.js';
import { passing, standing, type Passing, type Standing } from './must.js';

function sameEntry(a: ReportEntry, b: ReportEntry | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.part === b.part &&
    a.on === b.on &&
    a.by === b.by &&
    a.textId === b.textId &&
    a.reference === b.reference &&
    a.corrects === b.corrects &&
    a.publishedTo.every((id) => b.publishedTo.includes(id))
  );
}

function isWhole({ recipientTextId, reasonTextId, whatTextId, ground }: Disclosure): boolean {
  if (!whatTextId || !ground) return false;
  // Advice: the expert's role and the question stand in the advice itself.
  return ground === 'OHL-19-advice' || (recipientTextId !== null && reasonTextId !== null);
}

/** Documents. */
export const OF_THE_RECORD: readonly Standing[] = [
  standing('every entry names its author and position', (state) =>
    annexOf(state).entries.every(({ by }) => by.personId !== null && by.role !== 'system'),
  ),
  standing('every disclosure has recipient, content, ground and reason, and who made it', (state) => {
    const { disclosures, advice } = annexOf(state);
    const bare = disclosures.filter((it) => it.recipientTextId === null || it.reasonTextId === null);
    return (
      disclosures.every((it) => isWhole(it) && it.by.personId !== null && it.by.role !== 'system') &&
      bare.length === advice.length
    );
  }),
  standing('a transfer that was called off owes nothing any more', ({ annex, duties }) =>
    (annex?.transfers ?? []).every(
      ({ id, cancelledOn }) =>
        cancelledOn === undefined ||
        !duties.some((d) => d.about?.of === 'transfer' && d.about.id === id && isLive(d)),
    ),
  ),
  standing('there are never two registers of one report', (state) =>
    annexOf(state).entries.every(({ textId, reference }) => (textId === null) !== (reference === null)),
  ),
  standing('every act towards the outside names who made it', (state) =>
    state.acts.every((act) => act.by !== null),
  ),
];

export const OF_WRITING: readonly Passing[] = [
  passing('entries are only ever added: a correction keeps the original', ({ before, after }) => {
    const [was, is] = [annexOf(before ?? {}).entries, annexOf(after).entries];
    return was === is || was.every((entry, i) => sameEntry(entry, is[i]));
  }),
  passing('disclosures are only ever added', ({ before, after }) => {
    const [was, is] = [annexOf(before ?? {}).disclosures, annexOf(after).disclosures];
    return was === is || was.every((it, i) => is[i] === it);
  }),
  passing('a transfer that was called off takes nothing more, and keeps what it had', ({ before, after }) =>
    (before?.annex?.transfers ?? []).every(
      (was, i) => was.cancelledOn === undefined || after.annex?.transfers[i] === was,
    ),
  ),
  passing('an answer once given stays in the record until the consent ends', ({ before, after }) =>
    (before?.members ?? []).every((m) => {
      const now = after.members.find((it) => it.id === m.id);
      return (
        now !== undefined && (now.answers.length === 0 || m.answers.every((a, i) => now.answers[i] === a))
      );
    }),
  ),
  passing('the log has no gap, and time does not run backwards in it', ({ before, event }) =>
    before === null ? event.seq === 1 : event.seq === before.version + 1 && event.at >= before.lastAt,
  ),
];
