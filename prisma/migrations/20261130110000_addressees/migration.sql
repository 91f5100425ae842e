-- Whom acts towards the outside address, as the installation has published it: the wellbeing services county's own route,
-- and those of municipalities. A version is the whole book, and holds from its day on until the next one does. Offices
-- and numbers, no personal data: no controller, no wall.
CREATE TABLE addressees_version (
  id uuid PRIMARY KEY,
  valid_from date NOT NULL,
  -- as policies/addressees.ts reads it, judged before it is kept
  content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  content_hash text NOT NULL,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE INDEX addressees_version_current ON addressees_version (valid_from, published_at);

CREATE FUNCTION addressees_version_is_kept () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published addressees never change: publish a new version';
END
$$;
CREATE TRIGGER addressees_version_is_kept BEFORE UPDATE OR DELETE ON addressees_version
  FOR EACH ROW EXECUTE FUNCTION addressees_version_is_kept ();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT ON addressees_version TO rinnalla_app;
  END IF;
END
$$;
