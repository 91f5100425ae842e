import { promiseFigures, type EndedPromises, type KeptPromises } from '../../domain/promise-figures.js';
import { EXPECTATIONS } from '../../domain/rules.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { numbers } from '../../policies/numbers.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { todayInFinland } from '../rules/today.js';
import { DUTIES, ownDuties, RECORDED_ON, recordingBy, type Period } from './period.js';

type PromiseRow = SupervisionSummary['promises'][number];
type Standing = Pick<PromiseRow, 'kind' | 'force' | 'kept' | 'broken' | 'open' | 'openLate'>;

async function readStanding(deps: Deps, caller: Caller, period: Period): Promise<Standing[]> {
  const { conditions, values, bind } = ownDuties(caller, period);
  const { rows } = await deps.pool.query<Standing>(
    `SELECT d.kind, d.force,
            count(*) FILTER (WHERE d.status = 'done' AND d.kept)::integer AS kept,
            count(*) FILTER (WHERE d.status = 'done' AND NOT d.kept)::integer AS broken,
            count(*) FILTER (WHERE d.status IN ('open', 'paused') AND NOT d.late)::integer AS open,
            count(*) FILTER (WHERE d.status IN ('open', 'paused') AND d.late)::integer AS "openLate"
     FROM ${DUTIES} WHERE ${conditions} AND v.status <> 'void' AND d.status <> 'cancelled'
       AND NOT d.kind = ANY (${bind([...EXPECTATIONS])})
     GROUP BY d.kind, d.force`,
    values,
  );
  return rows;
}

interface WrittenRow {
  readonly kind: PromiseRow['kind'];
  readonly force: PromiseRow['force'];
  readonly happened_on: string;
  readonly recorded_on: string;
  readonly count: number;
  readonly school_id: string;
}

function written({ kind, force, happened_on, recorded_on, count }: WrittenRow): KeptPromises {
  return { kind, force, count, happenedOn: parseDate(happened_on), recordedOn: parseDate(recorded_on) };
}

/** Kept promises whose keeping may have been recorded late: the log tells when, and only such entries are taken apart. */
async function readKept(deps: Deps, caller: Caller, period: Period): Promise<WrittenRow[]> {
  const { conditions, values, bind } = ownDuties(caller, period);
  const { rows } = await deps.pool.query<WrittenRow>(
    `WITH kept AS (
       SELECT DISTINCT ON (d.case_id, d.duty_id) d.kind, d.force, d.done_on, ${RECORDED_ON} AS recorded_on, v.school_id
       FROM ${DUTIES} JOIN case_event e ON e.case_id = d.case_id, jsonb_array_elements(e.body::jsonb -> 'duties') line
       WHERE ${conditions} AND v.status <> 'void' AND d.status = 'done' AND d.kept
         AND NOT d.kind = ANY (${bind([...EXPECTATIONS])})
         AND ${RECORDED_ON} - e.happened_on > ${bind(numbers().recordedLateAfter.value)}::integer
         AND line ->> 'op' = 'done' AND line ->> 'id' = d.duty_id AND line ->> 'on' = d.done_on::text
       ORDER BY d.case_id, d.duty_id, e.seq DESC)
     SELECT kind, force, done_on::text AS happened_on, recorded_on::text, count(*)::integer AS count,
            min(school_id::text) AS school_id
     FROM kept GROUP BY 1, 2, 3, 4`,
    values,
  );
  return rows;
}

interface EndedRow extends WrittenRow {
  readonly by: EndedPromises['by'];
  readonly due_on: string | null;
  readonly is_broken: boolean;
}

/**
 * Promises that closing or voiding ended: their limit may have passed by then. Closing ends a promise for good, also when
 * the case is opened again.
 */
async function readEnded(deps: Deps, caller: Caller, period: Period): Promise<EndedRow[]> {
  const { conditions, values, bind } = ownDuties(caller, period);
  const isBroken = `(v.status = 'void' AND d.status = 'done' AND NOT d.kept)`;
  const { rows } = await deps.pool.query<EndedRow>(
    `SELECT d.kind, d.force, CASE v.status WHEN 'void' THEN 'voiding' ELSE 'closing' END AS by, d.due_on::text,
            ${isBroken} AS is_broken, e.happened_on::text, ${RECORDED_ON}::text AS recorded_on,
            count(*)::integer AS count, min(v.school_id::text) AS school_id
     FROM ${DUTIES}, LATERAL (
       SELECT * FROM case_event e WHERE e.case_id = d.case_id AND e.type IN ('case-closed', 'case-voided')
         AND (${isBroken} OR e.body::jsonb -> 'duties' @> jsonb_build_array(jsonb_build_object('op', 'cancel', 'id', d.duty_id)))
       ORDER BY e.seq DESC LIMIT 1) e
     WHERE ${conditions} AND NOT d.kind = ANY (${bind([...EXPECTATIONS])})
       AND (${isBroken} OR d.status = 'cancelled' AND d.due_on < ${RECORDED_ON})
     GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    values,
  );
  return rows;
}

function ended(row: EndedRow): EndedPromises {
  const { by, due_on, is_broken: isBroken } = row;
  return { ...written(row), by, isBroken, dueOn: due_on === null ? null : parseDate(due_on) };
}

/** What the own side promised; what it waits for from others is not among it. */
export async function readPromises(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<SupervisionSummary['promises']> {
  const [standing, kept, over] = await Promise.all([
    readStanding(deps, caller, period),
    readKept(deps, caller, period),
    readEnded(deps, caller, period),
  ]);
  const by = await recordingBy(deps, (kept[0] ?? over[0])?.school_id);
  return promiseFigures(standing, kept.map(written), over.map(ended), by);
}

/** What the other side owes: answered, open, and open although the expected day has passed. */
export async function readExpectations(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<SupervisionSummary['expectations']> {
  const { conditions, values, bind } = ownDuties(caller, period);
  // What the other side owes is never late here: its day passes.
  const today = `${bind(todayInFinland(deps.now()))}::date`;
  const { rows } = await deps.pool.query<SupervisionSummary['expectations'][number]>(
    `SELECT d.kind,
            count(*) FILTER (WHERE d.status = 'done')::integer AS answered,
            count(*) FILTER (WHERE d.status = 'open' AND d.due_on < ${today} IS NOT TRUE)::integer AS open,
            count(*) FILTER (WHERE d.status = 'open' AND d.due_on < ${today})::integer AS passed
     FROM ${DUTIES} WHERE ${conditions} AND v.status <> 'void' AND d.status <> 'cancelled'
       AND d.kind = ANY (${bind([...EXPECTATIONS])})
     GROUP BY d.kind ORDER BY d.kind`,
    values,
  );
  return rows;
}
