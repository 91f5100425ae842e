import type pg from 'pg';
import { hmacOf } from '../../api/commands/sealing.js';
import { CASE_TEXTS, type TextRow, type TextVault } from '../../api/vault/text-vault.js';
import { undoneErasures } from '../erasures/carry-out.js';
import type { ErasureLine } from '../erasures/erasure-list.js';
import type { Fault } from './faults.js';
import type { Note } from './ledger-check.js';
import type { StoredCase } from './stored-cases.js';

/** Where an audit reads words: the rows, and the vault that opens them. */
export interface Texts {
  readonly pool: pg.Pool;
  readonly vault: TextVault;
}

interface Named {
  readonly textId: string;
  readonly hmac: string;
}

/** References to sealed texts anywhere in an event. */
function textsIn(value: unknown): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  if (
    'textId' in value &&
    'hmac' in value &&
    typeof value.textId === 'string' &&
    typeof value.hmac === 'string'
  ) {
    return [{ textId: value.textId, hmac: value.hmac }];
  }
  return Object.values(value).flatMap(textsIn);
}

/** What is wrong with a text that is there: it does not open, or is not what the log says of it. */
function wrongWith(vault: TextVault, row: TextRow, hmac: string): Fault['kind'] | null {
  try {
    const text = vault.open(row);
    if (text === null) return 'text-locked';
    return hmacOf(text.body, text.salt) === hmac ? null : 'text-altered';
  } catch {
    // A byte of the box, or of its key, is another one.
    return 'text-altered';
  }
}

async function isErased(pool: pg.Pool, caseId: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT FROM case_erasure WHERE case_id = $1', [caseId]);
  return rows.length > 0;
}

/** Whether the sealed texts that a log names are there and are what they were; and gaps that the log itself records. */
export async function textsAndGaps(
  { pool, vault }: Texts,
  { caseId, ref, events }: StoredCase,
): Promise<{ readonly faults: Fault[]; readonly notes: Note[] }> {
  const gaps = events.flatMap(({ seq, type, body }): Note[] => {
    if (type !== 'gap-recorded') return [];
    const { data } = JSON.parse(body) as { data: { missing: number } };
    return [{ kind: 'gap', ref, detail: `${data.missing} events are gone before event ${seq}` }];
  });
  const named = events.flatMap(({ body }) => textsIn(JSON.parse(body)));
  if (named.length === 0) return { faults: [], notes: gaps };
  const { rows } = await pool.query<TextRow>(`SELECT ${CASE_TEXTS} WHERE t.id = ANY($1::uuid[])`, [
    named.map((text) => text.textId),
  ]);
  const there = new Map(rows.map((row) => [row.id, row]));
  const faults = named.flatMap(({ textId, hmac }): Fault[] => {
    const row = there.get(textId);
    const kind = row === undefined ? null : wrongWith(vault, row, hmac);
    return kind === null ? [] : [{ kind, caseId, ref, detail: `text ${textId}` }];
  });
  const gone = named.filter((text) => !there.has(text.textId));
  if (gone.length > 0 && (await isErased(pool, caseId))) {
    const detail = `${gone.length} texts were erased by order; the tombstone says by whom and why`;
    return { faults, notes: [...gaps, { kind: 'text-erased', ref, detail }] };
  }
  const lost = gone.map(
    ({ textId }) => ({ kind: 'text-gone', ref, detail: `text ${textId} is erased or lost` }) as const,
  );
  return { faults, notes: [...gaps, ...lost] };
}

/** Whether tombstones and the list outside agree, and nothing of what was erased has come back. */
export async function erasureFaults(pool: pg.Pool, list: readonly ErasureLine[]): Promise<Fault[]> {
  const undone = await undoneErasures(pool, list);
  const lines = new Set(list.map(({ line }) => line));
  const { rows } = await pool.query<{ case_id: string; ref: string; line: string }>(
    'SELECT case_id, ref, line FROM case_erasure ORDER BY erased_at',
  );
  const unlisted = rows.filter((row) => !lines.has(row.line));
  return [
    ...undone.map((ref): Fault => ({
      ...{ kind: 'erasure-undone', caseId: null, ref },
      detail: 'a restore has brought back what was erased',
    })),
    ...unlisted.map(({ case_id, ref }): Fault => ({
      ...{ kind: 'erasure-unlisted', caseId: case_id, ref },
      detail: 'the tombstone stands in no line of the list in ERASURE_FOLDER',
    })),
  ];
}
