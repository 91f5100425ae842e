-- Slips: one thing asked for and one answer, outside any case. The row is the truth, the workflow its living process.

CREATE TABLE slip (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('consultation', 'talk')),
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'slip',
  school_id uuid NOT NULL,
  -- the post that is asked, and its employer
  role text NOT NULL,
  side text NOT NULL,
  -- who asked a consultation, until its words are gone; nobody for a talk: who asked is in its sealed words
  asked_by uuid,
  status text NOT NULL CHECK (status IN ('open', 'settled', 'erased')),
  version integer NOT NULL,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  settled_at timestamptz,
  next_wake_at timestamptz,
  -- the whole state (domain/consultation, domain/talk)
  state jsonb NOT NULL
);
CREATE INDEX slip_open ON slip (kind, side, school_id, due_at) WHERE status <> 'erased';
CREATE INDEX slip_asked_by ON slip (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX slip_wake ON slip (next_wake_at) WHERE next_wake_at IS NOT NULL;

-- The inbox of slips, by the same contract as `command`.
CREATE TABLE slip_command (
  id uuid PRIMARY KEY,
  caller text NOT NULL,
  key uuid NOT NULL,
  body_hash text NOT NULL,
  kind text NOT NULL,
  slip_id uuid NOT NULL,
  school_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'inbox',
  -- the command as the engine gets it, without words
  body jsonb NOT NULL,
  received_seq bigint GENERATED ALWAYS AS IDENTITY,
  received_at timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('done', 'refused')),
  -- refused: {"code","source"}
  result jsonb,
  decided_at timestamptz,
  UNIQUE (caller, key)
);
CREATE INDEX slip_command_pending ON slip_command (slip_id, received_seq) WHERE outcome IS NULL;
CREATE INDEX slip_command_received ON slip_command (kind, school_id, received_at);
CREATE INDEX slip_command_slip ON slip_command (slip_id);

-- Words of slips: sealed rows, gone when the slip is erased.
CREATE TABLE slip_text (
  id uuid PRIMARY KEY,
  slip_id uuid NOT NULL,
  command_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'slip-text',
  salt bytea NOT NULL,
  body text NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE INDEX slip_text_slip ON slip_text (slip_id);
CREATE INDEX slip_text_command ON slip_text (command_id);

-- What stays of consultations: how many, by topic, post, month and school.
CREATE TABLE consultation_count (
  school_id uuid NOT NULL,
  month date NOT NULL,
  topic text NOT NULL,
  role text NOT NULL,
  asked integer NOT NULL DEFAULT 0,
  answered integer NOT NULL DEFAULT 0,
  PRIMARY KEY (school_id, month, topic, role)
);

-- A mail is about a case or about a slip.
ALTER TABLE mail ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE mail ADD COLUMN slip_id uuid;
ALTER TABLE mail ADD CONSTRAINT mail_about_one CHECK (num_nonnulls(case_id, slip_id) = 1);
CREATE INDEX mail_slip ON mail (slip_id) WHERE slip_id IS NOT NULL;

-- Who holds a post of one employer at a school; for a vacant post whoever the employer's coordinator is.
CREATE FUNCTION post_holders (p_role text, p_side text, p_unit uuid, p_on date) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH holders AS (
    SELECT DISTINCT r.person_id
    FROM staff_role r
    JOIN unit u ON u.id = p_unit
    WHERE r.role = p_role AND r.side = p_side
      AND (r.unit_id = p_unit OR (r.unit_id IS NULL AND (p_side = 'county' OR r.controller_id = u.controller_id)))
      AND r.valid_from <= p_on AND (r.valid_to IS NULL OR r.valid_to >= p_on)
  )
  SELECT person_id FROM holders
  UNION ALL
  SELECT rung_holder('coordinator', p_side, p_unit, p_on) WHERE NOT EXISTS (SELECT FROM holders)
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT, UPDATE ON slip, slip_command, consultation_count TO rinnalla_app;
    GRANT SELECT, INSERT, DELETE ON slip_text TO rinnalla_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rinnalla_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_eraser') THEN
    GRANT SELECT, DELETE ON slip_text TO rinnalla_eraser;
    GRANT SELECT ON slip TO rinnalla_eraser;
  END IF;
END
$$;
