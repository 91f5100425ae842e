import type pg from 'pg';

/** Tables of one import in which its rows have met those of the directory; without indexes, for sets meet sets. */
const TABLES = `
  CREATE TEMP TABLE unit_ref (source_id text PRIMARY KEY, unit_id uuid NOT NULL) ON COMMIT DROP;
  CREATE TEMP TABLE who (
    kind text NOT NULL, source_id text NOT NULL, person_id uuid NOT NULL, is_new boolean NOT NULL,
    given_name text, family_name text, email text, phone text, language text, address_protected boolean,
    staff_number text, code_sealed bytea, code_match bytea) ON COMMIT DROP;
  CREATE TEMP TABLE custody (
    learner_id uuid NOT NULL, guardian_id uuid NOT NULL, position text, lives_apart boolean, learner text)
    ON COMMIT DROP;
  CREATE TEMP TABLE post (
    person_id uuid NOT NULL, role text NOT NULL, unit_id uuid, valid_from date, valid_to date, source_id text)
    ON COMMIT DROP;
  CREATE TEMP TABLE change (kind text NOT NULL, source_id text NOT NULL) ON COMMIT DROP`;

/** Schools that were here before the first import are known again by their name, once. */
const KNOWN_BY_NAME = `
  INSERT INTO directory_unit (controller_id, source_id, unit_id)
  SELECT DISTINCT ON (u.id) $1::uuid, s.source_id, u.id
  FROM stage_unit s JOIN unit u ON u.controller_id = $1 AND u.name = s.name
  WHERE NOT EXISTS (SELECT FROM directory_unit d WHERE d.unit_id = u.id)
    AND NOT EXISTS (SELECT FROM directory_unit d WHERE d.controller_id = $1 AND d.source_id = s.source_id)
  ORDER BY u.id, s.row`;

/** Staff who were here before are known again by their staff number, where they hold a post of this employer. */
const KNOWN_BY_NUMBER = `
  INSERT INTO directory_person (controller_id, kind, source_id, person_id)
  SELECT DISTINCT ON (p.id) $1::uuid, 'staff', s.source_id, p.id
  FROM stage_person s JOIN person p ON p.kind = 'staff' AND p.staff_number = s.staff_number
  WHERE s.kind = 'staff' AND NOT EXISTS (SELECT FROM directory_person d WHERE d.person_id = p.id)
    AND NOT EXISTS (SELECT FROM directory_person d
                    WHERE d.controller_id = $1 AND d.kind = 'staff' AND d.source_id = s.source_id)
    AND EXISTS (SELECT FROM staff_role r WHERE r.person_id = p.id AND r.controller_id = $1)
  ORDER BY p.id, s.row`;

// A file may name a school by the id of the employer's system, by our own, or by its name where only one has it. A
// county's people work at the schools of all providers.
const UNITS = [
  `INSERT INTO unit_ref SELECT source_id, unit_id FROM directory_unit WHERE controller_id = $1`,
  `INSERT INTO unit_ref
   SELECT u.name, min(u.id::text)::uuid FROM unit u
   WHERE u.controller_id = $1 OR (SELECT kind FROM controller WHERE id = $1) = 'county'
   GROUP BY u.name HAVING count(*) = 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO unit_ref
   SELECT u.id::text, u.id FROM unit u
   WHERE u.controller_id = $1 OR (SELECT kind FROM controller WHERE id = $1) = 'county' ON CONFLICT DO NOTHING`,
] as const;

// What a file does not say stays as it is; above all, a protected address is opened only by a file that says so. Ids of
// new people rise in the order in which their rows are written: every index is then filled at its end, and every
// reference is looked up beside the last one (uuidv7: PostgreSQL 18).
const WHO = `
  INSERT INTO who
  SELECT kind, source_id, coalesce(person_id, uuidv7()), person_id IS NULL, given_name, family_name, email, phone,
         language, address_protected, staff_number, code_sealed, code_match
  FROM (
    SELECT DISTINCT ON (s.kind, s.source_id) s.kind, s.source_id, d.person_id, s.given_name, s.family_name,
           CASE WHEN s.email IS NULL THEN p.email ELSE nullif(s.email, '') END AS email,
           CASE WHEN s.phone IS NULL THEN p.phone ELSE nullif(s.phone, '') END AS phone,
           coalesce(s.language, p.language, 'fi') AS language,
           coalesce(s.address_protected, p.address_protected, false) AS address_protected,
           CASE WHEN s.staff_number IS NULL THEN p.staff_number ELSE nullif(s.staff_number, '') END AS staff_number,
           s.code_sealed, s.code_match
    FROM stage_person s
    LEFT JOIN directory_person d ON d.controller_id = $1 AND d.kind = s.kind AND d.source_id = s.source_id
    LEFT JOIN person p ON p.id = d.person_id
    WHERE d.person_id IS NOT NULL OR s.kind <> 'staff' OR EXISTS (
      SELECT FROM stage_post t WHERE t.source_id = s.source_id AND (t.valid_to IS NULL OR t.valid_to >= $2))
    ORDER BY s.kind, s.source_id, s.row
  ) people`;

// Where a file does not say who is no guardian or lives apart, that stays as it is: silence gives nobody custody who had
// none.
const CUSTODY = `
  INSERT INTO custody
  SELECT DISTINCT ON (l.person_id, p.person_id) l.person_id, p.person_id, coalesce(s.position, g.position, 'guardian'),
         coalesce(s.lives_apart, g.lives_apart, false), s.learner
  FROM stage_custody s
  JOIN who l ON l.kind = 'learner' AND l.source_id = s.learner
  JOIN who p ON p.kind = 'guardian' AND p.source_id = s.guardian
  LEFT JOIN guardianship g ON g.learner_id = l.person_id AND g.guardian_id = p.person_id
  ORDER BY l.person_id, p.person_id, s.row`;

// Of several times of one post the one that ends last counts.
const POST = `
  INSERT INTO post
  SELECT DISTINCT ON (w.person_id, s.role, u.unit_id)
         w.person_id, s.role, u.unit_id, s.valid_from, s.valid_to, s.source_id
  FROM stage_post s
  JOIN who w ON w.kind = 'staff' AND w.source_id = s.source_id
  LEFT JOIN unit_ref u ON u.source_id = s.unit
  ORDER BY w.person_id, s.role, u.unit_id, s.valid_to DESC NULLS FIRST, s.row`;

/** What is known by name or number and has no source id yet, and the ids by which files may name schools. */
export async function prepareKnown(client: pg.ClientBase, controllerId: string): Promise<void> {
  await client.query(TABLES);
  await client.query(KNOWN_BY_NAME, [controllerId]);
  await client.query(KNOWN_BY_NUMBER, [controllerId]);
  for (const sql of UNITS) await client.query(sql, [controllerId]);
}

/** Brings the rows of the files together with the people of this employer: each gets the person it is, or a new one. */
export async function meetKnown(client: pg.ClientBase, controllerId: string, on: string): Promise<void> {
  await client.query(WHO, [controllerId, on]);
  await client.query('ANALYZE who');
  await client.query(CUSTODY);
  await client.query(POST);
  await client.query('ANALYZE custody');
  await client.query('ANALYZE post');
}
