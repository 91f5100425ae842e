import type pg from 'pg';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import type { FaultCode, Faults } from './faults.js';
import { idsIn, NOW } from './oneroster-roster.js';

interface Check {
  readonly code: FaultCode;
  readonly column: string;
  /** Gives `file` and `row` of each row that is wrong. */
  readonly sql: string;
  /** The statement takes $1: the day for what files of a bundle say of each other, else the employer. */
  readonly bound?: true;
}

// What is there once is told from what is there more often before anything is put in order: nearly all is there once.
function twice(table: string, key: string, file: string): string {
  return `SELECT '${file}' AS file, row FROM (
    SELECT row, row_number() OVER (PARTITION BY ${key} ORDER BY row) AS n FROM ${table} JOIN (
      SELECT ${key} FROM ${table} GROUP BY ${key} HAVING count(*) > 1) often USING (${key})) t WHERE n > 1`;
}

function unknown(table: string, key: string, file: string, known: string): string {
  return `SELECT '${file}' AS file, t.row FROM ${table} t LEFT JOIN ${known} k ON k.source_id = t.${key}
    WHERE k.source_id IS NULL`;
}

// An id that was mistyped, or parted otherwise, would leave custody to somebody who has none.
function noAgent(list: string): string {
  return `SELECT 'users.csv' AS file, u.row FROM raw_user u WHERE u.${list} <> '' AND EXISTS (
    ${idsIn(`u.${list}`)} EXCEPT ${idsIn('u.agents')})`;
}

/** What the files of a OneRoster bundle must say of each other. */
const OF_ONEROSTER: readonly Check[] = [
  { code: 'source-id-twice', column: 'sourcedId', sql: twice('raw_user', 'source_id', 'users.csv') },
  { code: 'source-id-twice', column: 'sourcedId', sql: twice('raw_class', 'source_id', 'classes.csv') },
  { code: 'source-id-twice', column: 'sourcedId', sql: twice('stage_unit', 'source_id', 'orgs.csv') },
  {
    code: 'source-id-twice',
    column: 'sourcedId',
    sql: twice('raw_demographic', 'user_id', 'demographics.csv'),
  },
  {
    code: 'unknown-user',
    column: 'userSourcedId',
    sql: unknown('raw_role', 'user_id', 'roles.csv', 'raw_user'),
  },
  { code: 'unknown-org', column: 'orgSourcedId', sql: unknown('raw_role', 'org', 'roles.csv', 'raw_org') },
  {
    code: 'unknown-user',
    column: 'userSourcedId',
    sql: unknown('raw_enrolment', 'user_id', 'enrollments.csv', 'raw_user'),
  },
  {
    code: 'unknown-class',
    column: 'classSourcedId',
    sql: unknown('raw_enrolment', 'class', 'enrollments.csv', 'raw_class'),
  },
  {
    code: 'unknown-user',
    column: 'agentSourcedIds',
    sql: `SELECT 'users.csv' AS file, u.row FROM raw_user u, unnest(string_to_array(u.agents, ',')) AS a
      WHERE NOT EXISTS (SELECT FROM raw_user k WHERE k.source_id = trim(a))`,
  },
  // The standard gives a role at an organisation, not towards a child: of whom somebody is guardian, and of whom only a
  // relative, is not to be told.
  {
    code: 'guardian-or-relative',
    column: 'role',
    bound: true,
    sql: `SELECT 'roles.csv' AS file, r.row FROM raw_role r WHERE r.role = 'relative' AND ${NOW}
      AND r.user_id IN (SELECT r.user_id FROM raw_role r WHERE r.role = 'guardian' AND ${NOW})
      AND r.user_id IN (SELECT a.id FROM raw_user u, LATERAL (${idsIn('u.agents')}) a)`,
  },
  { code: 'not-an-agent', column: 'metadata.withoutCustody', sql: noAgent('without_custody') },
  { code: 'not-an-agent', column: 'metadata.livesApart', sql: noAgent('lives_apart') },
  {
    code: 'birth-date-differs',
    column: 'birthDate',
    sql: `SELECT 'demographics.csv' AS file, d.row FROM raw_demographic d JOIN raw_user u ON u.source_id = d.user_id
      WHERE d.birth_date <> u.birth_date`,
  },
];

const SAYS = `given_name, family_name, email, phone, language, address_protected, staff_number, code_match`;

