import type { Pool } from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import { addDays, type CivilDate } from '../../domain/time/civil-date.js';
import { shiftCounted } from '../../domain/time/counting.js';
import type { Instant } from '../../domain/time/instant.js';
import { atLocal, localDate, localMinute } from '../../domain/time/zone.js';
import { endingCalendars, type EndingCalendar } from '../../policies/ending.js';
import { finlandZone, rulesNow } from '../../policies/published.js';

/** The mail about a school calendar that ends soon: to its administrators, never about anybody. */
export const CALENDAR_TEMPLATE = 'calendar-ends' as const;
export type CalendarTemplate = typeof CALENDAR_TEMPLATE;

/** True for as long as nothing follows the calendar: `until` is still the last school day that is decided. */
export interface CalendarStill {
  readonly kind: 'calendar';
  readonly name: string;
  readonly until: CivilDate;
}

// A week is seven days from one mail to the next, whatever happened in between.
const INSERT = `
  INSERT INTO mail (id, calendar, seq, ref, controller_id, recipient_id, shard, template, still, data, not_before)
  SELECT md5(concat_ws('/', 'calendar', $1::text, $2::text, r.person_id, $5::timestamptz))::uuid, $1, 0, '', r.controller_id,
    r.person_id, ('x' || substr(md5(r.person_id::text), 1, 4))::bit(16)::integer % 4,
    $6, jsonb_build_object('kind', 'calendar', 'name', $1::text, 'until', $2::text), jsonb_build_object('on', $2::text), $5
  FROM (
    SELECT DISTINCT ON (person_id) person_id, controller_id FROM staff_role
    WHERE role = 'administrator' AND valid_from <= $3::date AND (valid_to IS NULL OR valid_to >= $3::date)
      AND (side = 'county' OR controller_id = ANY ($4::uuid[]))
    ORDER BY person_id, controller_id
  ) r
  WHERE NOT EXISTS (
    SELECT FROM mail m WHERE m.calendar = $1 AND m.recipient_id = r.person_id
      AND m.not_before > $5::timestamptz - interval '7 days'
  )
  ON CONFLICT (id) DO NOTHING`;

/** The next mail hour of a weekday, by the rules of a school that counts by the calendar. */
async function nextMorning(pool: Pool, schoolId: UnitId, now: Instant): Promise<Instant | null> {
  const rules = await rulesNow(pool, schoolId, now);
  if (rules === null) return null;
  const { zone } = rules.calendar;
  const today = localDate(zone, now);
  const from = localMinute(zone, now) < rules.mailMinute ? today : addDays(today, 1);
  return atLocal(zone, shiftCounted('weekday', rules.calendar, from, 0), rules.mailMinute);
}

async function plan(pool: Pool, calendar: EndingCalendar, now: Instant): Promise<number> {
  const { name, publishedUntil, schools } = calendar;
  const [school] = schools;
  const at = school ? await nextMorning(pool, asId<UnitId>(school.id), now) : null;
  if (at === null) return 0;
  const controllers = [...new Set(schools.map((it) => it.controllerId))];
  const on = localDate(finlandZone, now);
  const values = [name, publishedUntil, on, controllers, new Date(at), CALENDAR_TEMPLATE];
  return (await pool.query(INSERT, values)).rowCount ?? 0;
}

/**
 * Writes the mails about calendars that end soon: to each administrator of their schools, on the next weekday morning,
 * at most once in seven days for each calendar. Answers how many were written. May run as often as one likes.
 */
export async function planCalendarMails(pool: Pool, now: Instant): Promise<number> {
  let written = 0;
  for (const calendar of await endingCalendars(pool, localDate(finlandZone, now))) {
    written += await plan(pool, calendar, now);
  }
  return written;
}

/** Of these mails' conditions, the names of calendars that still end on the day their mail tells. */
export async function stillEnding(
  pool: Pool,
  stills: readonly CalendarStill[],
): Promise<ReadonlySet<CalendarStill>> {
  if (stills.length === 0) return new Set();
  const { rows } = await pool.query<{ name: string; until: string }>(
    `SELECT DISTINCT ON (name) name, content ->> 'publishedUntil' AS until FROM policy_version
     WHERE kind = 'calendar' AND state = 'published' AND name = ANY ($1)
     ORDER BY name, valid_from DESC, published_at DESC`,
    [stills.map((still) => still.name)],
  );
  const until = new Map(rows.map((row) => [row.name, row.until]));
  return new Set(stills.filter((still) => until.get(still.name) === still.until));
}
