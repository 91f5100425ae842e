import { asId, isUuid, type UnitId } from '../../domain/ids.js';
import { knownTo } from '../../domain/duty-sight.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import { rightsFor, rightsOf, type Right, type Section } from '../../domain/sight.js';
import type { CaseState } from '../../domain/state.js';
import { actorAt, type Caller, type School } from '../auth/caller.js';
import type { Deps } from '../deps.js';
import { dutyNames, type DutyNames } from './duty-names.js';
import { erased, HttpProblem, notFound, refused } from '../http/problem.js';
import { rulesById } from '../rules/current-rules.js';
import { shownOf, type Shown } from './access-log.js';

/** A case as one caller may see it: nothing shows a case without this. */
export interface SeenCase {
  readonly state: CaseState;
  /** With the promises, acts and prohibitions the caller may know of: what an answer derives, it derives from this. */
  readonly known: CaseState;
  readonly rules: Rules;
  readonly school: School & { readonly name: string };
  /** Whose record the case is. */
  readonly controllerId: string;
  readonly actor: Actor;
  readonly sections: ReadonlySet<Section>;
  /** By which rights the caller sees them. */
  readonly rights: readonly Right[];
  /** What its promises are called outside. */
  readonly names: DutyNames;
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

/** Where a case is read from, and what names its promises. */
export type CaseSource = Pick<Deps, 'pool' | 'vault'>;

const REF = /^R-\d{4}-\d{6,}$/;

/** A school's facts, who the caller is there, and by which rights they see the case: none when they are strangers. */
export function seenFor(caller: Caller, row: CaseRowData) {
  const school = {
    id: asId<UnitId>(row.school_id),
    controllerId: row.school_controller,
    name: row.school_name,
  };
  const actor = actorAt(caller, school);
  return { school, actor, rights: rightsOf(actor, row.state, caller.at) };
}

/** The case as this caller sees it; null when there is no relation between them. */
export async function lookAt(store: CaseSource, caller: Caller, row: CaseRowData): Promise<SeenCase | null> {
  const seen = seenFor(caller, row);
  const sections = new Set(seen.rights.flatMap((right) => right.sections));
  if (!sections.has('head')) return null;
  const { state, controller_id: controllerId } = row;
  const known = knownTo({ personId: seen.actor.personId, sections }, state);
  const rules = await rulesById(store.pool, state.rulesId);
  return { state, known, rules, controllerId, sections, names: dutyNames(store.vault, state), ...seen };
}

/**
 * The case of this id or reference as the caller sees it. Unknown and unrelated end alike: 404, same form, and the
 * same road to it (one statement, then the answer). 410 for one who would see it, had it not been erased.
 */
async function findCase(store: CaseSource, caller: Caller, idOrRef: string): Promise<SeenCase> {
  const column = isUuid(idOrRef) ? 'case_id' : 'ref';
  if (column === 'ref' && !REF.test(idOrRef)) throw notFound();
  const { rows } = await store.pool.query<CaseRowData>({
    name: `find-case-by-${column}`,
    text: `SELECT ${CASE_COLUMNS} FROM case_view v JOIN unit u ON u.id = v.school_id WHERE v.${column} = $1`,
    values: [idOrRef],
  });
  const row = rows[0];
  const seen = row === undefined ? null : await lookAt(store, caller, row);
  if (seen === null) throw notFound();
  if (row?.erased) throw erased();
  return seen;
}

/** Whether a case may still be seen by whom it was shown to; shows nothing of it. Throws when the store is away. */
export async function maySee(store: CaseSource, caller: Caller, caseId: string): Promise<boolean> {
  try {
    await findCase(store, caller, caseId);
    return true;
  } catch (failure) {
    if (failure instanceof HttpProblem && (failure.status === 404 || failure.status === 410)) return false;
    throw failure;
  }
}

/** What an answer shows of a case, as rights; throws 403 when it is not for this caller. */
export type Showing = (seen: SeenCase) => readonly Right[];

/** Shows these sections, as far as the caller may see them. */
export function showing(...sections: readonly Section[]): Showing {
  return ({ rights }) => rightsFor(rights, sections);
}

/** As `showing`, and for nobody who may not see the first: known on the case, but not for this part of it. */
export function needing(section: Section, ...others: readonly Section[]): Showing {
  return ({ sections, rights }) => {
    if (!sections.has(section)) throw refused({ code: 'not-allowed', source: 'OHL 22 §' });
    return rightsFor(rights, [section, ...others]);
  };
}

/** Which case is asked for, what of it is shown, and when that is written down; default: meanwhile. */
interface Asked {
  readonly idOrRef: string;
  readonly shows: Showing;
  readonly writes?: 'meanwhile' | 'afterwards';
}

/**
 * Shows one case to a caller: the only road to a case for an answer, and it writes who was shown what.
 *
 * 1. 404 and 403 come first and write nothing: nothing was shown.
 * 2. The row is written while the answer is made, and is durable before the answer is there.
 * 3. So a row may stand for an answer that broke on the way; never the other way round.
 * 4. `writes: 'afterwards'`: what is shown is the rows themselves, and this one is not among them.
 */
export async function showCase<T>(
  deps: CaseSource & Pick<Deps, 'access' | 'now'>,
  caller: Caller,
  asked: Asked & Pick<Shown, 'kind' | 'via' | 'key'>,
  answer: (seen: SeenCase) => Promise<T>,
): Promise<T> {
  const { idOrRef, shows, writes, ...how } = asked;
  const seen = await findCase(deps, caller, idOrRef);
  const shown = shownOf(caller, seen, { ...how, rights: shows(seen), at: deps.now() });
  const write = () => deps.access.write([shown]);
  const answering = answer(seen);
  const writing = writes === 'afterwards' ? answering.then(write) : write();
  const [made] = await Promise.all([answering, writing]);
  return made;
}
