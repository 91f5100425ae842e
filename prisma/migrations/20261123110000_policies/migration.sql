-- Policies and calendars as versions. Texts and numbers of the rules, no personal data: no controller.

CREATE TABLE policy_version (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('policy', 'calendar')),
  name text NOT NULL,
  -- null: the draft does not say it in a readable way
  valid_from date,
  state text NOT NULL CHECK (state IN ('draft', 'validated', 'published')),
  -- a file of policies/ as it was sent; of a policy its last version is meant, the earlier ones tell what it follows
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  -- why it may move dates of running cases; null: it moves none silently
  moves_dates_because text,
  -- running cases must be moved by bulk work: set when it is published
  roll_out boolean NOT NULL DEFAULT false,
  -- what the last validation found: [{"path","code","detail"?,"message"}]
  faults jsonb,
  -- callers as the inbox names them; "release": came with the product
  drafted_by text NOT NULL,
  drafted_at timestamptz NOT NULL,
  validated_by text,
  validated_at timestamptz,
  published_by text,
  published_at timestamptz,
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  CHECK (state = 'draft' OR valid_from IS NOT NULL)
);
CREATE INDEX policy_version_current ON policy_version (kind, name, valid_from) WHERE state = 'published';
-- A policy id (name@day) always means the same numbers. A calendar may be corrected twice on a day: the last one holds.
CREATE UNIQUE INDEX policy_version_once ON policy_version (name, valid_from) WHERE state = 'published' AND kind = 'policy';

-- What was asked under which key: the same key twice is one act.
CREATE TABLE policy_request (
  caller text NOT NULL,
  key uuid NOT NULL,
  body_hash text NOT NULL,
  version_id uuid NOT NULL REFERENCES policy_version (id),
  PRIMARY KEY (caller, key)
);

-- What a version says never changes; a published one does not change at all; nothing is taken back.
CREATE FUNCTION policy_version_is_kept () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a version of a policy is never deleted';
  END IF;
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published version never changes';
  END IF;
  IF (NEW.id, NEW.kind, NEW.name, NEW.content, NEW.content_hash, NEW.drafted_by, NEW.drafted_at)
     IS DISTINCT FROM (OLD.id, OLD.kind, OLD.name, OLD.content, OLD.content_hash, OLD.drafted_by, OLD.drafted_at)
  THEN
    RAISE EXCEPTION 'what a version says never changes: make a new draft';
  END IF;
  IF NEW.state = 'published' AND OLD.state <> 'validated' THEN
    RAISE EXCEPTION 'only a validated version is published';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER policy_version_is_kept BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION policy_version_is_kept ();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT, UPDATE ON policy_version TO rinnalla_app;
    GRANT SELECT, INSERT ON policy_request TO rinnalla_app;
  END IF;
END
$$;
