import type { Pool } from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import { addDays, type CivilDate } from '../../domain/time/civil-date.js';
import { shiftCounted } from '../../domain/time/counting.js';
import type { Instant } from '../../domain/time/instant.js';
import { atLocal, localDate, localMinute } from '../../domain/time/zone.js';
import { finlandZone, rulesNow } from '../../policies/published.js';
import { calendarNames, compileFor, UnknownPolicy } from '../../policies/registry.js';
import { calendarTasks, RECEIVERS, type CalendarStill, type CalendarTask } from './calendar-tasks.js';

// A week is seven days from one mail to the next about the same, whatever happened in between.
const INSERT = `
  INSERT INTO mail (id, calendar, seq, ref, controller_id, recipient_id, shard, template, still, data, not_before)
  SELECT md5(concat_ws('/', $3::text, $4::text, r.person_id, $7::timestamptz))::uuid, $4, 0, '', r.controller_id,
    r.person_id, ('x' || substr(md5(r.person_id::text), 1, 4))::bit(16)::integer % 4, $3, $5::jsonb, $6::jsonb, $7
  FROM (${RECEIVERS}) r
  WHERE NOT EXISTS (
    SELECT FROM mail m WHERE m.calendar = $4 AND m.template = $3 AND m.recipient_id = r.person_id
      AND m.not_before > $7::timestamptz - interval '7 days'
  )
  ON CONFLICT (id) DO NOTHING`;

/** The next mail hour of a weekday, by the rules of a school; by those of the release when it has none. */
async function nextMorning(pool: Pool, schoolId: UnitId, now: Instant): Promise<Instant> {
  const rules =
    (await rulesNow(pool, schoolId, now).catch((failure: unknown) => {
      if (failure instanceof UnknownPolicy) return null;
      throw failure;
    })) ??
    compileFor({
      ...{ schoolId, level: 'basic', on: localDate(finlandZone, now) },
      calendarName: calendarNames()[0] ?? '',
    });
  const { zone } = rules.calendar;
  const today = localDate(zone, now);
  const from = localMinute(zone, now) < rules.mailMinute ? today : addDays(today, 1);
  return atLocal(zone, shiftCounted('weekday', rules.calendar, from, 0), rules.mailMinute);
}

async function plan(pool: Pool, task: CalendarTask, now: Instant): Promise<number> {
  const { template, still, data, schools } = task;
  const [school] = schools;
  if (!school) return 0;
  const at = await nextMorning(pool, asId<UnitId>(school.id), now);
  const values = [
    ...[localDate(finlandZone, now), JSON.stringify(schools), template, still.name],
    ...[JSON.stringify(still), JSON.stringify(data), new Date(at)],
  ];
  return (await pool.query(INSERT, values)).rowCount ?? 0;
}

/**
 * Writes the mails about tasks of administrators: a school calendar ends soon or is missing, open cases are behind the
 * rules in force, or these are behind the law. To each administrator of the schools, on the next weekday morning, at most once in seven days for
 * each. Answers how many were written. May run as often as one likes.
 */
export async function planCalendarMails(pool: Pool, now: Instant): Promise<number> {
  let written = 0;
  for (const task of await calendarTasks(pool, now)) written += await plan(pool, task, now);
  return written;
}

/** A mail about a calendar that is about to leave. */
interface Leaving {
  readonly still: CalendarStill;
  readonly recipientId: string;
}

function isAlike(a: CalendarStill, b: CalendarStill): boolean {
  if (a.kind === 'law') return b.kind === 'law' && a.name === b.name && a.since === b.since;
  if (a.kind === 'calendar') return b.kind === 'calendar' && a.name === b.name && a.until === b.until;
  return a.kind === b.kind && a.name === b.name;
}

async function receivers(pool: Pool, { schools }: CalendarTask, on: CivilDate): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person_id: string }>(RECEIVERS, [on, JSON.stringify(schools)]);
  return new Set(rows.map((row) => row.person_id));
}

/** Of these mails those that are still true: the task is there, and it is the receiver's. */
export async function stillToDo<M extends Leaving>(
  pool: Pool,
  mails: readonly M[],
  now: Instant,
): Promise<ReadonlySet<M>> {
  if (mails.length === 0) return new Set();
  const tasks = await calendarTasks(pool, now);
  const on = localDate(finlandZone, now);
  const found = new Set<M>();
  for (const task of tasks) {
    const own = mails.filter(({ still }) => isAlike(still, task.still));
    if (own.length === 0) continue;
    const people = await receivers(pool, task, on);
    for (const mail of own) if (people.has(mail.recipientId)) found.add(mail);
  }
  return found;
}
