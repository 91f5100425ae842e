import { addDays } from '../../domain/time/civil-date.js';
import { atLocal } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { FINLAND } from '../rules/today.js';
import type { Period } from './period.js';
import { overseeing } from './scope.js';

type Requests = NonNullable<SupervisionSummary['requests']>;
type RequestRow = {
  readonly [K in `${'waiting' | 'taken' | 'dismissed'}_${'in_time' | 'late'}` | 'passed_on']: number;
};

/**
 * Learners' own requests to talk that were made in the period, by where they are now. Numbers alone: of whom a request is
 * stands in its sealed words. They are the county's; for whoever oversees a school alone there are none (OHL 15 §, 17 §).
 *
 * The clock runs from the request. One that was taken up is a case and is counted there as well; one whose words are
 * gone still counts.
 */
export async function readRequests(
  deps: Deps,
  caller: Caller,
  period: Period,
): Promise<Requests | undefined> {
  const posts = overseeing(caller).filter(({ side }) => side === 'county');
  if (posts.length === 0) return undefined;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const units = posts.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
  const conditions = [
    `s.kind = 'talk' AND s.side = 'county'`,
    `s.opened_at >= ${bind(new Date(atLocal(FINLAND, period.from, 0)))}`,
    `s.opened_at < ${bind(new Date(atLocal(FINLAND, addDays(period.to, 1), 0)))}`,
  ];
  // The county works at every school.
  if (units.length === posts.length) conditions.push(`s.school_id = ANY (${bind(units)}::uuid[])`);
  if (period.school) conditions.push(`s.school_id = ${bind(period.school)}`);
  const now = bind(new Date(deps.now()));
  const count = (condition: string) => `count(*) FILTER (WHERE ${condition})::integer`;
  const taken = `s.status <> 'open' AND s.state ->> 'outcome' = 'case'`;
  const dismissed = `s.status <> 'open' AND s.state ->> 'outcome' <> 'case'`;
  const { rows } = await deps.pool.query<RequestRow>(
    `SELECT ${count(`s.status = 'open' AND s.due_at > ${now}`)} AS waiting_in_time,
            ${count(`s.status = 'open' AND s.due_at <= ${now}`)} AS waiting_late,
            ${count(`${taken} AND s.settled_at < s.due_at`)} AS taken_in_time,
            ${count(`${taken} AND s.settled_at >= s.due_at`)} AS taken_late,
            ${count(`${dismissed} AND s.settled_at < s.due_at`)} AS dismissed_in_time,
            ${count(`${dismissed} AND s.settled_at >= s.due_at`)} AS dismissed_late,
            ${count(`jsonb_array_length(coalesce(s.state -> 'passes', '[]')) > 0`)} AS passed_on
     FROM slip s WHERE ${conditions.join(' AND ')}`,
    values,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    waiting: { inTime: row.waiting_in_time, late: row.waiting_late },
    taken: { inTime: row.taken_in_time, late: row.taken_late },
    dismissed: { inTime: row.dismissed_in_time, late: row.dismissed_late },
    passedOn: row.passed_on,
  };
}
