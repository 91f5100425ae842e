import { dayNumber, parseDate, type CivilDate } from '../domain/time/civil-date.js';
import { numbers } from './numbers.js';
import type { Db } from './seed.js';

/** A school calendar that ends soon and that no version follows. */
export interface EndingCalendar {
  readonly name: string;
  /** The last school day that is decided. */
  readonly publishedUntil: CivilDate;
  /** Days from today to that day; negative when it has passed. */
  readonly daysLeft: number;
  /** Schools that count by it, with the id of their employer. */
  readonly schools: readonly { readonly id: string; readonly name: string; readonly controllerId: string }[];
}

interface Row {
  name: string;
  /** Null: nothing is published under this name. */
  until: string | null;
  schools: { id: string; name: string; controllerId: string }[];
}

// A version that begins later counts: whoever has published the next school year has done the task.
const CALENDARS = `
  SELECT u.calendar AS name,
         (SELECT v.content ->> 'publishedUntil' FROM policy_version v
          WHERE v.kind = 'calendar' AND v.state = 'published' AND v.name = u.calendar
          ORDER BY v.valid_from DESC, v.published_at DESC LIMIT 1) AS until,
         jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'controllerId', u.controller_id) ORDER BY u.name) AS schools
  FROM unit u GROUP BY u.calendar`;

/** Calendars in use that end within the days of the policy (`calendarWarning`), the first to end first. */
export async function endingCalendars(db: Db, today: CivilDate): Promise<EndingCalendar[]> {
  const { rows } = await db.query<Row>(CALENDARS);
  return rows
    .flatMap(({ name, until, schools }) => {
      if (until === null) return [];
      const publishedUntil = parseDate(until);
      return [{ name, publishedUntil, daysLeft: dayNumber(publishedUntil) - dayNumber(today), schools }];
    })
    .filter(({ daysLeft }) => daysLeft <= numbers().calendarWarning.value)
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.name < b.name ? -1 : 1));
}
