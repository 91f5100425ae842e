-- What a case must obey of the family: birth date, custody, who lives apart, whose address is protected.

-- null: not known, as for a learner under protection of identity
ALTER TABLE learner ALTER COLUMN birth_date DROP NOT NULL;
-- municipality of residence: the addressee of acts towards the outside. null: not known
ALTER TABLE learner ADD COLUMN municipality text;

-- an address that must not reach the other party (turvakielto)
ALTER TABLE person ADD COLUMN address_protected boolean NOT NULL DEFAULT false;

ALTER TABLE guardianship
  ADD COLUMN position text NOT NULL DEFAULT 'guardian' CHECK (position IN ('guardian', 'parent-not-guardian')),
  ADD COLUMN lives_apart boolean NOT NULL DEFAULT false,
  -- the last day of it; null: it holds
  ADD COLUMN valid_to date;

-- The facts of one learner's family on a day, as cases keep them (domain/branch-commands.ts `FamilyFacts`); guardians
-- in a fixed order, so that the same facts are the same value. p_majority: age of majority, in years.
CREATE FUNCTION family_facts (p_learner uuid, p_on date, p_majority integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'adultOn', to_char(l.birth_date + make_interval(years => p_majority), 'YYYY-MM-DD'),
    'prePrimary', u.level = 'pre-primary',
    'addressProtected', p.address_protected,
    'guardians', coalesce((
      SELECT jsonb_agg(jsonb_build_object(
               'personId', g.guardian_id,
               'position', g.position,
               'livesApart', g.lives_apart,
               'addressProtected', w.address_protected) ORDER BY g.guardian_id)
      FROM guardianship g JOIN person w ON w.id = g.guardian_id
      WHERE g.learner_id = l.person_id AND (g.valid_to IS NULL OR g.valid_to >= p_on)), '[]'))
  FROM learner l JOIN unit u ON u.id = l.unit_id JOIN person p ON p.id = l.person_id
  WHERE l.person_id = p_learner
$$;

CREATE INDEX guardianship_guardian ON guardianship (guardian_id);
