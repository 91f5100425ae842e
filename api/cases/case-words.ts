import type pg from 'pg';
import type { CaseEvent } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import { annexOf } from '../../domain/annex.js';
import { wasAnswered, wordsOf, type Responses, type Words } from './present-annex.js';
import { CASE_TEXTS, type TextRow } from '../vault/text-vault.js';
import { readLog } from './read-log.js';
import type { WordStore } from './words.js';

export interface CaseWords {
  /** How the concern was described. */
  readonly description: string | null;
  readonly byId: Words;
}

/** The words shown on the case page, for those who may read texts. */
export async function readCaseWords({ pool, vault }: WordStore, state: CaseState): Promise<CaseWords> {
  const { rows } = await pool.query<TextRow & { first: boolean }>({
    name: 'case-texts',
    text: `SELECT t.command_id = (SELECT command_id FROM case_event WHERE case_id = $1 AND seq = 1) AS first, ${CASE_TEXTS}
           WHERE t.case_id = $1 AND (t.id = ANY ($2::uuid[])
             OR t.command_id = (SELECT command_id FROM case_event WHERE case_id = $1 AND seq = 1))`,
    values: [state.caseId, wordsOf(state)],
  });
  const byId = vault.words(rows);
  return { description: byId.get(rows.find((row) => row.first)?.id ?? '') ?? null, byId };
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
