-- The second wall: the role of the API reads rows of a case only for a caller who is related to the case, so that a
-- query whose filter was forgotten shows nothing of others (docs/decisions/0045).
--
-- 1. Who is related is decided by the core alone (domain/sight-keys.ts). The projection keeps its answer with the case.
-- 2. The API says with each statement whom it serves (`rinnalla.keys`, `rinnalla.caller`), for this transaction only.
--    Who says nothing sees nothing.
-- 3. A row about a case is seen by whoever sees the case: one rule, at case_view; the other tables ask there.
-- 4. Worker, operator, eraser and owner have roles of their own, and policies that say so.

-- The core's keys to the case, to the letter; the employer of its school, which the core does not know; both together.
ALTER TABLE case_view
  ADD COLUMN keys text[] NOT NULL DEFAULT '{}',
  ADD COLUMN employer_id uuid,
  ADD COLUMN sight text[] GENERATED ALWAYS AS (
    CASE WHEN employer_id IS NOT NULL AND 'school@*' = ANY (keys) THEN keys || ('school@' || employer_id::text) ELSE keys END
  ) STORED;
UPDATE case_view v SET employer_id = u.controller_id FROM unit u WHERE u.id = v.school_id;
CREATE INDEX case_view_sight ON case_view USING gin (sight) WITH (fastupdate = off);

-- The keys the caller of this transaction brings: none when nobody was named.
CREATE FUNCTION rinnalla_keys () RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(current_setting('rinnalla.keys', true), ' ') $$;
-- Whose commands are one's own: the scope of idempotency keys.
CREATE FUNCTION rinnalla_caller () RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('rinnalla.caller', true), '') $$;

-- Of a link's secret a page knows the hash: which case it opens, and nothing else of it.
CREATE FUNCTION case_of_link (p_secret_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT case_id FROM consent_link WHERE secret_hash = p_secret_hash $$;

-- Of which of these erased cases something is there again, or no tombstone: the API opens only when there is none.
CREATE FUNCTION undone_erasures (p_cases uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.case_id FROM unnest(p_cases) AS e (case_id)
  WHERE EXISTS (SELECT FROM vault.case_key k WHERE k.case_id = e.case_id)
     OR EXISTS (SELECT FROM sealed_text t WHERE t.case_id = e.case_id)
     OR NOT EXISTS (SELECT FROM case_erasure x WHERE x.case_id = e.case_id)
$$;

-- How many schools a policy or calendar is for, and how many living cases are at them: two numbers, no case.
CREATE FUNCTION reach_of_policy (p_kind text, p_name text, OUT schools integer, OUT open integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT u.id)::integer, count(v.case_id)::integer
  FROM unit u LEFT JOIN case_view v ON v.school_id = u.id AND v.status IN ('open', 'aftercare')
  WHERE CASE p_kind WHEN 'policy' THEN u.policy ELSE u.calendar END = p_name
$$;

-- Since when the oldest of these limits that still runs under a calendar has been counted: one day, no case.
CREATE FUNCTION running_since (p_calendar text, p_rules text[]) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(d.started_on) FROM case_duty d JOIN unit u ON u.id = d.school_id
  WHERE u.calendar = p_calendar AND d.status = 'open' AND d.due_on IS NOT NULL AND d.rule = ANY (p_rules)
$$;

-- For how many open cases somebody is responsible, of those to which one of these sides is party: a number, no case.
CREATE FUNCTION open_cases_of (p_person uuid, p_sides text[]) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::integer FROM case_view v
  WHERE v.status = 'open' AND (v.responsible_school = p_person OR v.responsible_county = p_person)
    AND ('school' = ANY (p_sides) AND v.responsible_school IS NOT NULL OR 'county' = ANY (p_sides) AND v.responsible_county IS NOT NULL)
$$;

-- Puts a table behind the wall: everybody else by a policy of their own, the API by the condition. For migrations.
CREATE FUNCTION raise_wall (p_table text, p_condition text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  other text;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('CREATE POLICY owner_all ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
  FOREACH other IN ARRAY ARRAY['app', 'eraser'] LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_' || other) THEN
      EXECUTE format('CREATE POLICY %s_all ON %s TO rinnalla_%1$s USING (true) WITH CHECK (true)', other, p_table);
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_api') THEN
    -- It is a member of rinnalla_app for its grants: what narrows it must be restrictive.
    FOREACH other IN ARRAY ARRAY['select', 'update', 'delete'] LOOP
      EXECUTE format('CREATE POLICY api_%s ON %s AS RESTRICTIVE FOR %1$s TO rinnalla_api USING (%3$s)', other, p_table, p_condition);
    END LOOP;
  END IF;
END
$$;

SELECT raise_wall('case_view', 'sight && (SELECT rinnalla_keys())');

SELECT raise_wall(t, format('EXISTS (SELECT FROM public.case_view v WHERE v.case_id = %s.case_id)', regexp_replace(t, '^vault\.', '')))
FROM unnest(ARRAY['case_event', 'case_duty', 'case_access', 'case_access_head', 'case_erasure', 'case_hold', 'consent_link',
  'bulk_item', 'mail', 'alarm', 'vault.case_key']) t;

-- One's own commands, also those whose case is not there yet or no longer for oneself: they still have their answer.
SELECT raise_wall('command', $$caller = (SELECT rinnalla_caller())
  OR EXISTS (SELECT FROM case_view v WHERE v.case_id = command.case_id)$$);

-- A refused command takes its words with it: whoever sent it may find them until it has an outcome.
SELECT raise_wall('sealed_text', $$EXISTS (SELECT FROM case_view v WHERE v.case_id = sealed_text.case_id)
  OR EXISTS (SELECT FROM command c WHERE c.id = sealed_text.command_id AND c.outcome IS NULL AND c.caller = (SELECT rinnalla_caller()))$$);

REVOKE ALL ON FUNCTION raise_wall (text, text), case_of_link (text), undone_erasures (uuid[]), reach_of_policy (text, text),
  running_since (text, text[]), open_cases_of (uuid, text[]) FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT EXECUTE ON FUNCTION case_of_link (text), undone_erasures (uuid[]), reach_of_policy (text, text),
      running_since (text, text[]), open_cases_of (uuid, text[]) TO rinnalla_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_eraser') THEN
    GRANT EXECUTE ON FUNCTION undone_erasures (uuid[]) TO rinnalla_eraser;
  END IF;
END
$$;
