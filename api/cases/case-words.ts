import type pg from 'pg';
import type { CaseEvent } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import { annexOf } from '../../domain/annex.js';
import { wasAnswered, wordsOf, type Responses, type Words } from './present-annex.js';
import { readLog } from './read-log.js';

export interface CaseWords {
  /** How the concern was described. */
  readonly description: string | null;
  readonly byId: Words;
}

/** The words shown on the case page, for those who may read texts. */
export async function readCaseWords(pool: pg.Pool, state: CaseState): Promise<CaseWords> {
  const { rows } = await pool.query<{ id: string; body: string; first: boolean }>({
    name: 'case-texts',
    text: `SELECT t.id, t.body, t.command_id = e.command_id AS first
           FROM sealed_text t JOIN case_event e ON e.case_id = t.case_id AND e.seq = 1
           WHERE t.case_id = $1 AND (t.command_id = e.command_id OR t.id = ANY ($2::uuid[]))`,
    values: [state.caseId, wordsOf(state)],
  });
  return {
    description: rows.find((row) => row.first)?.body ?? null,
    byId: new Map(rows.map((row) => [row.id, row.body])),
  };
}

/** What the other side answered, by duty: the log alone knows. Most cases have nothing to ask for. `ahead`: see `readLog`. */
export async function readResponses(
  pool: pg.Pool,
  state: CaseState,
  ahead: readonly CaseEvent[],
): Promise<Responses> {
  if (!wasAnswered(state)) return new Map();
  const events = await readLog(pool, state.caseId, ['response-recorded'], ahead);
  return new Map(
    events.map(({ data, happenedOn }) => [data.dutyId, { response: data.response, on: happenedOn }]),
  );
}

/** Names of the schools that learners of the case move to. */
export async function readSchools(pool: pg.Pool, state: CaseState): Promise<ReadonlyMap<string, string>> {
  const ids = annexOf(state).transfers.flatMap((it) => it.toUnitId ?? []);
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; name: string }>(
    'SELECT id, name FROM unit WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
