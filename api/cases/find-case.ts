import type pg from 'pg';
import { asId, isUuid, type UnitId } from '../../domain/ids.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import { sees, type Section } from '../../domain/sight.js';
import type { CaseState } from '../../domain/state.js';
import { actorAt, type Caller, type School } from '../auth/caller.js';
import { erased, notFound } from '../http/problem.js';
import { rulesById } from '../rules/current-rules.js';

/** A case as one caller may see it: nothing shows a case without this. */
export interface SeenCase {
  readonly state: CaseState;
  readonly rules: Rules;
  readonly school: School & { readonly name: string };
  /** Whose record the case is. */
  readonly controllerId: string;
  readonly actor: Actor;
  readonly sections: ReadonlySet<Section>;
}

export interface CaseRowData {
  state: CaseState;
  controller_id: string;
  school_id: string;
  school_name: string;
  school_controller: string;
  erased: boolean;
}

export const CASE_COLUMNS = `v.state, v.controller_id, v.school_id, u.name AS school_name, u.controller_id AS school_controller,
  EXISTS (SELECT FROM case_erasure x WHERE x.case_id = v.case_id) AS erased`;

const REF = /^R-\d{4}-\d{6,}$/;

/** The case as this caller sees it; null when there is no relation between them. */
export async function lookAt(pool: pg.Pool, caller: Caller, row: CaseRowData): Promise<SeenCase | null> {
  const school = {
    id: asId<UnitId>(row.school_id),
    controllerId: row.school_controller,
    name: row.school_name,
  };
  const actor = actorAt(caller, school);
  const sections = sees(actor, row.state);
  if (sections === null || !sections.has('head')) return null;
  const { state, controller_id: controllerId } = row;
  return { state, rules: await rulesById(pool, state.rulesId), school, controllerId, actor, sections };
}

/**
 * The case of this id or reference as the caller sees it. Unknown and unrelated end alike: 404, same form, and the
 * same road to it (one statement, then the answer). 410 for one who would see it, had it not been erased.
 */
export async function findCase(pool: pg.Pool, caller: Caller, idOrRef: string): Promise<SeenCase> {
  const column = isUuid(idOrRef) ? 'case_id' : 'ref';
  if (column === 'ref' && !REF.test(idOrRef)) throw notFound();
  const { rows } = await pool.query<CaseRowData>({
    name: `find-case-by-${column}`,
    text: `SELECT ${CASE_COLUMNS} FROM case_view v JOIN unit u ON u.id = v.school_id WHERE v.${column} = $1`,
    values: [idOrRef],
  });
  const row = rows[0];
  const seen = row === undefined ? null : await lookAt(pool, caller, row);
  if (seen === null) throw notFound();
  if (row?.erased) throw erased();
  return seen;
}
