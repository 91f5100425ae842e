import { dayNumber, type CivilDate } from '../domain/time/civil-date.js';
import { numbers } from './numbers.js';
import type { Db } from './seed.js';
import { toldUntil, type ToldVersion } from './told-until.js';

/** A school calendar that ends soon and that no version follows, or that nobody has published. */
export interface EndingCalendar {
  readonly name: string;
  /** The last school day that is decided; null: nothing that is published tells today. */
  readonly publishedUntil: CivilDate | null;
  /** Days from today to that day; negative when it has passed. */
  readonly daysLeft: number | null;
  /** Schools that count by it, with the id of their employer. */
  readonly schools: readonly { readonly id: string; readonly name: string; readonly controllerId: string }[];
}

interface Row {
  name: string;
  versions: ToldVersion[];
  schools: { id: string; name: string; controllerId: string }[];
}

// A version that begins later counts from its day: whoever has published the next school year has done the task.
const CALENDARS = `
  SELECT u.calendar AS name,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('validFrom', v.valid_from, 'years', (
                   SELECT jsonb_agg(jsonb_build_object('schoolYear', y ->> 'schoolYear', 'to', y -> 'terms' -> -1 ->> 'to'))
                   FROM jsonb_array_elements(v.content -> 'years') AS y
                 )) ORDER BY v.valid_from, v.published_at, v.id DESC), '[]')
          FROM policy_version v
          WHERE v.kind = 'calendar' AND v.state = 'published' AND v.name = u.calendar) AS versions,
         jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'controllerId', u.controller_id) ORDER BY u.name) AS schools
  FROM unit u GROUP BY u.calendar`;

/**
 * Calendars in use that end within the days of the policy (`calendarWarning`), the first to end first; in front those
 * of which nothing is published. A store that has not seen this release yet has to be seeded before.
 */
export async function endingCalendars(db: Db, today: CivilDate): Promise<EndingCalendar[]> {
  const { rows } = await db.query<Row>(CALENDARS);
  return rows
    .map(({ name, versions, schools }): EndingCalendar => {
      const publishedUntil = toldUntil(versions, today);
      const daysLeft = publishedUntil === null ? null : dayNumber(publishedUntil) - dayNumber(today);
      return { name, publishedUntil, daysLeft, schools };
    })
    .filter(({ daysLeft }) => daysLeft === null || daysLeft <= numbers().calendarWarning.value)
    .toSorted((a, b) => (a.daysLeft ?? -Infinity) - (b.daysLeft ?? -Infinity) || (a.name < b.name ? -1 : 1));
}
