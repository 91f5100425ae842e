import type pg from 'pg';
import type { CivilDate } from '../../../domain/time/civil-date.js';

/** A row `r` of roles or enrolments holds on the day $1. */
export const NOW = '(r.begins IS NULL OR r.begins <= $1) AND (r.ends IS NULL OR r.ends >= $1)';

/** The ids that a cell lists, parted by commas: a set of `id`. */
export function idsIn(cell: string): string {
  return `SELECT trim(listed) AS id FROM unnest(string_to_array(${cell}, ',')) AS listed WHERE trim(listed) <> ''`;
}

const USER = `u.given_name, u.family_name, u.email, u.phone, u.language, u.address_protected`;

// A learner goes to the school of the student role that holds, the primary one first; the class is the home class of
// that school, else the class that is primary, else the grade. An ended role ends going to school.
const LEARNERS = `
  INSERT INTO stage_learner (source_id, unit, class, birth_date, municipality, file, row)
  SELECT DISTINCT ON (r.user_id) r.user_id, r.org, coalesce(c.title, u.grades, '-'),
         coalesce(d.birth_date, u.birth_date), u.municipality, 'users.csv', u.row
  FROM raw_role r
  JOIN raw_user u ON u.source_id = r.user_id
  LEFT JOIN raw_demographic d ON d.user_id = r.user_id
  LEFT JOIN (
    SELECT DISTINCT ON (r.user_id, r.org) r.user_id, r.org, g.title
    FROM raw_enrolment r JOIN raw_class g ON g.source_id = r.class
    WHERE r.role = 'student' AND ${NOW}
    ORDER BY r.user_id, r.org, g.homeroom DESC, r.is_primary DESC NULLS LAST, r.row
  ) c ON c.user_id = r.user_id AND c.org = r.org
  WHERE r.role = 'student' AND ${NOW}
  ORDER BY r.user_id, r.is_primary DESC, r.row`;

// A teacher of a home class is its homeroom teacher. Of several times of one post the last counts.
const POSTS = `
  INSERT INTO stage_post (source_id, role, unit, valid_from, valid_to, file, row)
  SELECT r.user_id,
         CASE WHEN r.role = 'subject_teacher' AND h.user_id IS NOT NULL THEN 'homeroom_teacher' ELSE r.role END,
         r.org, r.begins, r.ends, 'roles.csv', r.row
  FROM raw_role r
  LEFT JOIN (
    SELECT DISTINCT r.user_id, r.org FROM raw_enrolment r JOIN raw_class g ON g.source_id = r.class
    WHERE r.role = 'teacher' AND g.homeroom AND ${NOW}
  ) h ON h.user_id = r.user_id AND h.org = r.org
  WHERE r.role NOT IN ('student', 'guardian', 'relative')`;

// A post at an organisation that is no school (a district) is held everywhere at the employer.
const EVERYWHERE = `
  UPDATE stage_post p SET unit = NULL FROM raw_org o WHERE o.source_id = p.unit AND o.type <> 'school'`;

// Where the bundle has no column for it, it says nothing (null): what the directory has stays.
const CUSTODIES = `
  INSERT INTO stage_custody (learner, guardian, position, lives_apart, file, row)
  SELECT l.source_id, a.id,
         CASE WHEN u.without_custody IS NULL THEN NULL
              WHEN a.id IN (${idsIn('u.without_custody')}) THEN 'parent-not-guardian' ELSE 'guardian' END,
         CASE WHEN u.lives_apart IS NOT NULL THEN a.id IN (${idsIn('u.lives_apart')}) END, 'users.csv', u.row
  FROM stage_learner l
  JOIN raw_user u ON u.source_id = l.source_id,
  LATERAL (SELECT DISTINCT id FROM (${idsIn('u.agents')}) ids) a
  WHERE EXISTS (SELECT FROM raw_role r WHERE r.user_id = a.id AND r.role = 'guardian' AND ${NOW})`;

const PEOPLE = `
  INSERT INTO stage_person (kind, source_id, given_name, family_name, email, phone, language, address_protected,
                            staff_number, code_sealed, code_match, file, row)
  SELECT 'learner', u.source_id, ${USER}, NULL, u.code_sealed, u.code_match, 'users.csv', u.row
  FROM raw_user u JOIN stage_learner l ON l.source_id = u.source_id
  UNION ALL
  SELECT 'guardian', u.source_id, ${USER}, NULL, u.code_sealed, u.code_match, 'users.csv', u.row
  FROM raw_user u WHERE u.source_id IN (SELECT guardian FROM stage_custody)
  UNION ALL
  SELECT 'staff', u.source_id, ${USER}, u.staff_number, u.code_sealed, u.code_match, 'users.csv', u.row
  FROM raw_user u WHERE u.source_id IN (SELECT source_id FROM stage_post)`;

// A bundle that names no guardian at all, or no agent of any learner, was exported without families.
const SAYS_CUSTODY = `
  SELECT EXISTS (SELECT FROM raw_role WHERE role = 'guardian') AND EXISTS (
    SELECT FROM stage_learner l JOIN raw_user u ON u.source_id = l.source_id WHERE u.agents IS NOT NULL) AS said`;

/**
 * What a OneRoster bundle says about learners, families and staff on a day, as the common tables have it.
 *
 * @returns whether it says anything of custody
 */
export async function makeRoster(client: pg.ClientBase, on: CivilDate): Promise<boolean> {
  await client.query(LEARNERS, [on]);
  await client.query('ANALYZE stage_learner');
  await client.query(POSTS, [on]);
  await client.query(EVERYWHERE);
  await client.query(CUSTODIES, [on]);
  await client.query(PEOPLE);
  for (const table of ['stage_post', 'stage_custody', 'stage_person']) await client.query(`ANALYZE ${table}`);
  const { rows } = await client.query<{ said: boolean }>(SAYS_CUSTODY);
  return rows[0]?.said ?? false;
}
