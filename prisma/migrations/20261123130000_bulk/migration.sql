-- Roll-out of policy versions and corrected calendars over running cases, as work that can be watched and held.

-- One roll-out. Ids and codes only.
CREATE TABLE bulk (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('policy', 'calendar')),
  version_id uuid NOT NULL REFERENCES policy_version (id),
  mode text NOT NULL CHECK (mode IN ('recompute', 'keep', 'earlier')),
  -- the schools it covers, as they were when it was started
  school_ids uuid[] NOT NULL,
  -- cases a second at the most; it goes slower by itself when people's commands do
  pace integer NOT NULL CHECK (pace BETWEEN 1 AND 500),
  -- what people want of it; the work looks here before every case
  state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
  started_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  -- all cases that were there at the start are listed
  listed_at timestamptz,
  ended_at timestamptz,
  -- cases a second at which it goes now
  current_pace real,
  caller text NOT NULL,
  key uuid NOT NULL,
  body_hash text NOT NULL,
  UNIQUE (caller, key),
  CHECK ((state IN ('cancelled', 'done')) = (ended_at IS NOT NULL))
);
CREATE INDEX bulk_started ON bulk (started_at DESC, id);

-- What became of each case.
CREATE TABLE bulk_item (
  bulk_id uuid NOT NULL REFERENCES bulk (id),
  case_id uuid NOT NULL,
  ref text NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'bulk',
  school_id uuid NOT NULL,
  -- follows from bulk and case, so that a case is given its command once, whatever crashes
  command_id uuid NOT NULL,
  outcome text NOT NULL DEFAULT 'pending' CHECK (outcome IN ('pending', 'done', 'unchanged', 'refused')),
  -- refused: why
  code text,
  -- earliest open day of the case before and after
  old_due_on date,
  new_due_on date,
  -- promises whose day moved: [{"dutyId","kind","side","before":{…},"after":{…},"newlyLate"}]
  moved jsonb,
  newly_late boolean NOT NULL DEFAULT false,
  settled_at timestamptz,
  PRIMARY KEY (bulk_id, case_id),
  CHECK ((outcome = 'pending') = (settled_at IS NULL))
);
CREATE INDEX bulk_item_pending ON bulk_item (bulk_id, case_id) WHERE outcome = 'pending';
CREATE INDEX bulk_item_front ON bulk_item (bulk_id, newly_late DESC, ref);

-- When the outcome of a command was there, by the database's own clock. It tells how long people wait, and nothing
-- about the act: that is `decided_at`.
ALTER TABLE command ADD COLUMN stored_at timestamptz;
CREATE INDEX command_received ON command USING brin (received_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT, UPDATE ON bulk, bulk_item TO rinnalla_app;
  END IF;
END
$$;
