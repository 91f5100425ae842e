import type pg from 'pg';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import type { Instant } from '../../../domain/time/instant.js';

/** What an import may change, in the words of the report. */
export const CHANGE_KINDS = [
  ...(['school-new', 'school-renamed', 'learner-new', 'guardian-new', 'staff-new'] as const),
  ...(['name', 'contact', 'language', 'address-protected', 'address-open', 'staff-number'] as const),
  ...(['identity-code', 'school', 'class', 'birth-date', 'municipality'] as const),
  ...(['enrolment-ended', 'enrolment-returned', 'custody-new', 'custody-changed', 'custody-ended'] as const),
  ...(['post-new', 'post-changed', 'post-ended'] as const),
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Tables of the directory that an import writes. */
export type TouchedTable = 'unit' | 'person' | 'identity_code' | 'learner' | 'guardianship' | 'staff_role';

interface Step {
  /** The table whose rows the statement changes; null: it only notes what will change. */
  readonly touches: TouchedTable | null;
  /** $1 the employer, $2 the day, $3 the instant, $4 the name of the key of identity codes. */
  readonly sql: string;
}

const note = (sql: string): Step => ({ touches: null, sql: `INSERT INTO change ${sql}` });
const touch = (touches: TouchedTable, sql: string): Step => ({ touches, sql });

const UNKNOWN_SCHOOL = `NOT EXISTS (
  SELECT FROM directory_unit d WHERE d.controller_id = $1 AND d.source_id = s.source_id)`;

const SCHOOLS: readonly Step[] = [
  note(`SELECT 'school-new', s.source_id FROM stage_unit s WHERE ${UNKNOWN_SCHOOL}`),
  touch(
    'unit',
    `WITH fresh AS (
       SELECT gen_random_uuid() AS id, s.* FROM stage_unit s WHERE ${UNKNOWN_SCHOOL}
     ), made AS (
       INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
       SELECT id, $1::uuid, name, level, calendar, policy, municipality FROM fresh
     ), named AS (
       INSERT INTO directory_unit (controller_id, source_id, unit_id) SELECT $1::uuid, source_id, id FROM fresh
     )
     INSERT INTO unit_ref (source_id, unit_id) SELECT source_id, id FROM fresh
     ON CONFLICT (source_id) DO UPDATE SET unit_id = excluded.unit_id`,
  ),
  note(`SELECT 'school-renamed', s.source_id FROM stage_unit s
    JOIN directory_unit d ON d.controller_id = $1 AND d.source_id = s.source_id
    JOIN unit u ON u.id = d.unit_id WHERE u.name <> s.name`),
  touch(
    'unit',
    `UPDATE unit u SET name = s.name FROM stage_unit s
     JOIN directory_unit d ON d.controller_id = $1 AND d.source_id = s.source_id
     WHERE u.id = d.unit_id AND u.name <> s.name`,
  ),
];

const KNOWN = 'FROM who w JOIN person p ON p.id = w.person_id WHERE NOT w.is_new';
const changed = (kind: ChangeKind, when: string): Step =>
  note(`SELECT '${kind}', w.source_id ${KNOWN} AND ${when}`);

const PEOPLE: readonly Step[] = [
  note(`SELECT kind || '-new', source_id FROM who WHERE is_new`),
  touch(
    'person',
    `INSERT INTO person (id, kind, given_name, family_name, email, phone, language, address_protected, staff_number, changed_at)
     SELECT person_id, kind, given_name, family_name, email, phone, language, address_protected, staff_number, $3::timestamptz
     FROM who WHERE is_new`,
  ),
  {
    touches: null,
    sql: `INSERT INTO directory_person (controller_id, kind, source_id, person_id)
          SELECT $1::uuid, kind, source_id, person_id FROM who WHERE is_new`,
  },
  changed('name', '(p.given_name, p.family_name) IS DISTINCT FROM (w.given_name, w.family_name)'),
  changed('contact', '(p.email, p.phone) IS DISTINCT FROM (w.email, w.phone)'),
  changed('language', 'p.language <> w.language'),
  changed('address-protected', 'w.address_protected AND NOT p.address_protected'),
  changed('address-open', 'p.address_protected AND NOT w.address_protected'),
  changed('staff-number', 'p.staff_number IS DISTINCT FROM w.staff_number'),
  touch(
    'person',
    `UPDATE person p SET given_name = w.given_name, family_name = w.family_name, email = w.email, phone = w.phone,
       language = w.language, address_protected = w.address_protected, staff_number = w.staff_number,
       changed_at = $3::timestamptz
     FROM who w WHERE p.id = w.person_id AND NOT w.is_new
       AND (p.given_name, p.family_name, p.email, p.phone, p.language, p.address_protected, p.staff_number)
         IS DISTINCT FROM
           (w.given_name, w.family_name, w.email, w.phone, w.language, w.address_protected, w.staff_number)`,
  ),
  note(`SELECT 'identity-code', w.source_id
    FROM who w LEFT JOIN person_identity_code c ON c.person_id = w.person_id
    WHERE NOT w.is_new AND w.code_match IS NOT NULL AND (c.key_id IS NULL OR c.key_id = $4)
      AND c.match IS DISTINCT FROM w.code_match`),
  // Out of the way first, so that two codes that were mixed up may change places. Under another key it cannot be told
  // whether a code is another: it is sealed anew.
  {
    touches: null,
    sql: `DELETE FROM person_identity_code c USING who w
          WHERE c.person_id = w.person_id AND w.code_match IS NOT NULL AND (c.match <> w.code_match OR c.key_id <> $4)`,
  },
  touch(
    'identity_code',
    `INSERT INTO person_identity_code (person_id, controller_id, kind, sealed, key_id, match)
     SELECT w.person_id, $1::uuid, w.kind, w.code_sealed, $4::text, w.code_match
     FROM who w LEFT JOIN person_identity_code c ON c.person_id = w.person_id
     WHERE w.code_match IS NOT NULL AND c.person_id IS NULL`,
  ),
];

// The birth date or municipality that a file leaves out stays as it was.
const LEARNER = `FROM stage_learner s
  JOIN who w ON w.kind = 'learner' AND w.source_id = s.source_id
  JOIN unit_ref u ON u.source_id = s.unit`;
const OLD = `${LEARNER} JOIN learner l ON l.person_id = w.person_id WHERE`;
const BORN = 'coalesce(s.birth_date, l.birth_date)';
const LIVES = 'coalesce(s.municipality, l.municipality)';

const LEARNERS: readonly Step[] = [
  note(`SELECT 'school', s.source_id ${OLD} l.unit_id <> u.unit_id`),
  note(`SELECT 'class', s.source_id ${OLD} l.unit_id = u.unit_id AND l.class <> s.class`),
  note(`SELECT 'birth-date', s.source_id ${OLD} l.birth_date IS DISTINCT FROM ${BORN}`),
  note(`SELECT 'municipality', s.source_id ${OLD} l.municipality IS DISTINCT FROM ${LIVES}`),
  note(`SELECT 'enrolment-returned', s.source_id ${OLD} l.enrolled_until IS NOT NULL`),
  touch(
    'learner',
    `UPDATE learner l SET unit_id = n.unit_id, class = n.class, birth_date = n.born, municipality = n.lives,
       enrolled_until = NULL, changed_at = $3::timestamptz
     FROM (SELECT l.person_id, u.unit_id, s.class, ${BORN} AS born, ${LIVES} AS lives ${OLD} true) n
     WHERE l.person_id = n.person_id AND (l.unit_id, l.class, l.birth_date, l.municipality, l.enrolled_until)
       IS DISTINCT FROM (n.unit_id, n.class, n.born, n.lives, NULL::date)`,
  ),
  touch(
    'learner',
    `INSERT INTO learner (person_id, unit_id, class, birth_date, municipality, changed_at)
     SELECT w.person_id, u.unit_id, s.class, s.birth_date, s.municipality, $3::timestamptz ${LEARNER}
     WHERE NOT EXISTS (SELECT FROM learner l WHERE l.person_id = w.person_id)`,
  ),
];

const HOLDS = '(g.valid_to IS NULL OR g.valid_to >= $2)';
// Only between people of this employer, and only of learners whom the files name.
const OURS = `guardianship g
  JOIN who l ON l.kind = 'learner' AND l.person_id = g.learner_id
  JOIN directory_person d ON d.controller_id = $1 AND d.kind = 'guardian' AND d.person_id = g.guardian_id
  LEFT JOIN custody c ON c.learner_id = g.learner_id AND c.guardian_id = g.guardian_id`;

const CUSTODIES: readonly Step[] = [
  note(`SELECT 'custody-new', c.learner FROM custody c
    LEFT JOIN guardianship g ON g.learner_id = c.learner_id AND g.guardian_id = c.guardian_id
    WHERE g.learner_id IS NULL OR NOT ${HOLDS}`),
  note(`SELECT 'custody-changed', c.learner FROM custody c
    JOIN guardianship g ON g.learner_id = c.learner_id AND g.guardian_id = c.guardian_id
    WHERE ${HOLDS} AND (g.position, g.lives_apart) IS DISTINCT FROM (c.position, c.lives_apart)`),
  note(`SELECT 'custody-ended', l.source_id FROM ${OURS} WHERE c.learner_id IS NULL AND ${HOLDS}`),
  touch(
    'guardianship',
    `UPDATE guardianship g SET valid_to = $2::date - 1
     FROM (SELECT g.learner_id, g.guardian_id FROM ${OURS} WHERE c.learner_id IS NULL AND ${HOLDS}) e
     WHERE g.learner_id = e.learner_id AND g.guardian_id = e.guardian_id`,
  ),
  touch(
    'guardianship',
    `UPDATE guardianship g SET position = c.position, lives_apart = c.lives_apart, valid_to = NULL
     FROM custody c WHERE g.learner_id = c.learner_id AND g.guardian_id = c.guardian_id
       AND (g.position, g.lives_apart, g.valid_to) IS DISTINCT FROM (c.position, c.lives_apart, NULL::date)`,
  ),
  touch(
    'guardianship',
    `INSERT INTO guardianship (learner_id, guardian_id, position, lives_apart)
     SELECT learner_id, guardian_id, position, lives_apart FROM custody
     ON CONFLICT (learner_id, guardian_id) DO NOTHING`,
  ),
];

const LIVE = 'r.imported AND r.controller_id = $1 AND (r.valid_to IS NULL OR r.valid_to >= $2)';
const SAME = `r.person_id = t.person_id AND r.role = t.role AND r.unit_id IS NOT DISTINCT FROM t.unit_id AND ${LIVE}`;
const DATED = `(r.valid_to IS DISTINCT FROM t.valid_to OR (t.valid_from IS NOT NULL AND r.valid_from <> t.valid_from))`;

const POSTS: readonly Step[] = [
  note(`SELECT CASE WHEN t.valid_to < $2 THEN 'post-ended' ELSE 'post-changed' END, t.source_id
    FROM post t JOIN staff_role r ON ${SAME} WHERE ${DATED}`),
  touch(
    'staff_role',
    `UPDATE staff_role r SET valid_to = t.valid_to, valid_from = coalesce(t.valid_from, r.valid_from)
     FROM post t WHERE ${SAME} AND ${DATED}`,
  ),
  note(`SELECT 'post-new', t.source_id FROM post t
    WHERE (t.valid_to IS NULL OR t.valid_to >= $2) AND NOT EXISTS (SELECT FROM staff_role r WHERE ${SAME})`),
  touch(
    'staff_role',
    `INSERT INTO staff_role (person_id, role, side, controller_id, unit_id, valid_from, valid_to, imported)
     SELECT t.person_id, t.role, CASE c.kind WHEN 'county' THEN 'county' ELSE 'school' END, c.id, t.unit_id,
            coalesce(t.valid_from, $2::date), t.valid_to, true
     FROM post t JOIN controller c ON c.id = $1
     WHERE (t.valid_to IS NULL OR t.valid_to >= $2) AND NOT EXISTS (SELECT FROM staff_role r WHERE ${SAME})`,
  ),
];

const GONE_POST = `NOT EXISTS (SELECT FROM post t WHERE t.person_id = r.person_id AND t.role = r.role
  AND t.unit_id IS NOT DISTINCT FROM r.unit_id)`;
const ENDED_POSTS: readonly Step[] = [
  note(`SELECT 'post-ended', d.source_id FROM staff_role r JOIN directory_person d ON d.person_id = r.person_id
    WHERE ${LIVE} AND ${GONE_POST}`),
  touch('staff_role', `UPDATE staff_role r SET valid_to = $2::date - 1 WHERE ${LIVE} AND ${GONE_POST}`),
];

const LEFT = `directory_person d
  WHERE d.controller_id = $1 AND d.kind = 'learner' AND d.person_id = l.person_id AND l.enrolled_until IS NULL
    AND NOT EXISTS (SELECT FROM stage_learner s WHERE s.source_id = d.source_id)`;
const ENDED_LEARNERS: readonly Step[] = [
  note(`SELECT 'enrolment-ended', d.source_id FROM learner l, ${LEFT}`),
  touch(
    'learner',
    `UPDATE learner l SET enrolled_until = $2::date - 1, changed_at = $3::timestamptz FROM ${LEFT}`,
  ),
];

/** Which people the files list in full: whoever is missing among them has ended. */
export interface Scope {
  readonly learners: boolean;
  readonly staff: boolean;
}

/** A scope whose files were read. */
export interface FullScope extends Scope {
  /** They say who has custody. When not, no custody begins or ends. */
  readonly custody: boolean;
}

/** Whose directory is changed, on which day and at which instant; `keyId`: of the key that seals identity codes now. */
export interface ApplyAt {
  readonly controllerId: string;
  readonly on: CivilDate;
  readonly now: Instant;
  readonly keyId: string;
}

/** How many rows of each table were written. */
export type Touched = Record<TouchedTable, number>;

/** The statement with just the values it names, numbered anew: the store takes no value that is not used. */
function bound(sql: string, at: ApplyAt): { readonly text: string; readonly values: readonly unknown[] } {
  const all = [at.controllerId, at.on, new Date(at.now), at.keyId];
  const used = [...new Set([...sql.matchAll(/\$(\d)/g)].map(([, n]) => Number(n)))].toSorted((a, b) => a - b);
  const text = sql.replaceAll(/\$(\d)/g, (_, n: string) => `$${used.indexOf(Number(n)) + 1}`);
  return { text, values: used.map((n) => all[n - 1]) };
}

async function run(client: pg.ClientBase, at: ApplyAt, steps: readonly Step[]): Promise<Touched> {
  const touched = { unit: 0, person: 0, identity_code: 0, learner: 0, guardianship: 0, staff_role: 0 };
  for (const { touches, sql } of steps) {
    const { text, values } = bound(sql, at);
    const { rowCount } = await client.query(text, [...values]);
    if (touches !== null) touched[touches] += rowCount ?? 0;
  }
  return touched;
}

/** New schools and new names of schools; before people, who go to them. */
export function applySchools(client: pg.ClientBase, at: ApplyAt): Promise<Touched> {
  return run(client, at, SCHOOLS);
}

/**
 * Brings the directory to what the files say, set by set.
 *
 * 1. Only rows that say something else are written; a row that is the same keeps its version.
 * 2. Only people, schools and posts of this employer that came with imports of its files.
 * 3. Nobody is deleted: who is missing has a last day, yesterday.
 */
export function applyPeople(client: pg.ClientBase, at: ApplyAt, scope: FullScope): Promise<Touched> {
  return run(client, at, [
    ...PEOPLE,
    ...(scope.learners ? LEARNERS : []),
    ...(scope.learners && scope.custody ? CUSTODIES : []),
    ...(scope.learners ? ENDED_LEARNERS : []),
    ...(scope.staff ? [...POSTS, ...ENDED_POSTS] : []),
  ]);
}
