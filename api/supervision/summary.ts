import { addDays, parseDate, partsOf, type CivilDate } from '../../domain/time/civil-date.js';
import { EXPECTATIONS } from '../../domain/rules.js';
import { STAGES } from '../../domain/state.js';
import { atLocal } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { FINLAND, todayInFinland } from '../rules/today.js';
import { readDiscussions } from './discussions.js';
import type { Period } from './period.js';
import { readExpectations, readPromises } from './promises.js';
import { readRecording } from './recording.js';
import { readRequests } from './requests.js';
import { overseen, shownToPosts } from './scope.js';

interface CountRow {
  school_id: string;
  school_name: string;
  area: string;
  stage: string;
  open: number;
  late: number;
  urgent: number;
  aftercare: number;
  opened: number;
  closed: number;
}

type Counts = Pick<CountRow, 'open' | 'late' | 'urgent' | 'aftercare' | 'opened' | 'closed'>;
const NONE: Counts = { open: 0, late: 0, urgent: 0, aftercare: 0, opened: 0, closed: 0 };

/** The school year so far: from 1 August (POL 23 §). */
function defaultPeriod(today: CivilDate): { from: CivilDate; to: CivilDate } {
  const { year, month } = partsOf(today);
  return { from: parseDate(`${month >= 8 ? year : year - 1}-08-01`), to: today };
}

function sum(rows: readonly CountRow[]): Counts {
  return rows.reduce<Counts>(
    (all, row) => ({
      open: all.open + row.open,
      late: all.late + row.late,
      urgent: all.urgent + row.urgent,
      aftercare: all.aftercare + row.aftercare,
      opened: all.opened + row.opened,
      closed: all.closed + row.closed,
    }),
    NONE,
  );
}

function groupBy(rows: readonly CountRow[], key: (row: CountRow) => string): Map<string, CountRow[]> {
  const groups = new Map<string, CountRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

async function readCounts(deps: Deps, caller: Caller, period: Period): Promise<CountRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const begin = bind(new Date(atLocal(FINLAND, period.from, 0)));
  const end = bind(new Date(atLocal(FINLAND, addDays(period.to, 1), 0)));
  const conditions = [overseen(caller, bind), `v.status <> 'void'`];
  if (period.school) conditions.push(`v.school_id = ${bind(period.school)}`);
  const duties = `EXISTS (SELECT FROM case_duty d WHERE d.case_id = v.case_id AND ${shownToPosts(bind)} AND`;
  const late = `${duties} d.status = 'open' AND d.late AND NOT d.kind = ANY (${bind([...EXPECTATIONS])}))`;
  const owes = `${duties} d.status IN ('open', 'paused'))`;
  const { rows } = await deps.pool.query<CountRow>(
    `SELECT v.school_id, u.name AS school_name, u.municipality AS area, v.stage,
            count(*) FILTER (WHERE v.status = 'open')::integer AS open,
            count(*) FILTER (WHERE v.status IN ('open', 'aftercare') AND v.late AND ${late})::integer AS late,
            count(*) FILTER (WHERE v.status = 'open' AND v.urgent)::integer AS urgent,
            count(*) FILTER (WHERE v.status = 'aftercare' AND ${owes})::integer AS aftercare,
            count(*) FILTER (WHERE v.opened_at >= ${begin} AND v.opened_at < ${end})::integer AS opened,
            count(*) FILTER (WHERE (v.state #>> '{closing,on}') BETWEEN ${bind(period.from)}::text AND ${bind(period.to)}::text)::integer AS closed
     FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE ${conditions.join(' AND ')}
     GROUP BY v.school_id, u.name, u.municipality, v.stage ORDER BY u.municipality, u.name`,
    values,
  );
  return rows;
}

function byStage(rows: readonly CountRow[]): SupervisionSummary['byStage'] {
  const groups = groupBy(rows, (row) => row.stage);
  return STAGES.map((stage) => {
    const { open, late } = sum(groups.get(stage) ?? []);
    return { stage, open, late };
  });
}

/** Figures over what the caller oversees; no person is named. */
export async function readSummary(
  deps: Deps,
  caller: Caller,
  query: { readonly from?: CivilDate; readonly to?: CivilDate; readonly school?: string },
): Promise<SupervisionSummary> {
  const today = todayInFinland(deps.now());
  const period: Period = { ...defaultPeriod(today), ...query };
  const [rows, promises, discussions, requests, recording, expectations] = await Promise.all([
    readCounts(deps, caller, period),
    readPromises(deps, caller, period),
    readDiscussions(deps, caller, period, today),
    readRequests(deps, caller, period),
    readRecording(deps, caller, period),
    readExpectations(deps, caller, period),
  ]);
  const bySchool = [...groupBy(rows, (row) => row.school_id)].map(([schoolId, of]) => ({
    schoolId,
    schoolName: of[0]?.school_name ?? '',
    area: of[0]?.area ?? '',
    ...sum(of),
  }));
  const byArea = [...groupBy(rows, (row) => row.area)].map(([area, of]) => ({ area, ...sum(of) }));
  const { from, to } = period;
  return {
    ...{ asOf: today, from, to, totals: sum(rows), byStage: byStage(rows), bySchool, byArea },
    ...{ promises, discussions, recording, expectations },
    ...(requests ? { requests } : {}),
  };
}
