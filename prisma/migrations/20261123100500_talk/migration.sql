-- What a unit promises of a service: when one may come without an appointment (OHL 17 §), and the number to call.
CREATE TABLE unit_service (
  unit_id uuid NOT NULL REFERENCES unit (id),
  service text NOT NULL CHECK (service IN ('curator', 'psychologist', 'school_nurse')),
  open_fi text NOT NULL,
  open_sv text NOT NULL,
  open_en text NOT NULL,
  phone text,
  PRIMARY KEY (unit_id, service)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT ON unit_service TO rinnalla_app;
  END IF;
END
$$;
