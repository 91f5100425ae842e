import type pg from 'pg';
import type { Keyring } from '../../api/vault/keyring.js';
import { todayInFinland } from '../../api/rules/today.js';
import { instant } from '../../domain/time/instant.js';
import type { RetentionPolicy } from '../../policies/retention.js';
import { StackProblem } from '../../stack/problem.js';
import { readRetention } from '../retention/read-retention.js';
import { findTwo } from './find-staff.js';
import { carryOut, inTransaction, type CarriedOut } from './carry-out.js';
import {
  appendErasure,
  type ERASURE_REASONS,
  readErasures,
  signed,
  type Erasure,
  type ErasureLine,
  type UnsignedErasure,
} from './erasure-list.js';

/** What the two who answer for it ask for. */
export interface ErasureRequest {
  /** Reference or id of the case. */
  readonly caseRef: string;
  readonly reason: (typeof ERASURE_REASONS)[number];
  /** Id or address of each, as the directory has them. */
  readonly by: string;
  readonly second: string;
}

export interface ErasureMeans {
  /** As the application's role: who people are. */
  readonly pool: Pick<pg.Pool, 'query'>;
  /** As `rinnalla_eraser`. */
  readonly eraser: pg.ClientBase;
  readonly folder: string;
  readonly keys: Keyring;
  /** How long what is kept. */
  readonly policy: RetentionPolicy;
  readonly now: number;
}

interface CaseRow {
  readonly case_id: string;
  readonly ref: string;
  readonly controller_id: string;
  readonly status: string;
  readonly version: number;
  readonly head_hash: string;
  readonly undecided: boolean;
  readonly erased: boolean;
  readonly held: boolean;
}

/** Something keeps this case, whoever asks; of others it says nothing. */
export class CaseKept extends StackProblem {}

/** Any number will do, as long as it is the same for all: one erasure at a time, so that lines follow one another. */
const LOCK = 7_211_302;

async function findCase(eraser: pg.ClientBase, caseRef: string): Promise<CaseRow> {
  const { rows } = await eraser.query<CaseRow>(
    `SELECT v.case_id, v.ref, v.controller_id, v.status, v.version, v.head_hash,
            EXISTS (SELECT FROM command c WHERE c.case_id = v.case_id AND c.outcome IS NULL) AS undecided,
            EXISTS (SELECT FROM case_erasure x WHERE x.case_id = v.case_id) AS erased,
            EXISTS (SELECT FROM case_hold h WHERE h.case_id = v.case_id AND h.lifted_at IS NULL) AS held
     FROM case_view v WHERE v.ref = $1 OR v.case_id::text = $1`,
    [caseRef],
  );
  const row = rows[0];
  if (!row) throw new CaseKept(`There is no case ${caseRef}.`, 'give its reference, or its id.');
  if (row.erased) throw new CaseKept(`The words of ${row.ref} are erased already.`, 'nothing.');
  if (row.held) throw new CaseKept(`${row.ref} is on hold.`, '`npx rinnalla hold` shows why; lift it first.');
  if (row.undecided || !['closed', 'void'].includes(row.status))
    throw new CaseKept(
      `${row.ref} is not closed, or a command of it is undecided.`,
      'close it, or declare it void, and see to what it still owes; then erase.',
    );
  return row;
}

/**
 * Erases the words of a case.
 *
 * 1. Two different people of the employer whose record it is answer for it, one of them as its supervisor or
 *    administrator. Who they are is what the operator says: the command cannot tell who sits beside.
 * 2. Only a case that is closed or void and owes no decision: nothing writes into it meanwhile.
 * 3. Nothing is erased while a hold stands, and nothing as "retention ended" before policy says so.
 * 4. The line outside is on the disk before anything is deleted. Broken off in between, the list is carried out by
 *    `rinnalla erase --again`, and the API does not open before.
 *
 * Throws CaseKept when something keeps the case, StackProblem when those who ask may not.
 */
export async function eraseCase(
  means: ErasureMeans,
  request: ErasureRequest,
): Promise<ErasureLine & CarriedOut> {
  const { pool, eraser, folder, keys, now } = means;
  // Everything below is one transaction of the eraser; facts of the directory are read beside it.
  return inTransaction(eraser, async () => {
    await eraser.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const found = await findCase(eraser, request.caseRef);
    const answers = { controllerId: found.controller_id, on: new Date(now), act: 'Erasing' };
    const { by, second } = await findTwo(pool, request, answers);
    const ended = request.reason === 'retention-ended' ? await endedRetention(means, found) : null;
    const made: UnsignedErasure = {
      ...{ caseId: found.case_id, ref: found.ref, controllerId: found.controller_id },
      ...{ reason: request.reason, by, second, at: new Date(now).toISOString() },
      ...(await contentsOf(eraser, found.case_id)),
      ...{ version: found.version, head: found.head_hash },
      ...(ended === null ? {} : { retention: ended }),
    };
    const line = signed(keys, await readErasures(folder, keys), made);
    await appendErasure(folder, line);
    return { ...line, ...(await carryOut(eraser, line)) };
  });
}

/** What the end of the retention rests on. Throws CaseKept while anything keeps the case. */
async function endedRetention(
  { pool, policy, now }: ErasureMeans,
  { case_id: caseId, ref }: CaseRow,
): Promise<NonNullable<Erasure['retention']>> {
  const today = todayInFinland(instant(now));
  for await (const { register, goesOn, keptBy, basis } of readRetention(pool, policy, { caseId }, today)) {
    if (register !== null && goesOn !== null && basis !== null && keptBy.length === 0)
      return { register, goesOn, basis };
    const when = goesOn === null ? '' : ` Its period ends so that it may go on ${goesOn}.`;
    throw new CaseKept(
      `${ref} may not go yet: ${keptBy.join(', ')}.${when}`,
      '`npx rinnalla retention list` shows what will go and when; another reason is another --reason.',
    );
  }
  throw new CaseKept(`There is no case ${ref}.`, 'give its reference, or its id.');
}

async function contentsOf(eraser: pg.ClientBase, caseId: string): Promise<{ texts: number; keys: string[] }> {
  const texts = await eraser.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM sealed_text WHERE case_id = $1',
    [caseId],
  );
  const keys = await eraser.query<{ id: string }>(
    'SELECT id FROM vault.case_key WHERE case_id = $1 ORDER BY id',
    [caseId],
  );
  return { texts: texts.rows[0]?.n ?? 0, keys: keys.rows.map((row) => row.id) };
}
