import type pg from 'pg';
import { isUuid } from '../../domain/ids.js';
import type { Instant } from '../../domain/time/instant.js';
import type { CaseRowData } from '../cases/find-case.js';
import { CASE_COLUMNS } from '../cases/find-case.js';
import { todayInFinland } from '../rules/today.js';
import { keptOf, OVERTAKE_AFTER, type Kept, type KeptRow } from './inbox.js';
import { knownPeople, type KnownRow } from './references.js';

/** What the store knows around a command, before it is decided who may know it. */
export interface Surroundings {
  /** This caller's command under the same key. */
  readonly kept: Kept | null;
  readonly row: CaseRowData | null;
  /** Commands of the case without an outcome, and whether one has waited too long to be overtaken. */
  readonly pending: { readonly any: boolean; readonly stuck: boolean };
  /** The people whom the command names. */
  readonly people: readonly KnownRow[];
}

interface Row extends CaseRowData {
  kept: KeptRow | null;
  any_pending: boolean;
  stuck: boolean;
  people: KnownRow[] | null;
}

function statement(column: 'case_id' | 'ref'): string {
  return `
  SELECT ${CASE_COLUMNS},
    (SELECT row_to_json(c) FROM (
       SELECT id, case_id, ref, body_hash, outcome, result FROM command WHERE caller = $2 AND key = $3) c) AS kept,
    EXISTS (SELECT FROM command w WHERE w.case_id = v.case_id AND w.outcome IS NULL) AS any_pending,
    EXISTS (SELECT FROM command w WHERE w.case_id = v.case_id AND w.outcome IS NULL AND w.received_at < $4) AS stuck,
    (SELECT json_agg(k) FROM (${knownPeople('$5::uuid[]', 'v.learner_id', '$6')}) k) AS people
  FROM (SELECT) one LEFT JOIN (case_view v JOIN unit u ON u.id = v.school_id) ON v.${column} = $1`;
}

const REF = /^R-\d{4}-\d{6,}$/;

/**
 * Everything a command needs to know from the store, in one round trip: a command is answered as fast as a person
 * clicks, and each question more is a fifth of that.
 */
export async function lookAround(
  pool: pg.Pool,
  asked: {
    readonly idOrRef: string;
    readonly caller: string;
    readonly key: string;
    readonly personIds: readonly string[];
    readonly now: Instant;
  },
): Promise<Surroundings> {
  const { idOrRef, caller, key, personIds, now } = asked;
  const column = isUuid(idOrRef) ? 'case_id' : 'ref';
  const { rows } = await pool.query<Row>({
    name: `look-around-by-${column}`,
    text: statement(column),
    values: [
      column === 'ref' && !REF.test(idOrRef) ? '' : idOrRef,
      caller,
      key,
      new Date(now - OVERTAKE_AFTER),
      [...new Set(personIds)],
      todayInFinland(now),
    ],
  });
  const row = rows[0];
  return {
    kept: row?.kept ? keptOf(row.kept) : null,
    row: row?.state ? row : null,
    pending: { any: row?.any_pending === true, stuck: row?.stuck === true },
    people: row?.people ?? [],
  };
}
