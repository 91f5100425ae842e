import type pg from 'pg';

/** Sealed words of a slip by their ids; one that is gone is left out. */
export async function readSlipWords(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; body: string }>({
    name: 'slip-words',
    text: 'SELECT id, body FROM slip_text WHERE id = ANY ($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.body]));
}
