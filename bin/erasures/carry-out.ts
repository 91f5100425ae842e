import type pg from 'pg';
import type { ErasureLine } from './erasure-list.js';

/** What was still there to be erased. */
export interface CarriedOut {
  readonly keys: number;
  readonly texts: number;
}

/**
 * Takes away what an erasure says, as role `rinnalla_eraser` within a transaction of the caller: data keys, rows of
 * texts with their salts, fingerprints of what was sent; and leaves the tombstone. Twice is the same as once.
 */
export async function carryOut(client: pg.ClientBase, { erasure, line }: ErasureLine): Promise<CarriedOut> {
  const { caseId, ref, controllerId, at } = erasure;
  const keys = await client.query('DELETE FROM vault.case_key WHERE case_id = $1', [caseId]);
  const texts = await client.query('DELETE FROM sealed_text WHERE case_id = $1', [caseId]);
  await client.query(`UPDATE command SET body_hash = 'erased' WHERE case_id = $1`, [caseId]);
  await client.query(
    `INSERT INTO case_erasure (case_id, ref, controller_id, erased_at, line) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (case_id) DO NOTHING`,
    [caseId, ref, controllerId, at, line],
  );
  return { keys: keys.rowCount ?? 0, texts: texts.rowCount ?? 0 };
}

/** Runs something as one transaction. */
export async function inTransaction<T>(client: pg.ClientBase, act: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await act();
    await client.query('COMMIT');
    return result;
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  }
}

/** Carries out the whole list: what a restore has brought back goes again. */
export async function carryOutAll(client: pg.ClientBase, list: readonly ErasureLine[]): Promise<CarriedOut> {
  return inTransaction(client, async () => {
    let [keys, texts] = [0, 0];
    for (const line of list) {
      const gone = await carryOut(client, line);
      keys += gone.keys;
      texts += gone.texts;
    }
    return { keys, texts };
  });
}

/** References of erased cases of which a key, a text or no tombstone is there: a restore has brought them back. */
export async function undoneErasures(
  pool: Pick<pg.Pool, 'query'>,
  list: readonly ErasureLine[],
): Promise<string[]> {
  if (list.length === 0) return [];
  const { rows } = await pool.query<{ case_id: string }>(
    'SELECT case_id FROM undone_erasures($1::uuid[]) AS u (case_id)',
    [list.map(({ erasure }) => erasure.caseId)],
  );
  const undone = new Set(rows.map((row) => row.case_id));
  return list.filter(({ erasure }) => undone.has(erasure.caseId)).map(({ erasure }) => erasure.ref);
}
