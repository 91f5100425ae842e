-- Data keys of free texts lie apart: the ordinary dump leaves this schema out (docs/runbook.md), so that a key that is
-- gone here is gone. Nothing outside refers to it by a constraint: either part can be restored without the other.
CREATE SCHEMA IF NOT EXISTS vault;

CREATE TABLE vault.case_key (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'case-key',
  -- the data key, encrypted under the master key of this name
  wrapped bytea NOT NULL,
  master_id text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX case_key_case ON vault.case_key (case_id);

CREATE TABLE vault.slip_key (
  id uuid PRIMARY KEY,
  slip_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'slip-key',
  wrapped bytea NOT NULL,
  master_id text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX slip_key_slip ON vault.slip_key (slip_id);

-- A text is sealed under a key: salt and words are in the box then, and nowhere else. Without a key it is from before
-- there was a vault, in clear, until `rinnalla texts seal` has been there.
ALTER TABLE sealed_text ADD COLUMN key_id uuid, ADD COLUMN sealed bytea;
ALTER TABLE sealed_text ADD CONSTRAINT sealed_text_either CHECK (
  (key_id IS NULL AND sealed IS NULL) OR (key_id IS NOT NULL AND sealed IS NOT NULL AND body = '' AND salt = ''));
ALTER TABLE slip_text ADD COLUMN key_id uuid, ADD COLUMN sealed bytea;
ALTER TABLE slip_text ADD CONSTRAINT slip_text_either CHECK (
  (key_id IS NULL AND sealed IS NULL) OR (key_id IS NOT NULL AND sealed IS NOT NULL AND body = '' AND salt = ''));

-- What stays of an erased case's texts: that they were erased, by whom and why. Never changed, never deleted.
CREATE TABLE case_erasure (
  case_id uuid PRIMARY KEY,
  ref text NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'erasure',
  erased_at timestamptz NOT NULL,
  -- the signed line of the list outside the database, to the byte
  line text NOT NULL
);

-- While a hold stands, nothing of the case is erased: a complaint, a trial, a request that is under way.
CREATE TABLE case_hold (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'hold',
  reason text NOT NULL,
  placed_by uuid NOT NULL,
  placed_at timestamptz NOT NULL,
  lifted_by uuid,
  lifted_at timestamptz
);
CREATE UNIQUE INDEX case_hold_standing ON case_hold (case_id) WHERE lifted_at IS NULL;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT USAGE ON SCHEMA vault TO rinnalla_app;
    GRANT SELECT, INSERT ON vault.case_key TO rinnalla_app;
    -- Words of a slip go with its time, and their key with them.
    GRANT SELECT, INSERT, DELETE ON vault.slip_key TO rinnalla_app;
    GRANT SELECT ON case_erasure TO rinnalla_app;
    GRANT SELECT, INSERT, UPDATE (lifted_by, lifted_at) ON case_hold TO rinnalla_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_eraser') THEN
    GRANT USAGE ON SCHEMA vault TO rinnalla_eraser;
    GRANT SELECT, DELETE ON vault.case_key TO rinnalla_eraser;
    GRANT SELECT, INSERT ON case_erasure TO rinnalla_eraser;
    GRANT SELECT ON case_hold TO rinnalla_eraser;
    -- The fingerprint of what was sent could confirm a guess at short words, to who has the master key.
    GRANT SELECT (id, case_id, outcome), UPDATE (body_hash) ON command TO rinnalla_eraser;
  END IF;
END
$$;
