-- The directory comes from files of the employers: which row is whose, when it changed, and what each import did.

-- The names by which an employer's own systems know its units and people. Nobody stands under two employers.
CREATE TABLE directory_unit (
  controller_id uuid NOT NULL REFERENCES controller (id),
  source_id text NOT NULL,
  unit_id uuid NOT NULL UNIQUE REFERENCES unit (id),
  PRIMARY KEY (controller_id, source_id)
);
-- One person who teaches and has a child at school is two rows: what they are here decides what they may know.
CREATE TABLE directory_person (
  controller_id uuid NOT NULL REFERENCES controller (id),
  kind text NOT NULL CHECK (kind IN ('staff', 'learner', 'guardian')),
  source_id text NOT NULL,
  person_id uuid NOT NULL UNIQUE REFERENCES person (id),
  PRIMARY KEY (controller_id, kind, source_id)
);

-- Encrypted, for the import alone: the application cannot read it. match: a keyed hash, by which the same code is known.
CREATE TABLE person_identity_code (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  controller_id uuid NOT NULL REFERENCES controller (id),
  record_class text NOT NULL DEFAULT 'identity-code',
  kind text NOT NULL,
  sealed bytea NOT NULL,
  key_id text NOT NULL,
  match bytea NOT NULL
);
-- By hash too, so that two people of one employer never share a code, whatever wrote it.
CREATE UNIQUE INDEX person_identity_code_match ON person_identity_code (controller_id, kind, match);

-- null: as it was before there were imports
ALTER TABLE person ADD COLUMN changed_at timestamptz;
-- enrolled_until: the last day at the school; null: goes there
ALTER TABLE learner ADD COLUMN changed_at timestamptz, ADD COLUMN enrolled_until date;
-- A post given by hand is never ended by an import.
ALTER TABLE staff_role ADD COLUMN imported boolean NOT NULL DEFAULT false;

CREATE TABLE directory_import (
  id uuid PRIMARY KEY,
  controller_id uuid NOT NULL REFERENCES controller (id),
  record_class text NOT NULL DEFAULT 'import-log',
  format text NOT NULL CHECK (format IN ('oneroster', 'plain')),
  given_by text NOT NULL,
  dry_run boolean NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
  -- SHA-256 over the names and contents of the files
  input_hash text NOT NULL,
  counts jsonb NOT NULL,
  faults integer NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL
);

-- What the directory says around a case besides the family, as cases keep it (domain/surroundings.ts): school and
-- class, languages, and which people of the case hold no post at its school any more. The class as a code: its name
-- is nobody's business in the engine. Somebody who never held a post here was chosen all the same, and is not gone.
CREATE FUNCTION surroundings (p_case uuid, p_on date) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH living AS (
    SELECT v.state, v.learner_id, u.id AS school_id, u.controller_id
    FROM case_view v JOIN unit u ON u.id = v.school_id WHERE v.case_id = p_case
  ), staff AS (
    SELECT value::uuid AS id, key AS side FROM living, jsonb_each_text(state -> 'responsible')
    UNION
    SELECT (m ->> 'personId')::uuid, m ->> 'side' FROM living, jsonb_array_elements(state -> 'members') m
    WHERE NOT m ? 'external'
    UNION
    SELECT (d ->> 'ownerId')::uuid, d ->> 'side' FROM living, jsonb_array_elements(state -> 'duties') d
    WHERE d ->> 'status' IN ('open', 'paused')
    UNION
    SELECT (g ->> 'personId')::uuid, g ->> 'side'
    FROM living, jsonb_array_elements(coalesce(state #> '{annex,surroundings,gone}', '[]')) g
  ), posts AS (
    SELECT s.id, s.side, bool_or(r.valid_from <= p_on AND (r.valid_to IS NULL OR r.valid_to >= p_on)) AS held,
           bool_or(r.valid_to < p_on) AS ended
    FROM staff s JOIN staff_role r ON r.person_id = s.id AND r.side = s.side, living c
    WHERE r.unit_id = c.school_id
       OR (r.unit_id IS NULL AND (r.side = 'county' OR r.controller_id = c.controller_id))
    GROUP BY s.id, s.side
  )
  SELECT jsonb_build_object(
    'schoolId', l.unit_id,
    'enrolledUntil', to_char(l.enrolled_until, 'YYYY-MM-DD'),
    'classCode', left(md5(l.unit_id::text || ' ' || l.class), 12),
    'languages', (
      SELECT jsonb_agg(jsonb_build_object('personId', p.id, 'language', p.language) ORDER BY p.id)
      FROM person p WHERE p.id = l.person_id OR p.id IN (
        SELECT g.guardian_id FROM guardianship g
        WHERE g.learner_id = l.person_id AND (g.valid_to IS NULL OR g.valid_to >= p_on))),
    'gone', coalesce((
      SELECT jsonb_agg(jsonb_build_object('personId', id, 'side', side) ORDER BY id, side)
      FROM posts WHERE ended AND NOT held), '[]'))
  FROM living c JOIN learner l ON l.person_id = c.learner_id
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT ON directory_import TO rinnalla_app;
  END IF;
END
$$;
