-- Who a person is at an identity provider. A row is made once, by the first sign-in whose claim names a row of the
-- directory; a second subject of the same provider never takes over a person: an address may be given to somebody new.
CREATE TABLE person_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL REFERENCES person (id),
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, person_id)
);

-- The number by which the employers' directory knows somebody, for providers that say it.
ALTER TABLE person ADD COLUMN staff_number text UNIQUE;

-- A sign-in that has left for the provider and is awaited. The row goes with the answer, whatever the answer is.
CREATE TABLE sign_in_attempt (
  state_hash text PRIMARY KEY,
  -- the cookie of the browser that set out: an answer brought by another one is nobody's
  browser_hash text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  return_to text NOT NULL,
  language text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_expires ON sign_in_attempt (expires_at);

-- How sure the provider was (OpenID Connect: acr, amr).
ALTER TABLE session ADD COLUMN acr text;
ALTER TABLE session ADD COLUMN amr text[] NOT NULL DEFAULT '{}';
CREATE INDEX session_person ON session (person_id);

-- Tokens say what they may be used for and at which employer; until now each might do what its role may.
ALTER TABLE api_token ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,command,administer}'
  CHECK (scopes <@ ARRAY['read', 'command', 'administer'] AND cardinality(scopes) > 0);
ALTER TABLE api_token ALTER COLUMN scopes DROP DEFAULT;
ALTER TABLE api_token ADD COLUMN controller_id uuid REFERENCES controller (id);
ALTER TABLE api_token ADD COLUMN used_at timestamptz;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT ON person_identity TO rinnalla_app;
    GRANT SELECT, INSERT, DELETE ON sign_in_attempt TO rinnalla_app;
  END IF;
END
$$;
