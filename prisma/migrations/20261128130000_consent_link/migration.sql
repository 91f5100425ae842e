-- Questions about consent that go out with a link. The secret of a link is nowhere: its hash is.

CREATE TABLE consent_link (
  id uuid PRIMARY KEY,
  secret_hash text NOT NULL UNIQUE,
  case_id uuid NOT NULL,
  -- the command that asks: kept in the same statement, and a refused one takes its links with it
  command_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'consent-link',
  -- who is asked, about which members, and what may be told to those from outside
  person_id uuid NOT NULL,
  member_ids text[] NOT NULL,
  items text[] NOT NULL,
  text_version text NOT NULL,
  language text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('e-mail', 'text')),
  made_by uuid,
  made_at timestamptz NOT NULL,
  expires_on date NOT NULL,
  expires_at timestamptz NOT NULL,
  -- that it ran out, that a newer one took its place, or that it is no longer asked, is read from time, from the newer
  -- one and from the case: opening a link changes nothing
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'spent', 'replaced', 'expired', 'withdrawn')),
  answered_at timestamptz,
  second_factor text NOT NULL CHECK (second_factor IN ('none', 'staff-code', 'text-code')),
  code_hash text,
  code_sent_at timestamptz,
  codes_sent smallint NOT NULL DEFAULT 0,
  attempts smallint NOT NULL DEFAULT 0
);
CREATE INDEX consent_link_case ON consent_link (case_id, made_at);
CREATE INDEX consent_link_command ON consent_link (command_id);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON consent_link TO rinnalla_app;
  END IF;
END
$$;
