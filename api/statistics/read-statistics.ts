import type pg from 'pg';
import { TOPICS, type Topic } from '../../domain/commands.js';
import { publishCounts } from '../../domain/statistics-floor.js';
import { addDays } from '../../domain/time/civil-date.js';
import type { SchoolYear } from '../../domain/time/school-year.js';
import { atLocal } from '../../domain/time/zone.js';
import { numbers } from '../../policies/numbers.js';
import type { Caller } from '../auth/caller.js';
import type { Statistics } from '../contracts/statistics.js';
import { FINLAND } from '../rules/today.js';
import { overseen } from '../supervision/scope.js';

interface CountRow {
  readonly school_id: string;
  readonly school_name: string;
  readonly area: string;
  readonly topic: Topic;
  readonly learners: number;
}

/** True numbers, however small. They leave this file through `publishCounts` only. */
async function readCounts(
  pool: pg.Pool,
  scope: Pick<Caller, 'roles'>,
  year: SchoolYear,
): Promise<CountRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    overseen(scope, bind),
    `v.status <> 'void'`,
    `v.opened_at >= ${bind(new Date(atLocal(FINLAND, year.from, 0)))}`,
    `v.opened_at < ${bind(new Date(atLocal(FINLAND, addDays(year.to, 1), 0)))}`,
  ];
  const { rows } = await pool.query<CountRow>(
    `WITH first_case AS (
       SELECT DISTINCT ON (v.learner_id) u.id AS school_id, u.name AS school_name, u.municipality AS area,
              v.state ->> 'topic' AS topic
       FROM case_view v JOIN unit u ON u.id = v.school_id
       WHERE ${conditions.join(' AND ')}
       ORDER BY v.learner_id, v.opened_at, v.case_id
     )
     SELECT school_id, school_name, area, topic, count(*)::integer AS learners
     FROM first_case GROUP BY school_id, school_name, area, topic ORDER BY area, school_name, school_id`,
    values,
  );
  return rows;
}

/**
 * Learners for whom a case was begun in a school year, by school and topic, as far as somebody oversees; no number is
 * about fewer people than the floor, and none can be reckoned. Throws 403 for a role that has no such function.
 */
export async function readStatistics(
  pool: pg.Pool,
  scope: Pick<Caller, 'roles'>,
  year: SchoolYear,
): Promise<Statistics> {
  const rows = await readCounts(pool, scope, year);
  const schools = [...new Map(rows.map((row) => [row.school_id, row])).values()];
  const counted = new Map(rows.map((row) => [`${row.school_id} ${row.topic}`, row.learners]));
  const { value: floor, basis } = numbers().statisticsFloor;
  const published = publishCounts(
    {
      rows: schools.map((school) => school.school_id),
      columns: TOPICS,
      counts: schools.map(({ school_id: id }) => TOPICS.map((topic) => counted.get(`${id} ${topic}`) ?? 0)),
    },
    floor,
  );
  return {
    ...{ from: year.from, to: year.to, floor, basis, topics: [...TOPICS] },
    bySchool: schools.map(({ school_id: schoolId, school_name: schoolName, area }, i) => ({
      ...{ schoolId, schoolName, area },
      byTopic: [...(published.cells[i] ?? [])],
      total: published.rowTotals[i] ?? null,
    })),
    byTopic: [...published.columnTotals],
    total: published.total,
  };
}
