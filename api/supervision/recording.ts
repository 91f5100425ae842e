import { parseDate, addDays } from '../../domain/time/civil-date.js';
import { atLocal } from '../../domain/time/zone.js';
import { recordingFigures } from '../../domain/written.js';
import { numbers } from '../../policies/numbers.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { FINLAND } from '../rules/today.js';
import { RECORDED_ON, recordingBy, type Period } from './period.js';
import { overseen, overseenSides } from './scope.js';

interface RecordedRow {
  happened_on: string;
  recorded_on: string;
  count: number;
  school_id: string;
}

// Who wrote an entry stands near its beginning; the store need not take it apart.
const SIDE_OF = `substring(e.body FROM '"by":\\{[^}]*"side":"(school|county)"')`;

/** What people of the own side recorded in the period, and how much of it late. */
export async function readRecording(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<SupervisionSummary['recording']> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    overseen(caller, bind),
    `v.status <> 'void'`,
    'e.command_id IS NOT NULL',
    `e.at >= ${bind(new Date(atLocal(FINLAND, period.from, 0)))}`,
    `e.at < ${bind(new Date(atLocal(FINLAND, addDays(period.to, 1), 0)))}`,
    `${SIDE_OF} = ANY (${bind(overseenSides(caller))})`,
  ];
  if (period.school) conditions.push(`v.school_id = ${bind(period.school)}`);
  const { rows } = await deps.pool.query<RecordedRow>(
    `SELECT e.happened_on::text, ${RECORDED_ON}::text AS recorded_on,
            count(*)::integer AS count, min(v.school_id::text) AS school_id
     FROM case_event e JOIN case_view v ON v.case_id = e.case_id JOIN unit u ON u.id = v.school_id
     WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`,
    values,
  );
  const by = await recordingBy(deps, rows[0]?.school_id);
  const recorded = rows.map((row) => ({
    happenedOn: parseDate(row.happened_on),
    recordedOn: parseDate(row.recorded_on),
    count: row.count,
  }));
  const { basis } = numbers().recordedLateAfter;
  return { limit: by.limit, basis, ...recordingFigures(recorded, by) };
}
