import type pg from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import type { CaseEvent } from '../../domain/events.js';
import { instant } from '../../domain/time/instant.js';
import { storeRules } from '../../policies/published.js';
import type { Timeline } from './timeline.js';

/** The school a command is about: a concern names it, later events do not change whose record it is. */
interface Place {
  readonly ref: string;
  readonly controllerId: string;
}

/** Reference and controller of a case: of its view, else of the concern that began it. */
async function placeOf(pool: pg.Pool, caseId: string, first: CaseEvent | undefined): Promise<Place | null> {
  const view = await pool.query<{ ref: string; controller: string }>(
    'SELECT ref, controller_id AS controller FROM case_view WHERE case_id = $1',
    [caseId],
  );
  const there = view.rows[0];
  if (there) return { ref: there.ref, controllerId: there.controller };
  if (first?.type !== 'concern-raised') return null;
  const { schoolId, responsible, ref } = first.data;
  // A request that the school must not know of is the county's record, as the API would have kept it.
  const { rows } = await pool.query<{ controller: string | null }>(
    `SELECT CASE WHEN $2 THEN coalesce((SELECT id FROM controller WHERE kind = 'county' LIMIT 1), u.controller_id)
            ELSE u.controller_id END AS controller FROM unit u WHERE u.id = $1`,
    [schoolId, responsible.school === undefined],
  );
  const controllerId = rows[0]?.controller;
  return controllerId ? { ref, controllerId } : null;
}

async function insert(pool: pg.Pool, command: AnyCommand, place: Place, refusal: unknown): Promise<boolean> {
  const receivedAt = new Date(command.receivedAt ?? 0);
  const { rowCount } = await pool.query(
    `INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at, outcome, result, decided_at)
     VALUES ($1, 'salvage', $1, '', $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      ...[command.id, command.caseId, place.ref, place.controllerId, JSON.stringify(command), receivedAt],
      ...(refusal ? ['refused', JSON.stringify(refusal), receivedAt] : [null, null, null]),
    ],
  );
  return rowCount === 1;
}

/**
 * Puts commands that the engine took and the inbox has lost back into the inbox: those whose events come back get
 * their outcome with them, the others are decided once more by `rebuild`. Whose key it was is not known any more.
 * Answers how many.
 */
export async function putBackCommands(
  pool: pg.Pool,
  caseId: string,
  { commands, events }: Timeline,
): Promise<number> {
  const place = await placeOf(pool, caseId, events.get(1));
  if (!place) return 0;
  let count = 0;
  for (const { command, refusal } of commands) if (await insert(pool, command, place, refusal)) count += 1;
  return count;
}

/** Puts back rule sets that cases were under and the database has lost: they are newer than those it has. */
export async function putBackRules(pool: pg.Pool, { rules }: Timeline): Promise<void> {
  for (const set of rules) await storeRules(pool, set, instant(Date.now()));
}
