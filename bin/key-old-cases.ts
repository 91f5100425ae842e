import pg from 'pg';
import { keysTo } from '../domain/sight-keys.js';
import type { CaseState } from '../domain/state.js';

const BATCH = 200;

// No case is without a key: it has at least its own.
const UNKEYED = `SELECT case_id, version, state FROM case_view WHERE keys = '{}' ORDER BY case_id LIMIT ${BATCH}`;
// A case that has moved on meanwhile was given its keys by that.
const KEY = `UPDATE case_view v SET keys = k.keys FROM jsonb_to_recordset($1::jsonb) AS k (case_id uuid, version integer, keys text[])
  WHERE v.case_id = k.case_id AND v.version = k.version`;

interface Unkeyed {
  readonly case_id: string;
  readonly version: number;
  readonly state: CaseState;
}

/**
 * Gives cases of before there was a second wall their keys, by the core's own function and as the schema's owner: until
 * then nobody sees them. Answers how many there were; harmless to repeat, also while the product runs.
 */
export async function keyOldCases(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    let keyed = 0;
    for (;;) {
      const { rows } = await client.query<Unkeyed>(UNKEYED);
      if (rows.length === 0) return keyed;
      const keys = rows.map((row) => ({ ...row, state: undefined, keys: keysTo(row.state) }));
      await client.query(KEY, [JSON.stringify(keys)]);
      keyed += rows.length;
    }
  } finally {
    await client.end();
  }
}
