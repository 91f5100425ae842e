import type { CivilDate } from '../../domain/time/civil-date.js';
import { lastSchoolYear, schoolYearOf, type SchoolYear } from '../../domain/time/school-year.js';

export type YearFault = { readonly field: 'from' | 'to'; readonly code: 'not-a-school-year' | 'not-over' };

/**
 * The school year statistics are asked for. Only whole ones that are over: of two periods that differ by a day, the
 * difference would be told, and of a year that goes on, each new case.
 */
export function statisticsYear(
  asked: { readonly from?: CivilDate; readonly to?: CivilDate },
  today: CivilDate,
): SchoolYear | YearFault {
  const last = lastSchoolYear(today);
  const day = asked.from ?? asked.to;
  if (day === undefined) return last;
  const year = schoolYearOf(day);
  if (asked.from !== undefined && asked.from !== year.from)
    return { field: 'from', code: 'not-a-school-year' };
  if (asked.to !== undefined && asked.to !== year.to) return { field: 'to', code: 'not-a-school-year' };
  if (year.to > last.to) return { field: asked.from === undefined ? 'to' : 'from', code: 'not-over' };
  return year;
}
