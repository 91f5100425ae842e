import type pg from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import type { EventType } from '../../domain/events.js';
import { SECOND, type Instant } from '../../domain/time/instant.js';
import type { NewLink } from '../links/new-links.js';
import type { SealedBatch } from '../vault/text-vault.js';

/** Earlier commands that wait longer than this are not overtaken: the sweeper sends them first. */
export const OVERTAKE_AFTER = 2 * SECOND;

export interface DoneResult {
  readonly version: number;
  readonly events: readonly { readonly seq: number; readonly type: EventType }[];
}
export interface RefusedResult {
  readonly code: string;
  readonly source: string;
}
export type Outcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'done'; readonly result: DoneResult }
  | { readonly kind: 'refused'; readonly result: RefusedResult };

/** A command the inbox holds. */
export interface Kept {
  readonly id: string;
  readonly caseId: string;
  readonly ref: string;
  readonly bodyHash: string;
  readonly outcome: Outcome;
}

interface OutcomeRow {
  outcome: 'done' | 'refused' | null;
  result: unknown;
}
export interface KeptRow extends OutcomeRow {
  id: string;
  case_id: string;
  ref: string;
  body_hash: string;
}

function outcomeOf(row: OutcomeRow): Outcome {
  // The two shapes stand in the comment of the column and are written by the projection and by `markRefused` alone.
  if (row.outcome === 'done') return { kind: 'done', result: row.result as DoneResult };
  if (row.outcome === 'refused') return { kind: 'refused', result: row.result as RefusedResult };
  return { kind: 'pending' };
}

/** The command this caller gave under this key, if any. */
export async function findKept(pool: pg.Pool, caller: string, key: string): Promise<Kept | null> {
  const { rows } = await pool.query<KeptRow>({
    name: 'find-kept',
    text: 'SELECT id, case_id, ref, body_hash, outcome, result FROM command WHERE caller = $1 AND key = $2',
    values: [caller, key],
  });
  return rows[0] ? keptOf(rows[0]) : null;
}

/** A row of the inbox as the door sees it. */
export function keptOf(row: KeptRow): Kept {
  return { id: row.id, caseId: row.case_id, ref: row.ref, bodyHash: row.body_hash, outcome: outcomeOf(row) };
}

/** What became of a command so far. */
export async function readOutcome(pool: pg.Pool, id: string): Promise<Outcome> {
  const { rows } = await pool.query<OutcomeRow>({
    name: 'read-outcome',
    text: 'SELECT outcome, result FROM command WHERE id = $1',
    values: [id],
  });
  const row = rows[0];
  return row === undefined ? { kind: 'pending' } : outcomeOf(row);
}

/** The commands that a case was given before this one and that have no outcome yet. */
export async function undecidedBefore(pool: pg.Pool, caseId: string, id: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'undecided-before',
    text: `SELECT id FROM command WHERE case_id = $1 AND outcome IS NULL
             AND received_seq < (SELECT received_seq FROM command WHERE id = $2)`,
    values: [caseId, id],
  });
  return rows.map((row) => row.id);
}

export interface NewCommand {
  readonly caller: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly ref: string;
  readonly controllerId: string;
  readonly command: AnyCommand;
  readonly texts: SealedBatch;
  readonly links?: readonly NewLink[];
  readonly receivedAt: Instant;
}

// One statement is one transaction: the command, its words, their key and its links are kept together or not at all.
const INSERT = `
  WITH kept AS (
    INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (caller, key) DO NOTHING
    RETURNING id
  ), words AS (
    INSERT INTO sealed_text (id, case_id, command_id, controller_id, salt, body, key_id, sealed, written_at)
    SELECT t.id, $5, kept.id, $7, ''::bytea, '', $12::uuid, t.sealed, $9
    FROM kept, unnest($10::uuid[], $11::bytea[]) AS t (id, sealed)
  ), key AS (
    INSERT INTO vault.case_key (id, case_id, controller_id, wrapped, master_id, made_at)
    SELECT $12::uuid, $5, $7, $13::bytea, $14, $9 FROM kept WHERE $13::bytea IS NOT NULL
  ), links AS (
    INSERT INTO consent_link (id, secret_hash, case_id, command_id, controller_id, person_id, member_ids, items, text_version,
      language, channel, made_by, made_at, expires_on, expires_at, second_factor, code_hash)
    SELECT l.id, l.secret_hash, $5, kept.id, $7, l.person_id, l.member_ids, l.items, l.text_version,
      l.language, l.channel, l.made_by, $9, l.expires_on, l.expires_at, l.second_factor, l.code_hash
    FROM kept, jsonb_to_recordset($15::jsonb) AS l (id uuid, secret_hash text, person_id uuid, member_ids text[], items text[],
      text_version text, language text, channel text, made_by uuid, expires_on date, expires_at timestamptz,
      second_factor text, code_hash text)
  )
  SELECT id FROM kept`;

/**
 * Keeps a command and its sealed texts. From here on it will be decided exactly once, whatever crashes. False when
 * the caller has used this key already: nothing was written.
 */
export async function keepCommand(pool: pg.Pool, wanted: NewCommand): Promise<boolean> {
  const { command, texts } = wanted;
  const { rowCount } = await pool.query({
    name: 'keep-command',
    text: INSERT,
    values: [
      command.id,
      wanted.caller,
      wanted.key,
      wanted.bodyHash,
      command.caseId,
      wanted.ref,
      wanted.controllerId,
      JSON.stringify(command),
      new Date(wanted.receivedAt),
      texts.ids,
      texts.boxes,
      texts.keyId,
      texts.newKey?.wrapped ?? null,
      texts.newKey?.masterId ?? null,
      JSON.stringify(wanted.links ?? []),
    ],
  });
  if (rowCount === 1) texts.stored();
  return rowCount === 1;
}

/** A refused command takes its texts and links with it, in the same transaction. An outcome that is there already stays. */
export async function markRefused(
  pool: pg.Pool,
  id: string,
  result: RefusedResult,
  now: Instant,
): Promise<void> {
  await pool.query(
    `WITH refused AS (
       UPDATE command SET outcome = 'refused', result = $2, decided_at = $3
       WHERE id = $1 AND outcome IS NULL RETURNING id
     ), links AS (
       DELETE FROM consent_link WHERE command_id IN (SELECT id FROM refused)
     )
     DELETE FROM sealed_text WHERE command_id IN (SELECT id FROM refused)`,
    [id, JSON.stringify(result), new Date(now)],
  );
}

/** The next free reference of a local year: `R-2026-000142`. */
export async function nextRef(pool: pg.Pool, year: number): Promise<string> {
  const { rows } = await pool.query<{ number: string }>(`SELECT nextval('case_ref_seq')::text AS number`);
  return `R-${year}-${(rows[0]?.number ?? '0').padStart(6, '0')}`;
}
