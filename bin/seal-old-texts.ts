import pg from 'pg';
import { masterKeys, TextVault, type Shelf } from '../api/vault/text-vault.js';
import type { Settings } from './settings.js';

const BATCH = 200;

interface ClearRow {
  readonly id: string;
  readonly subject_id: string;
  readonly controller_id: string;
  readonly salt: Buffer;
  readonly body: string;
}

const CLEAR = {
  case: 'SELECT id, case_id AS subject_id, controller_id, salt, body FROM sealed_text WHERE key_id IS NULL LIMIT $1 FOR UPDATE SKIP LOCKED',
  slip: 'SELECT id, slip_id AS subject_id, controller_id, salt, body FROM slip_text WHERE key_id IS NULL LIMIT $1 FOR UPDATE SKIP LOCKED',
} as const satisfies Record<Shelf, string>;

const NEW_KEY = {
  case: `INSERT INTO vault.case_key (id, case_id, controller_id, wrapped, master_id, made_at) VALUES ($1, $2, $3, $4, $5, now())`,
  slip: `INSERT INTO vault.slip_key (id, slip_id, controller_id, wrapped, master_id, made_at) VALUES ($1, $2, $3, $4, $5, now())`,
} as const satisfies Record<Shelf, string>;

const SEAL = {
  case: `UPDATE sealed_text SET salt = '', body = '', key_id = $2, sealed = $3 WHERE id = $1`,
  slip: `UPDATE slip_text SET salt = '', body = '', key_id = $2, sealed = $3 WHERE id = $1`,
} as const satisfies Record<Shelf, string>;

async function sealOne(client: pg.Client, vault: TextVault, shelf: Shelf, row: ClearRow): Promise<void> {
  const { id, subject_id: subjectId, controller_id: controllerId, salt, body } = row;
  const batch = await vault.seal(client, shelf, subjectId, [{ id, salt, body }]);
  const { newKey } = batch;
  if (newKey)
    await client.query(NEW_KEY[shelf], [newKey.id, subjectId, controllerId, newKey.wrapped, newKey.masterId]);
  await client.query(SEAL[shelf], [id, batch.keyId, batch.boxes[0]]);
}

/** One batch is one transaction, and its vault forgets with it: a key that was rolled back serves nobody. */
async function sealBatch(
  client: pg.Client,
  settings: Settings,
  textKey: string,
  shelf: Shelf,
): Promise<number> {
  const vault = new TextVault(masterKeys(textKey, settings.textKeyOld));
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<ClearRow>(CLEAR[shelf], [BATCH]);
    // One after the other: the second text of a case finds the key of the first.
    for (const row of rows) await sealOne(client, vault, shelf, row);
    await client.query('COMMIT');
    return rows.length;
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  }
}

/**
 * Puts texts from before there was a vault under the keys of their cases and slips, as the schema's owner: nobody else
 * may change a text. Answers how many there were; harmless to repeat, also while the product runs.
 */
export async function sealOldTexts(ownerUrl: string, settings: Settings, textKey: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    let sealed = 0;
    for (const shelf of ['case', 'slip'] as const) {
      for (;;) {
        const batch = await sealBatch(client, settings, textKey, shelf);
        sealed += batch;
        if (batch < BATCH) break;
      }
    }
    return sealed;
  } finally {
    await client.end();
  }
}
