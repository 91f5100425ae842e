import type { WordStore } from '../cases/words.js';
import { SLIP_TEXTS, type TextRow } from '../vault/text-vault.js';

/** Sealed words of a slip by their ids; one that is gone is left out. */
export async function readSlipWords(
  { pool, vault }: WordStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<TextRow>({
    name: 'slip-words',
    text: `SELECT ${SLIP_TEXTS} WHERE t.id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return vault.words(rows);
}
