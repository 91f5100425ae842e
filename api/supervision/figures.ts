import { discussionFigures, recordingFigures, type Asked } from '../../domain/figures.js';
import { asId, type UnitId } from '../../domain/ids.js';
import { EXPECTATIONS, type Calendar } from '../../domain/rules.js';
import { parseDate, addDays, type CivilDate } from '../../domain/time/civil-date.js';
import { atLocal } from '../../domain/time/zone.js';
import { numbers } from '../../policies/numbers.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { currentRules } from '../rules/current-rules.js';
import { FINLAND, todayInFinland } from '../rules/today.js';
import { overseen, overseenSides, shownToPosts } from './scope.js';

export interface Period {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly school?: string;
}

/** A statement over duties (`d`) of the caller's own side that show, in the cases the caller oversees, begun in the period. */
function ownDuties(caller: Caller, period: Period, values: unknown[]): string {
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    overseen(caller, bind),
    `v.status <> 'void'`,
    `d.side = ANY (${bind(overseenSides(caller))})`,
    `d.started_on BETWEEN ${bind(period.from)} AND ${bind(period.to)}`,
    shownToPosts(bind),
  ];
  if (period.school) conditions.push(`v.school_id = ${bind(period.school)}`);
  return `FROM case_duty d JOIN case_view v ON v.case_id = d.case_id JOIN unit u ON u.id = v.school_id
          WHERE ${conditions.join(' AND ')}`;
}

/** What the own side promised; what it waits for from others is not among it. */
export async function readPromises(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<SupervisionSummary['promises']> {
  const values: unknown[] = [[...EXPECTATIONS]];
  const { rows } = await deps.pool.query<SupervisionSummary['promises'][number]>(
    `SELECT d.kind, d.force,
            count(*) FILTER (WHERE d.status = 'done' AND d.kept)::integer AS kept,
            count(*) FILTER (WHERE d.status = 'done' AND NOT d.kept)::integer AS broken,
            count(*) FILTER (WHERE d.status IN ('open', 'paused') AND NOT d.late)::integer AS open,
            count(*) FILTER (WHERE d.status IN ('open', 'paused') AND d.late)::integer AS "openLate"
     ${ownDuties(caller, period, values)} AND d.status <> 'cancelled' AND NOT d.kind = ANY ($1)
     GROUP BY d.kind, d.force ORDER BY d.force, d.kind`,
    values,
  );
  return rows;
}

/** What the other side owes: answered, open, and open although the expected day has passed. */
export async function readExpectations(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<SupervisionSummary['expectations']> {
  // What the other side owes is never late here: its day passes.
  const today = todayInFinland(deps.now());
  const values: unknown[] = [[...EXPECTATIONS], today];
  const { rows } = await deps.pool.query<SupervisionSummary['expectations'][number]>(
    `SELECT d.kind,
            count(*) FILTER (WHERE d.status = 'done')::integer AS answered,
            count(*) FILTER (WHERE d.status = 'open' AND d.due_on < $2::date IS NOT TRUE)::integer AS open,
            count(*) FILTER (WHERE d.status = 'open' AND d.due_on < $2::date)::integer AS passed
     ${ownDuties(caller, period, values)} AND d.status <> 'cancelled' AND d.kind = ANY ($1)
     GROUP BY d.kind ORDER BY d.kind`,
    values,
  );
  return rows;
}

interface AskedRow {
  due_on: string | null;
  is_open: boolean;
  is_declined: boolean;
  offers: Asked['offers'];
  school_id: string;
}

/** Opportunities to talk that were asked for in the period. */
export async function readDiscussions(
  deps: Deps,
  caller: Caller,
  period: Period,
  today: CivilDate,
): Promise<SupervisionSummary['discussions']> {
  const values: unknown[] = [];
  const { rows } = await deps.pool.query<AskedRow>(
    `SELECT DISTINCT ON (d.case_id) d.due_on::text, v.status = 'open' AS is_open, v.school_id::text,
            v.state -> 'marks' @> '[{"stage": "discussion", "state": "skipped"}]' AS is_declined,
            v.state -> 'offers' AS offers
     ${ownDuties(caller, period, values)} AND d.kind = 'discussion'
     ORDER BY d.case_id, d.started_on`,
    values,
  );
  const asked = rows.map(({ due_on, is_open: isOpen, is_declined: isDeclined, offers }) => ({
    promise: { dueOn: due_on === null ? null : parseDate(due_on) },
    offers,
    isOpen,
    isDeclined,
  }));
  const calendar = await calendarOf(deps, rows[0]?.school_id);
  return discussionFigures(asked, today, numbers().recordedLateAfter.value, calendar);
}

/** For counting weekdays. Public holidays are the same everywhere: the calendar of any school tells them. */
async function calendarOf(deps: Deps, schoolId: string | undefined): Promise<Calendar> {
  const none = { zone: [], holidays: [], eves: [], schoolDays: [], publishedUntil: 0 };
  const rules = schoolId ? await currentRules(deps.pool, asId<UnitId>(schoolId), deps.now()) : null;
  return rules?.calendar ?? none;
}

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
    `SELECT e.happened_on::text, (e.at AT TIME ZONE 'Europe/Helsinki')::date::text AS recorded_on,
            count(*)::integer AS count, min(v.school_id::text) AS school_id
     FROM case_event e JOIN case_view v ON v.case_id = e.case_id JOIN unit u ON u.id = v.school_id
     WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`,
    values,
  );
  const { value: limit, basis } = numbers().recordedLateAfter;
  const calendar = await calendarOf(deps, rows[0]?.school_id);
  const recorded = rows.map((row) => ({
    happenedOn: parseDate(row.happened_on),
    recordedOn: parseDate(row.recorded_on),
    count: row.count,
  }));
  return { limit, basis, ...recordingFigures(recorded, limit, calendar) };
}
