import { asId, type UnitId } from '../../domain/ids.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Recording } from '../../domain/written.js';
import { numbers } from '../../policies/numbers.js';
import type { Caller } from '../auth/caller.js';
import type { Deps } from '../deps.js';
import { currentRules } from '../rules/current-rules.js';
import { overseen, overseenSides, shownToPosts } from './scope.js';

export interface Period {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly school?: string;
}

/** A statement in the making, and the values bound in it. */
export interface Scoped {
  readonly conditions: string;
  readonly values: unknown[];
  readonly bind: (value: unknown) => string;
}

/**
 * Conditions on duties (`d`) with their case (`v`, `u`): of the caller's own side, that show, begun in the period, in
 * the cases the caller oversees. Void cases are among them.
 */
export function ownDuties(caller: Caller, period: Period): Scoped {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    overseen(caller, bind),
    `d.side = ANY (${bind(overseenSides(caller))})`,
    `d.started_on BETWEEN ${bind(period.from)} AND ${bind(period.to)}`,
    shownToPosts(bind),
  ];
  if (period.school) conditions.push(`v.school_id = ${bind(period.school)}`);
  return { conditions: conditions.join(' AND '), values, bind };
}

/** The tables which `ownDuties` is about. */
export const DUTIES = `case_duty d JOIN case_view v ON v.case_id = d.case_id JOIN unit u ON u.id = v.school_id`;

/** The day on which an event (`e`) was recorded. */
export const RECORDED_ON = `(e.at AT TIME ZONE 'Europe/Helsinki')::date`;

/**
 * By what it is told whether something was recorded late. Public holidays are the same everywhere: the calendar of any
 * school tells them.
 */
export async function recordingBy(deps: Deps, schoolId: string | undefined): Promise<Recording> {
  const none = { zone: [], holidays: [], eves: [], schoolDays: [], publishedUntil: 0 };
  const rules = schoolId ? await currentRules(deps.pool, asId<UnitId>(schoolId), deps.now()) : null;
  return { limit: numbers().recordedLateAfter.value, calendar: rules?.calendar ?? none };
}
