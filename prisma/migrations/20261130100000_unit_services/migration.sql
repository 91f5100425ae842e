-- What a unit promises of its services, as its administrators publish it: when one may come without an appointment
-- (OHL 17 §), and the number to call. Each change is a revision of the whole, and the last one holds: who promised what,
-- and since when, can be told afterwards. No personal data: no controller, no wall.
CREATE TABLE unit_services (
  unit_id uuid NOT NULL REFERENCES unit (id),
  revision integer NOT NULL CHECK (revision > 0),
  -- [{"service","phone","hours":[{"weekday","opens","closes"}],"more":{"fi","sv","en"}}], judged before it is kept
  services jsonb NOT NULL CHECK (jsonb_typeof(services) = 'array'),
  -- callers as the inbox names them
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  -- what was asked under which key: the same key twice is one act. Operators have none.
  key uuid,
  body_hash text,
  PRIMARY KEY (unit_id, revision),
  UNIQUE (published_by, key),
  CHECK ((key IS NULL) = (body_hash IS NULL))
);

CREATE FUNCTION unit_services_are_kept () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a unit has promised never changes: publish a new revision';
END
$$;
CREATE TRIGGER unit_services_are_kept BEFORE UPDATE OR DELETE ON unit_services
  FOR EACH ROW EXECUTE FUNCTION unit_services_are_kept ();

-- Promises written by hand so far were sentences: they stay, as what hours do not say.
INSERT INTO unit_services (unit_id, revision, services, published_by, published_at)
SELECT unit_id, 1,
       jsonb_agg(jsonb_build_object(
         'service', service, 'phone', phone, 'hours', '[]'::jsonb,
         'more', jsonb_build_object('fi', open_fi, 'sv', open_sv, 'en', open_en)
       ) ORDER BY service),
       'operator', now()
FROM unit_service GROUP BY unit_id;
DROP TABLE unit_service;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT ON unit_services TO rinnalla_app;
  END IF;
END
$$;
