-- Rinnalla's first schema. Every row of record, text, key and log names its controller and record class.

CREATE TABLE controller (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('provider', 'county')),
  name text NOT NULL
);

CREATE TABLE unit (
  id uuid PRIMARY KEY,
  controller_id uuid NOT NULL REFERENCES controller (id),
  name text NOT NULL,
  level text NOT NULL,
  calendar text NOT NULL,
  policy text NOT NULL,
  municipality text NOT NULL
);

CREATE TABLE person (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('staff', 'learner', 'guardian')),
  given_name text NOT NULL,
  family_name text NOT NULL,
  email text,
  phone text,
  language text NOT NULL DEFAULT 'fi' CHECK (language IN ('fi', 'sv', 'en'))
);
CREATE INDEX person_name ON person (lower(family_name), lower(given_name));

CREATE TABLE staff_role (
  person_id uuid NOT NULL REFERENCES person (id),
  role text NOT NULL,
  side text NOT NULL CHECK (side IN ('school', 'county')),
  controller_id uuid NOT NULL REFERENCES controller (id),
  -- null: everywhere at that employer
  unit_id uuid REFERENCES unit (id),
  valid_from date NOT NULL,
  valid_to date
);
CREATE INDEX staff_role_person ON staff_role (person_id);
CREATE INDEX staff_role_unit ON staff_role (unit_id, role);

CREATE TABLE learner (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  class text NOT NULL,
  birth_date date NOT NULL
);
CREATE INDEX learner_unit ON learner (unit_id);

CREATE TABLE guardianship (
  learner_id uuid NOT NULL REFERENCES person (id),
  guardian_id uuid NOT NULL REFERENCES person (id),
  PRIMARY KEY (learner_id, guardian_id)
);

-- Compiled rule sets, named by the hash of their content: never changed.
CREATE TABLE rule_set (
  id text PRIMARY KEY,
  unit_id uuid NOT NULL REFERENCES unit (id),
  policy text NOT NULL,
  valid_from date NOT NULL,
  body jsonb NOT NULL,
  compiled_at timestamptz NOT NULL
);
CREATE INDEX rule_set_unit ON rule_set (unit_id, valid_from DESC, compiled_at DESC);

CREATE SEQUENCE case_ref_seq;

-- The inbox: from here on a command is decided exactly once, whatever crashes.
CREATE TABLE command (
  id uuid PRIMARY KEY,
  caller text NOT NULL,
  key uuid NOT NULL,
  body_hash text NOT NULL,
  case_id uuid NOT NULL,
  ref text NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'inbox',
  -- the command as the engine gets it (domain/commands.ts), without texts
  body jsonb NOT NULL,
  received_seq bigint GENERATED ALWAYS AS IDENTITY,
  received_at timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('done', 'refused')),
  -- done: {"version": n, "events": [{"seq","type"}]}; refused: {"code","source"}
  result jsonb,
  decided_at timestamptz,
  UNIQUE (caller, key)
);
CREATE INDEX command_pending ON command (case_id, received_seq) WHERE outcome IS NULL;

