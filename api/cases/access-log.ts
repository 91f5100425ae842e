import type pg from 'pg';
import { rightsFor, type Right, type Section } from '../../domain/sight.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Caller } from '../auth/caller.js';
import type { AccessKind } from '../contracts/access.js';
import { todayInFinland } from '../rules/today.js';
import type { SeenCase } from './find-case.js';

/** That somebody was shown something of a case. */
export interface Shown {
  readonly caseId: string;
  readonly controllerId: string;
  readonly at: Instant;
  readonly by: Pick<Caller, 'personId' | 'key'>;
  readonly kind: AccessKind;
  /** The route (never a path: it holds ids), or the operator's command. */
  readonly via: string;
  /** Idempotency key of the command that was answered. */
  readonly key?: string;
  readonly rights: readonly Right[];
  /** Of a copy: to whom it was given, and who answered for it beside `by`. */
  readonly to?: { readonly person: string; readonly second: string };
  /** Stands once for all answers that have the same: the lists of a day. */
  readonly once?: string;
}

/** The record of who was shown what. */
export interface AccessLog {
  /** Resolves when the rows are durable: no answer leaves before. */
  readonly write: (rows: readonly Shown[]) => Promise<void>;
}

/** The most answers whose rows one statement appends. */
const BATCH = 100;
/** What was written once today, by case; forgotten when it grows beyond this. */
const REMEMBERED = 50_000;

interface Waiting {
  readonly rows: readonly Shown[];
  readonly done: () => void;
  readonly failed: (failure: unknown) => void;
}

/** A row as `append_case_access` takes it; `body` is what is hashed, to the byte. */
function rowOf({ caseId, controllerId, at, by, kind, via, key, rights, to, once }: Shown) {
  const instant = new Date(at).toISOString();
  const who = by.personId === null ? { system: by.key } : { person: by.personId };
  const body = { at: instant, by: who, kind, via, key, once, rights, to };
  return {
    ...{ case_id: caseId, at: instant, person_id: by.personId, system: by.personId === null ? by.key : null },
    ...{ kind, controller_id: controllerId, once: once ?? null, body: JSON.stringify(body) },
  };
}

async function append(pool: pg.Pool, rows: readonly Shown[]): Promise<void> {
  await pool.query({
    name: 'append-case-access',
    text: 'SELECT append_case_access($1::jsonb)',
    values: [JSON.stringify(rows.map(rowOf))],
  });
}

/** Rows that wait for the statement under way go with the next one, all at once, whoever they are of. */
function createQueue(pool: pg.Pool): (rows: readonly Shown[]) => Promise<void> {
  const waiting: Waiting[] = [];
  let busy = false;
  const drain = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        // One after the other is the point: each statement takes what has come meanwhile.
        await append(
          pool,
          batch.flatMap(({ rows }) => rows),
        );
        for (const { done } of batch) done();
      } catch (failure) {
        for (const { failed } of batch) failed(failure);
      }
    }
    busy = false;
  };
  return (rows) =>
    new Promise((done, failed) => {
      waiting.push({ rows, done, failed });
      if (!busy) void drain();
    });
}

/**
 * Writes the record of knowing.
 *
 * 1. A row is durable before the answer it is about leaves; when it cannot be written, neither can the answer.
 * 2. One statement at a time and process: a read alone waits for its own, many at once share one.
 * 3. A row with `once` is written once; that it was is remembered here, and known for certain in the store.
 */
export function createAccessLog(pool: pg.Pool): AccessLog {
  const enqueue = createQueue(pool);
  const known = new Set<string>();
  const nameOf = ({ caseId, once }: Shown) => `${caseId} ${once}`;
  return {
    write: async (rows) => {
      const fresh = rows.filter((row) => row.once === undefined || !known.has(nameOf(row)));
      if (fresh.length === 0) return;
      await enqueue(fresh);
      if (known.size > REMEMBERED) known.clear();
      for (const row of fresh) if (row.once !== undefined) known.add(nameOf(row));
    },
  };
}

type How = Pick<Shown, 'kind' | 'via' | 'key' | 'rights' | 'at' | 'to'>;

/** What a caller is shown of a case in one answer. */
export function shownOf(
  caller: Shown['by'],
  { state, controllerId }: Pick<SeenCase, 'state' | 'controllerId'>,
  how: How,
): Shown {
  return { caseId: state.caseId, controllerId, by: caller, ...how };
}

/**
 * What a caller is shown of a case by a row of a list: once a day for the same sections by the same rights, because a
 * list that is looked at all day is one act of knowing (docs/decisions/0041).
 */
export function listed(
  caller: Caller,
  seen: SeenCase,
  sections: readonly Section[],
  { via, at }: { readonly via: string; readonly at: Instant },
): Shown {
  const rights = rightsFor(seen.rights, sections);
  const by = rights.map((right) => `${right.relation}:${right.sections.join(',')}`).join(' ');
  const once = `${todayInFinland(at)} ${caller.key} ${via} ${by}`;
  return { ...shownOf(caller, seen, { kind: 'list', via, rights, at }), once };
}
