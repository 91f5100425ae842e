-- A student welfare report names its learner by personal identity code too (OHL 20 §). The table of codes stays closed to
-- everybody but the import: this opens one row of it, of the learner of one case, to who is responsible for that case, and
-- the row is still encrypted. about: what the box is bound to (api/directory/import/identity-keys.ts).
CREATE FUNCTION identity_code_for_report (p_case uuid) RETURNS TABLE (sealed bytea, key_id text, about text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.sealed, c.key_id, d.controller_id::text || '/' || d.source_id
  FROM case_view v
  JOIN person_identity_code c ON c.person_id = v.learner_id
  JOIN directory_person d ON d.person_id = c.person_id
  WHERE v.case_id = p_case AND rinnalla_keys() && ARRAY['person:' || v.responsible_school, 'person:' || v.responsible_county]
$$;

REVOKE ALL ON FUNCTION identity_code_for_report (uuid) FROM PUBLIC;
DO $$
BEGIN
  -- The API alone: worker and operator show no report.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_api') THEN
    GRANT EXECUTE ON FUNCTION identity_code_for_report (uuid) TO rinnalla_api;
  END IF;
END
$$;