-- Free text: sealed rows. The event holds the HMAC whose salt lies here; erasing the row leaves a whole log that tells nothing.
CREATE TABLE sealed_text (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  command_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'case-text',
  salt bytea NOT NULL,
  body text NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE INDEX sealed_text_case ON sealed_text (case_id);
CREATE INDEX sealed_text_command ON sealed_text (command_id);

-- The log of a case: a hash chain. The application inserts and reads; nobody updates.
CREATE TABLE case_event (
  case_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  type text NOT NULL,
  at timestamptz NOT NULL,
  happened_on date NOT NULL,
  command_id uuid,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'case-log',
  -- the event as the core made it, to the byte
  body text NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (case_id, seq)
);
CREATE INDEX case_event_at ON case_event (at);
CREATE INDEX case_event_command ON case_event (command_id) WHERE command_id IS NOT NULL;

CREATE TABLE case_view (
  case_id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'case-view',
  learner_id uuid NOT NULL,
  school_id uuid NOT NULL,
  status text NOT NULL,
  stage text NOT NULL,
  urgent boolean NOT NULL,
  responsible_school uuid,
  responsible_county uuid,
  version integer NOT NULL,
  head_hash text NOT NULL,
  opened_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  next_due_at timestamptz,
  next_wake_at timestamptz,
  late boolean NOT NULL,
  -- the whole state (domain/state.ts)
  state jsonb NOT NULL
);
CREATE INDEX case_view_school ON case_view (school_id, status);
CREATE INDEX case_view_learner ON case_view (learner_id);
CREATE INDEX case_view_resp_school ON case_view (responsible_school) WHERE responsible_school IS NOT NULL;
CREATE INDEX case_view_resp_county ON case_view (responsible_county) WHERE responsible_county IS NOT NULL;
CREATE INDEX case_view_due ON case_view (next_due_at) WHERE status IN ('open', 'aftercare');

-- Open and ended duties by owner: what the task list and the figures read.
CREATE TABLE case_duty (
  case_id uuid NOT NULL,
  duty_id text NOT NULL,
  kind text NOT NULL,
  rule text NOT NULL,
  force text NOT NULL,
  owner_id uuid NOT NULL,
  side text NOT NULL,
  school_id uuid NOT NULL,
  status text NOT NULL,
  late boolean NOT NULL,
  kept boolean,
  due_on date,
  due_at timestamptz,
  started_on date NOT NULL,
  done_on date,
  PRIMARY KEY (case_id, duty_id)
);
CREATE INDEX case_duty_owner ON case_duty (owner_id, due_at) WHERE status = 'open';
CREATE INDEX case_duty_due ON case_duty (school_id, due_at);

-- The mail ledger. Born in the projection's statement: an event in the log always has its mails here.
CREATE TABLE mail (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  ref text NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'mail-ledger',
  -- null when nobody holds the post: shown to administrators, never lost
  recipient_id uuid,
  shard smallint NOT NULL,
  template text NOT NULL,
  -- what must still be true at sending: {"duty","owner","rung"} ...
  still jsonb NOT NULL,
  data jsonb NOT NULL,
  not_before timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'sending', 'sent', 'dropped', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  message_id text,
  sent_at timestamptz,
  note text
);
CREATE INDEX mail_due ON mail (shard, not_before) WHERE state IN ('planned', 'sending');
CREATE INDEX mail_case ON mail (case_id, seq);

CREATE TABLE session (
  id_hash text PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL,
  side text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);

-- What went wrong and a person must know: a log that diverged, a mail nobody can receive.
CREATE TABLE alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  case_id uuid,
  detail jsonb NOT NULL
);

-- Who holds a rung of the ladder at one employer: of the unit first, else of the whole employer; a rung nobody
-- holds falls to the next higher one, so that no reminder is without a receiver.
CREATE FUNCTION rung_holder (p_rung text, p_side text, p_unit uuid, p_on date) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT r.person_id
  FROM staff_role r
  JOIN unit u ON u.id = p_unit
  WHERE r.side = p_side
    AND r.role = ANY (CASE p_rung WHEN 'coordinator' THEN ARRAY['coordinator', 'supervisor'] ELSE ARRAY['supervisor', 'administrator'] END)
    AND (r.unit_id = p_unit OR r.unit_id IS NULL)
    AND (p_side = 'county' OR r.controller_id = u.controller_id)
    AND r.valid_from <= p_on AND (r.valid_to IS NULL OR r.valid_to >= p_on)
  ORDER BY (r.role = CASE p_rung WHEN 'coordinator' THEN 'coordinator' ELSE 'supervisor' END) DESC,
           (r.unit_id IS NOT NULL) DESC, r.person_id
  LIMIT 1
$$;

-- Roles: the application reads and inserts the log; only the eraser may remove, and only texts.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT USAGE ON SCHEMA public TO rinnalla_app;
    GRANT SELECT ON controller, unit, person, staff_role, learner, guardianship, rule_set TO rinnalla_app;
    GRANT INSERT ON rule_set TO rinnalla_app;
    GRANT USAGE ON SEQUENCE case_ref_seq TO rinnalla_app;
    GRANT SELECT, INSERT ON case_event, alarm TO rinnalla_app;
    GRANT SELECT, INSERT, UPDATE ON command, case_view, case_duty, mail, session, api_token TO rinnalla_app;
    GRANT SELECT, INSERT, DELETE ON sealed_text TO rinnalla_app;
    GRANT DELETE ON session TO rinnalla_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rinnalla_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_eraser') THEN
    GRANT USAGE ON SCHEMA public TO rinnalla_eraser;
    GRANT SELECT, DELETE ON sealed_text TO rinnalla_eraser;
    GRANT SELECT ON case_event, case_view TO rinnalla_eraser;
  END IF;
END
$$;
