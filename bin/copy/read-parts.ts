import { readDisclosures } from '../../api/cases/disclosures.js';
import type { SeenCase } from '../../api/cases/find-case.js';
import { readMessages } from '../../api/cases/messages.js';
import { readPeople } from '../../api/cases/people.js';
import { presentCase, type CaseStore } from '../../api/cases/present-case.js';
import { readEvents } from '../../api/cases/present-events.js';
import type { AccessEntry } from '../../api/contracts/access.js';
import type { DisclosureAnswer } from '../../api/contracts/annex.js';
import type { PersonEntry } from '../../api/contracts/cases.js';
import type { CaseEventAnswer } from '../../api/contracts/events.js';
import type { MessageAnswer } from '../../api/contracts/messages.js';
import { annexOf } from '../../domain/annex.js';
import type { ProhibitionScope } from '../../domain/codes.js';
import { givesDisclosure, givesInvited, givesLook, type CopyPart } from '../../domain/copy-part.js';
import type { CaseEvent } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import { localDate } from '../../domain/time/zone.js';
import { wholeAccessLog } from '../commands/access.js';
import { numbersOf, plainEntry, plainRecord, type CopyRecord } from './plain-parts.js';

/** Rows of one record class. */
export interface ClassPart<T> {
  readonly recordClass: string;
  readonly rows: readonly T[];
}

/** What of a case stands in a copy. */
export interface CopyParts {
  /** The case as its page shows it, with its words. */
  readonly record: ClassPart<CopyRecord>;
  /** Every entry, oldest first. Its words stand in `texts`, by id. */
  readonly log: ClassPart<CaseEventAnswer>;
  readonly texts: { readonly recordClass: 'case-text'; readonly byId: Readonly<Record<string, string>> };
  readonly disclosures: ClassPart<DisclosureAnswer>;
  /** Whom the learner forbids; a guardian is told of none. */
  readonly prohibitions: readonly {
    readonly guardianId: string;
    readonly scope: ProhibitionScope;
    readonly on: string;
    readonly liftedOn: string | null;
  }[];
  readonly messages: ClassPart<MessageAnswer>;
  /** Who was shown what, oldest first; the last row is this copy. */
  readonly access: ClassPart<AccessEntry>;
  /** Everybody who is named in the copy. */
  readonly people: Readonly<Record<string, PersonEntry>>;
}

interface Given {
  readonly part: CopyPart;
  readonly seen: SeenCase;
  /** The entries of the log that are given. */
  readonly given: readonly CaseEvent[];
  readonly state: CaseState;
}

/** All at once: a case has some hundred entries. */
const ALL = 1_000_000;

async function readLogPart(store: CaseStore, { part, seen, given, state }: Given) {
  const seqs = new Set(given.map((event) => event.seq));
  const { items, texts = {} } = await readEvents(store, withSection(seen, 'family'), {
    after: 0,
    limit: ALL,
  });
  const plain = plainEntry(
    numbersOf(seen.state),
    (id) => givesInvited(part, id, state),
    !part.withheld.includes('untold-acts'),
  );
  const rows = items.filter((it) => seqs.has(it.seq)).map(plain);
  const named = JSON.stringify(rows);
  return { rows, texts: Object.fromEntries(Object.entries(texts).filter(([id]) => named.includes(id))) };
}

/** What is given one by one (`givesEvent`), though its section as a whole is not: entries of the family, mails on who looked. */
function withSection(seen: SeenCase, section: 'family' | 'access'): SeenCase {
  return { ...seen, sections: new Set([...seen.sections, section]) };
}

/** Receivers of mails who are or were somebody's guardian, also one whom this case knows no more. */
async function guardiansAmong(
  store: CaseStore,
  items: readonly MessageAnswer[],
): Promise<ReadonlySet<string>> {
  const { rows } = await store.pool.query<{ id: string }>(
    `SELECT id FROM person WHERE id = ANY ($1::uuid[]) AND kind = 'guardian'`,
    [items.flatMap(({ recipientId }) => recipientId ?? [])],
  );
  return new Set(rows.map(({ id }) => id));
}

async function readMessagePart(store: CaseStore, { part, seen, given, state }: Given) {
  const seqs = new Set(given.map((event) => event.seq));
  const { items } = await readMessages(store.pool, withSection(seen, 'access'));
  const mine = new Set<string | null>([part.personId, state.learnerId]);
  const others = await guardiansAmong(store, items);
  return items.filter(
    ({ seq, recipientId }) =>
      seqs.has(seq) && (part.as === 'learner' || mine.has(recipientId) || !others.has(recipientId ?? '')),
  );
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** Reads what is given of a case. The caller has written down that it is. */
export async function readParts(store: CaseStore, wanted: Given): Promise<CopyParts> {
  const { part, seen, state } = wanted;
  const [answer, log, given, messages, looks] = await Promise.all([
    presentCase(store, seen),
    readLogPart(store, wanted),
    readDisclosures(store, withActs(seen, state)),
    readMessagePart(store, wanted),
    wholeAccessLog(store.pool, { state }),
  ]);
  const made = {
    record: { recordClass: 'case-view', rows: [plainRecord(answer, numbersOf(seen.state))] },
    log: { recordClass: 'case-log', rows: log.rows },
    texts: { recordClass: 'case-text', byId: log.texts } as const,
    disclosures: {
      recordClass: 'case-log',
      rows: given.filter((it) => givesDisclosure(part, it)).map((it, i) => ({ ...it, id: `l${i + 1}` })),
    },
    prohibitions: annexOf(seen.state).prohibitions.map(({ guardianId, scope, on, liftedOn }) => ({
      ...{ guardianId, scope, on, liftedOn },
    })),
    messages: { recordClass: 'mail-ledger', rows: messages.map((it, i) => ({ ...it, seq: i + 1 })) },
    access: {
      recordClass: 'access-log',
      rows: looks.filter((it) => givesLook(part, it)).map((it, i) => ({ ...it, seq: i + 1 })),
    },
  };
  return { ...made, people: await peopleIn(store, seen, made) };
}

/** The list of disclosures looks at the acts to know whether there are any. */
function withActs(seen: SeenCase, state: CaseState): SeenCase {
  return { ...seen, state };
}

async function peopleIn(store: CaseStore, { state, rules }: SeenCase, made: unknown) {
  const on = localDate(rules.calendar.zone, store.now());
  const ids = JSON.stringify(made).match(UUID) ?? [];
  const known = await readPeople(store.pool, ids, { schoolId: state.schoolId, on });
  return Object.fromEntries([...known].map(([id, { entry }]) => [id, entry]));
}
