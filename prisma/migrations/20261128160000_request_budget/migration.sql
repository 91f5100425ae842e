-- What is left of budgets that all processes share: sign-ins and what people without an account send. A key is a keyed
-- hash of an address or a link, never the address. Losing it in a crash costs nothing, so it is written to no log.

CREATE UNLOGGED TABLE request_budget (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  -- milliseconds since 1970, as the library counts
  expire bigint
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON request_budget TO rinnalla_app;
  END IF;
END
$$;