/** What people and posts must be, whatever format they came in. */
const OF_ALL: readonly Check[] = [
  {
    code: 'source-id-twice',
    column: 'source_id',
    sql: `SELECT file, row FROM (
      SELECT file, row, row_number() OVER (PARTITION BY source_id ORDER BY row) AS n FROM stage_learner) t WHERE n > 1`,
  },
  {
    code: 'person-differs',
    column: 'source_id',
    sql: `SELECT file, row FROM (
      SELECT file, row, (${SAYS}) IS DISTINCT FROM first_value((${SAYS})) OVER w AS differs
      FROM stage_person JOIN (
        SELECT kind, source_id FROM stage_person GROUP BY kind, source_id HAVING count(*) > 1
      ) often USING (kind, source_id)
      WINDOW w AS (PARTITION BY kind, source_id ORDER BY row)) t WHERE differs`,
  },
  {
    code: 'identity-code-twice',
    column: 'identity_code',
    sql: `SELECT file, row FROM (
      SELECT file, row, source_id, first_value(source_id) OVER w AS first
      FROM stage_person JOIN (
        SELECT kind, code_match FROM stage_person WHERE code_match IS NOT NULL GROUP BY kind, code_match HAVING count(*) > 1
      ) often USING (kind, code_match)
      WINDOW w AS (PARTITION BY kind, code_match ORDER BY row)) t
      WHERE source_id <> first`,
  },
  {
    code: 'identity-code-taken',
    column: 'identity_code',
    bound: true,
    sql: `SELECT s.file, s.row FROM stage_person s
      JOIN person_identity_code c ON c.controller_id = $1 AND c.kind = s.kind AND c.match = s.code_match
      JOIN directory_person d ON d.person_id = c.person_id WHERE d.source_id <> s.source_id
        AND NOT EXISTS (SELECT FROM stage_person o
          WHERE o.kind = s.kind AND o.source_id = d.source_id AND o.code_match IS NOT NULL)`,
  },
  {
    code: 'staff-number-twice',
    column: 'staff_number',
    sql: `SELECT file, row FROM (
      SELECT file, row, source_id, first_value(source_id) OVER w AS first
      FROM stage_person WHERE kind = 'staff' AND staff_number <> '' WINDOW w AS (PARTITION BY staff_number ORDER BY row)) t
      WHERE source_id <> first`,
  },
  {
    code: 'staff-number-taken',
    column: 'staff_number',
    bound: true,
    sql: `SELECT s.file, s.row FROM stage_person s JOIN person p ON p.staff_number = s.staff_number
      LEFT JOIN directory_person d ON d.person_id = p.id
      WHERE s.kind = 'staff' AND (d.controller_id IS DISTINCT FROM $1 OR d.source_id <> s.source_id)`,
  },
  {
    code: 'school-incomplete',
    column: 'name',
    bound: true,
    sql: `SELECT s.file, s.row FROM stage_unit s
      WHERE NOT EXISTS (SELECT FROM directory_unit d WHERE d.controller_id = $1 AND d.source_id = s.source_id)
        AND (s.level IS NULL OR s.policy IS NULL OR s.calendar IS NULL OR s.municipality IS NULL)`,
  },
  {
    code: 'unknown-policy',
    column: 'name',
    sql: `SELECT s.file, s.row FROM stage_unit s WHERE
        (s.policy IS NOT NULL AND NOT EXISTS (
          SELECT FROM policy_version v WHERE v.kind = 'policy' AND v.name = s.policy AND v.state = 'published'))
        OR (s.calendar IS NOT NULL AND NOT EXISTS (
          SELECT FROM policy_version v WHERE v.kind = 'calendar' AND v.name = s.calendar AND v.state = 'published'))`,
  },
  {
    code: 'unknown-school',
    column: 'school',
    sql: `SELECT s.file, s.row FROM stage_learner s WHERE NOT EXISTS (
        SELECT FROM unit_ref u WHERE u.source_id = s.unit)
          AND NOT EXISTS (SELECT FROM stage_unit n WHERE n.source_id = s.unit)
      UNION ALL
      SELECT s.file, s.row FROM stage_post s WHERE s.unit IS NOT NULL
          AND NOT EXISTS (SELECT FROM unit_ref u WHERE u.source_id = s.unit)
          AND NOT EXISTS (SELECT FROM stage_unit n WHERE n.source_id = s.unit)`,
  },
];

async function run(client: pg.ClientBase, checks: readonly Check[], value: string, faults: Faults) {
  for (const { code, column, sql, bound } of checks) {
    const values = bound ? [value] : [];
    const { rows } = await client.query<{ file: string; row: number }>(
      `${sql} ORDER BY file, row LIMIT 10000`,
      values,
    );
    for (const { file, row } of rows) faults.add({ file, row, column, code });
  }
}

/** What the files of a bundle say of each other, on a day. */
export function checkOneRoster(client: pg.ClientBase, on: CivilDate, faults: Faults): Promise<void> {
  return run(client, OF_ONEROSTER, on, faults);
}

/** What the rows say of each other and of those the directory knows. */
export function checkStaged(client: pg.ClientBase, controllerId: string, faults: Faults): Promise<void> {
  return run(client, OF_ALL, controllerId, faults);
}
