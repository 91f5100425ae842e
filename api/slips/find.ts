import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import type { Actor } from '../../domain/people.js';
import type { SlipKind, SlipState } from '../../domain/slips/slip.js';
import { actorAt, ANY_CONTROLLER, type Caller, type School } from '../auth/caller.js';

/** A stored slip, with its school, and the caller as an actor there. */
export interface FoundSlip<S extends SlipState> {
  readonly state: S;
  readonly school: School & { readonly name: string };
  readonly controllerId: string;
  readonly actor: Actor;
}

interface Row<S> {
  readonly state: S;
  readonly school_id: string;
  readonly school_name: string;
  readonly school_controller: string;
  readonly controller_id: string;
}

const COLUMNS = `s.state, s.school_id, s.controller_id, u.name AS school_name, u.controller_id AS school_controller`;

function found<S extends SlipState>(row: Row<S>, caller: Caller): FoundSlip<S> {
  const school = {
    id: asId<UnitId>(row.school_id),
    controllerId: row.school_controller,
    name: row.school_name,
  };
  return { state: row.state, school, controllerId: row.controller_id, actor: actorAt(caller, school) };
}

/** A slip of a kind by id; null when it is unknown or its words are gone. Whether the caller may see it is not asked here. */
export async function findSlip<S extends SlipState>(
  pool: pg.Pool,
  kind: SlipKind,
  caller: Caller,
  id: string,
): Promise<FoundSlip<S> | null> {
  const { rows } = await pool.query<Row<S>>({
    name: 'find-slip',
    text: `SELECT ${COLUMNS} FROM slip s JOIN unit u ON u.id = s.school_id
           WHERE s.id = $1 AND s.kind = $2 AND s.status <> 'erased'`,
    values: [id, kind],
  });
  return rows[0] ? found(rows[0], caller) : null;
}

/**
 * Slips that may concern the caller: those asked by them, and those of employer and school where they hold the asked
 * post or one over it. Open ones first, what is due first on top.
 */
export async function listSlips<S extends SlipState>(
  pool: pg.Pool,
  kind: SlipKind,
  caller: Caller,
): Promise<FoundSlip<S>[]> {
  if (caller.personId === null) return [];
  const posts = caller.roles.map(({ role, side, unitId, controllerId }) => ({
    ...{ role, side, unit: unitId },
    controller: controllerId === ANY_CONTROLLER ? null : controllerId,
  }));
  const { rows } = await pool.query<Row<S>>({
    name: 'list-slips',
    text: `SELECT ${COLUMNS} FROM slip s JOIN unit u ON u.id = s.school_id
           WHERE s.kind = $1 AND s.status <> 'erased' AND (s.asked_by = $2 OR EXISTS (
             SELECT FROM jsonb_to_recordset($3::jsonb) AS p(role text, side text, unit uuid, controller uuid)
             WHERE p.side = s.side AND p.role IN (s.role, 'coordinator', 'supervisor')
               AND (p.unit = s.school_id OR (p.unit IS NULL AND (p.side = 'county' OR p.controller = u.controller_id)))))
           ORDER BY (s.status = 'open') DESC, s.due_at, s.id LIMIT 200`,
    values: [kind, caller.personId, JSON.stringify(posts)],
  });
  return rows.map((row) => found(row, caller));
}
