import { STAFF_ROLES, type Side, type StaffRole } from '../../domain/people.js';
import { EXPECTATIONS } from '../../domain/rules.js';
import { addDays } from '../../domain/time/civil-date.js';
import type { Caller } from '../auth/caller.js';
import { ANY_CONTROLLER } from '../auth/caller.js';
import type { SupervisionForecast, SupervisionWorkload } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { todayInFinland } from '../rules/today.js';
import { overseen, overseenSides, shownToPosts } from './scope.js';

/** What falls due on each of the coming days, in the cases and on the sides the caller oversees. */
export async function readForecast(
  deps: Deps,
  caller: Caller,
  query: { readonly days: number; readonly school?: string },
): Promise<SupervisionForecast> {
  const today = todayInFinland(deps.now());
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    overseen(caller, bind),
    `v.status IN ('open', 'aftercare')`,
    `d.status = 'open'`,
    shownToPosts(bind),
    `d.side = ANY (${bind(overseenSides(caller))})`,
    // What others owe is nothing that falls due here.
    `NOT d.kind = ANY (${bind([...EXPECTATIONS])})`,
    `(d.due_on IS NULL OR d.due_on < ${bind(addDays(today, query.days))}::date)`,
  ];
  if (query.school) conditions.push(`v.school_id = ${bind(query.school)}`);
  const { rows } = await deps.pool.query<{ day: string | null; due: number; law: number }>(
    `SELECT d.due_on::text AS day, count(*)::integer AS due, count(*) FILTER (WHERE d.force = 'law')::integer AS law
     FROM case_duty d JOIN case_view v ON v.case_id = d.case_id JOIN unit u ON u.id = v.school_id
     WHERE ${conditions.join(' AND ')} GROUP BY d.due_on ORDER BY d.due_on`,
    values,
  );
  const found = new Map(rows.map((row) => [row.day, row]));
  const days = Array.from({ length: query.days }, (_, i) => {
    const date = addDays(today, i);
    const row = found.get(date);
    return { date, due: row?.due ?? 0, law: row?.law ?? 0 };
  });
  const overdue = rows
    .filter((row) => row.day !== null && row.day < today)
    .reduce((all, row) => all + row.due, 0);
  return { asOf: today, days, overdue, undated: found.get(null)?.due ?? 0 };
}

interface LoadRow {
  id: string;
  name: string;
  side: Side;
  roles: string[];
  responsible: number;
  open: number;
  late: number;
  next: string | null;
}

/** Colleagues of the caller: people who hold a post on a side, at an employer and in schools the caller oversees. */
function colleagues(caller: Caller, bind: (value: unknown) => string): string {
  const ways = caller.roles
    .filter((held) => ['supervisor', 'coordinator', 'administrator'].includes(held.role))
    .map((held) => {
      const side = `r.side = ${bind(held.side)}`;
      const employer =
        held.controllerId === ANY_CONTROLLER ? 'true' : `r.controller_id = ${bind(held.controllerId)}`;
      const unit = held.unitId === null ? 'true' : `(r.unit_id = ${bind(held.unitId)} OR r.unit_id IS NULL)`;
      return `(${side} AND ${employer} AND ${unit})`;
    });
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}

/** Who carries what inside the caller's own employer: counted over the cases the caller oversees. */
export async function readWorkload(
  deps: Deps,
  caller: Caller,
  query: { readonly school?: string },
): Promise<SupervisionWorkload> {
  const today = todayInFinland(deps.now());
  const values: unknown[] = [today];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const school = query.school ? `AND v.school_id = ${bind(query.school)}` : '';
  const { rows } = await deps.pool.query<LoadRow>(
    `WITH cases AS (
       SELECT v.case_id, v.responsible_school, v.responsible_county
       FROM case_view v JOIN unit u ON u.id = v.school_id
       WHERE v.status IN ('open', 'aftercare') AND ${overseen(caller, bind)} ${school}
     ), people AS (
       SELECT p.id, p.given_name, p.family_name, r.side, array_agg(DISTINCT r.role) AS roles
       FROM staff_role r JOIN person p ON p.id = r.person_id
       WHERE r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to >= $1) AND ${colleagues(caller, bind)}
       GROUP BY p.id, p.given_name, p.family_name, r.side
     ), owed AS (
       SELECT d.owner_id, d.side, count(*)::integer AS open, count(*) FILTER (WHERE d.late)::integer AS late,
              min(d.due_on)::text AS next
       FROM case_duty d JOIN cases c ON c.case_id = d.case_id JOIN case_view v ON v.case_id = d.case_id
       WHERE d.status = 'open' AND ${shownToPosts(bind)} AND NOT d.kind = ANY (${bind([...EXPECTATIONS])}) GROUP BY d.owner_id, d.side
     )
     SELECT people.id, people.given_name || ' ' || people.family_name AS name, people.side, people.roles,
            (SELECT count(*)::integer FROM cases c WHERE
               CASE people.side WHEN 'school' THEN c.responsible_school ELSE c.responsible_county END = people.id) AS responsible,
            coalesce(owed.open, 0) AS open, coalesce(owed.late, 0) AS late, owed.next
     FROM people LEFT JOIN owed ON owed.owner_id = people.id AND owed.side = people.side
     ORDER BY owed.late DESC NULLS LAST, owed.open DESC NULLS LAST, people.family_name, people.given_name`,
    values,
  );
  const isRole = (role: string): role is StaffRole => STAFF_ROLES.some((it) => it === role);
  const items = rows.map((row) => ({
    personId: row.id,
    name: row.name,
    roles: row.roles.filter(isRole),
    side: row.side,
    responsibleFor: row.responsible,
    openDuties: row.open,
    lateDuties: row.late,
    nextDueOn: row.next,
  }));
  return { asOf: today, items };
}
