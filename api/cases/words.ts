import type { Deps } from '../deps.js';
import { CASE_TEXTS, type TextRow } from '../vault/text-vault.js';

/** Where words are read: their rows, and the vault that opens them. */
export type WordStore = Pick<Deps, 'pool' | 'vault'>;

/** Words of a case by text id; erased ones are missing. */
export async function readWords(
  { pool, vault }: WordStore,
  caseId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<TextRow>({
    name: 'case-words',
    text: `SELECT ${CASE_TEXTS} WHERE t.case_id = $1 AND t.id = ANY ($2::uuid[])`,
    values: [caseId, ids],
  });
  return vault.words(rows);
}
