import type pg from 'pg';
import type { ConsultationCommand } from '../../domain/consultation/consultation.js';
import type { SlipKind } from '../../domain/slips/slip.js';
import type { TalkCommand } from '../../domain/talk/talk.js';
import type { Instant } from '../../domain/time/instant.js';
import type { SealedBatch } from '../vault/text-vault.js';

/** A command on a slip of either kind. */
export type AnySlipCommand = ConsultationCommand | TalkCommand;

export type SlipOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly result: { readonly code: string; readonly source: string } };

/** A command the inbox of slips holds. */
export interface KeptSlipCommand {
  readonly id: string;
  readonly slipId: string;
  readonly bodyHash: string;
  readonly receivedAt: Date;
  readonly outcome: SlipOutcome;
}

/** A command that is composed and may be kept. */
export interface NewSlipCommand {
  readonly kind: SlipKind;
  readonly command: AnySlipCommand;
  readonly caller: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly schoolId: string;
  readonly controllerId: string;
  readonly texts: SealedBatch;
}

interface OutcomeRow {
  outcome: 'done' | 'refused' | null;
  result: { code: string; source: string } | null;
}

function outcomeOf({ outcome, result }: OutcomeRow): SlipOutcome {
  if (outcome === 'done') return { kind: 'done' };
  if (outcome === 'refused' && result) return { kind: 'refused', result };
  return { kind: 'pending' };
}

/** The command this caller gave under this key, if any; also one whose slip is erased, which names nobody any more. */
export async function findKeptSlip(
  pool: pg.Pool,
  caller: string,
  key: string,
): Promise<KeptSlipCommand | null> {
  const { rows } = await pool.query<
    OutcomeRow & { id: string; slip_id: string; body_hash: string; received_at: Date }
  >({
    name: 'find-kept-slip',
    text: `SELECT id, slip_id, body_hash, received_at, outcome, result FROM slip_command
           WHERE (caller = $1 AND key = $2) OR caller = gone_caller($1, $2)`,
    values: [caller, key],
  });
  const row = rows[0];
  if (row === undefined) return null;
  return {
    id: row.id,
    slipId: row.slip_id,
    bodyHash: row.body_hash,
    receivedAt: row.received_at,
    outcome: outcomeOf(row),
  };
}

/** What became of a command so far. */
export async function readSlipOutcome(pool: pg.Pool, id: string): Promise<SlipOutcome> {
  const { rows } = await pool.query<OutcomeRow>({
    name: 'read-slip-outcome',
    text: 'SELECT outcome, result FROM slip_command WHERE id = $1',
    values: [id],
  });
  return rows[0] ? outcomeOf(rows[0]) : { kind: 'pending' };
}

// One statement is one transaction: the command, its words and their key are kept together or not at all.
const INSERT = `
  WITH kept AS (
    INSERT INTO slip_command (id, caller, key, body_hash, kind, slip_id, school_id, controller_id, body, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (caller, key) DO NOTHING
    RETURNING id
  ), words AS (
    INSERT INTO slip_text (id, slip_id, command_id, controller_id, salt, body, key_id, sealed, written_at)
    SELECT t.id, $6, kept.id, $8, ''::bytea, '', $13::uuid, t.sealed, $10
    FROM kept, unnest($11::uuid[], $12::bytea[]) AS t (id, sealed)
  ), key AS (
    INSERT INTO vault.slip_key (id, slip_id, controller_id, wrapped, master_id, made_at)
    SELECT $13::uuid, $6, $8, $14::bytea, $15, $10 FROM kept WHERE $14::bytea IS NOT NULL
  )
  SELECT id FROM kept`;

/**
 * Keeps a command and its sealed words: from here on it will be decided exactly once, whatever crashes. False when
 * the caller has used this key already: nothing was written.
 */
export async function keepSlipCommand(pool: pg.Pool, wanted: NewSlipCommand): Promise<boolean> {
  const { command, texts } = wanted;
  const { rowCount } = await pool.query({
    name: 'keep-slip-command',
    text: INSERT,
    values: [
      command.id,
      wanted.caller,
      wanted.key,
      wanted.bodyHash,
      wanted.kind,
      command.slipId,
      wanted.schoolId,
      wanted.controllerId,
      JSON.stringify(command),
      new Date(command.receivedAt),
      texts.ids,
      texts.boxes,
      texts.keyId,
      texts.newKey?.wrapped ?? null,
      texts.newKey?.masterId ?? null,
    ],
  });
  if (rowCount === 1) texts.stored();
  return rowCount === 1;
}

/**
 * A refused command takes its words with it, in the same transaction, and who sent it when its slip is erased meanwhile.
 * An outcome that is there already stays.
 */
export async function markSlipRefused(
  pool: pg.Pool,
  id: string,
  result: { readonly code: string; readonly source: string },
  now: Instant,
): Promise<void> {
  await pool.query(
    `WITH refused AS (
       UPDATE slip_command c SET outcome = 'refused', result = $2, decided_at = $3,
         body = CASE WHEN s.erased THEN '{}' ELSE c.body END,
         caller = CASE WHEN s.erased THEN gone_caller(c.caller, c.key) ELSE c.caller END,
         key = CASE WHEN s.erased THEN c.id ELSE c.key END
       FROM (SELECT EXISTS (
         SELECT FROM slip JOIN slip_command ON slip_command.slip_id = slip.id
         WHERE slip_command.id = $1 AND slip.status = 'erased') AS erased) s
       WHERE c.id = $1 AND c.outcome IS NULL RETURNING c.id
     )
     DELETE FROM slip_text WHERE command_id IN (SELECT id FROM refused)`,
    [id, JSON.stringify({ code: result.code, source: result.source }), new Date(now)],
  );
}
