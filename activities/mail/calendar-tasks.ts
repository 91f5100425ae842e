import type { Pool } from 'pg';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import { schoolsBehind, type SchoolBehind } from '../../policies/behind.js';
import { endingCalendars, type EndingCalendar } from '../../policies/ending.js';
import { outdatedPolicies, type OutdatedPolicy } from '../../policies/law-changes.js';
import { finlandZone } from '../../policies/published.js';
import { seedPublished } from '../../policies/seed.js';

/**
 * Mails about school calendars and rules, to their administrators and never about anybody: it ends soon; nothing is
 * published; open cases of its schools are behind the rules or the calendar that hold today; the law has changed since
 * the rules began.
 */
export const CALENDAR_TEMPLATES = [
  'calendar-ends',
  'calendar-missing',
  'rules-behind',
  'law-changed',
] as const;
export type CalendarTemplate = (typeof CALENDAR_TEMPLATES)[number];

/**
 * `calendar`: true for as long as `until` is the last school day that is decided, or none is. `behind`: for as long as
 * an open case that the receiver's employer is party to waits at a school under this calendar. `law`: for as long as
 * the policy of this name knows the law of before `since` only.
 */
export type CalendarStill =
  | { readonly kind: 'calendar'; readonly name: string; readonly until: CivilDate | null }
  | { readonly kind: 'behind'; readonly name: string }
  | { readonly kind: 'law'; readonly name: string; readonly since: CivilDate };

/** Whether a mail hangs on a task of administrators; what else mails hang on has other kinds. */
export function isCalendarStill<S extends { readonly kind: string }>(
  still: S | CalendarStill,
): still is CalendarStill {
  return still.kind === 'calendar' || still.kind === 'behind' || still.kind === 'law';
}

/** A task of administrators, and at which schools it is whose: the school's employer, the county, or both. */
export interface CalendarTask {
  readonly template: CalendarTemplate;
  readonly still: CalendarStill;
  readonly data: { readonly on?: CivilDate };
  readonly schools: readonly Pick<SchoolBehind, 'id' | 'controllerId' | 'school' | 'county'>[];
}

/** The administrators of a task. `$1`: today, `$2`: its schools as JSON. */
export const RECEIVERS = `
  SELECT DISTINCT ON (h.person_id) h.person_id, h.controller_id
  FROM staff_role h
  JOIN jsonb_to_recordset($2::jsonb) AS s (id uuid, "controllerId" uuid, school boolean, county boolean)
    ON CASE h.side WHEN 'county' THEN s.county ELSE s.school AND s."controllerId" = h.controller_id END
   AND (h.unit_id IS NULL OR h.unit_id = s.id)
  WHERE h.role = 'administrator' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to >= $1::date)
  ORDER BY h.person_id, h.controller_id`;

function ofCalendar({ name, publishedUntil: until, schools }: EndingCalendar): CalendarTask {
  return {
    template: until === null ? 'calendar-missing' : 'calendar-ends',
    still: { kind: 'calendar', name, until },
    data: until === null ? {} : { on: until },
    schools: schools.map(({ id, controllerId }) => ({ id, controllerId, school: true, county: true })),
  };
}

/** One task for the schools of a calendar, whether it is their rules or their days that cases are behind. */
function ofCases(behind: readonly SchoolBehind[]): CalendarTask[] {
  const names = [...new Set(behind.map((it) => it.calendar))];
  return names.map((name) => ({
    template: 'rules-behind',
    still: { kind: 'behind', name },
    data: {},
    schools: behind.filter((it) => it.calendar === name),
  }));
}

function ofLaw({ name, changedOn, schools }: OutdatedPolicy): CalendarTask {
  return {
    template: 'law-changed',
    still: { kind: 'law', name, since: changedOn },
    data: { on: changedOn },
    schools: schools.map(({ id, controllerId }) => ({ id, controllerId, school: true, county: true })),
  };
}

/** What administrators have to do about calendars and rules now. */
export async function calendarTasks(pool: Pool, now: Instant): Promise<CalendarTask[]> {
  await seedPublished(pool, now);
  const on = localDate(finlandZone, now);
  const ending = await endingCalendars(pool, on);
  const outdated = await outdatedPolicies(pool, on);
  const behind = await schoolsBehind(pool, { on, now });
  return [...ending.map(ofCalendar), ...outdated.map(ofLaw), ...ofCases(behind)];
}
