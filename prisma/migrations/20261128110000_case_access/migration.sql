-- Who was shown what of a case, and by which right: a hash chain per case, as the log of events is one.

CREATE TABLE case_access (
  case_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  -- exactly one of the two: a person, or a system (`token:…`, `operator`)
  person_id uuid,
  system text,
  kind text NOT NULL CHECK (kind IN ('read', 'answer', 'print', 'list', 'export')),
  controller_id uuid NOT NULL,
  record_class text NOT NULL DEFAULT 'access-log',
  -- what stands once for many answers, such as the lists of a day; null: every answer has its row
  once text,
  -- {"at","by","kind","via","rights":[{"relation","source","sections"}]}: what was written, to the byte
  body text NOT NULL,
  prev_hash text NOT NULL,
  -- sha256 of prev_hash, seq and body, each on a line of its own
  hash text NOT NULL,
  PRIMARY KEY (case_id, seq),
  CHECK (num_nonnulls(person_id, system) = 1)
);
CREATE UNIQUE INDEX case_access_once ON case_access (case_id, once) WHERE once IS NOT NULL;

-- The last row of each chain, kept apart, so that a tail that was cut off shows.
CREATE TABLE case_access_head (
  case_id uuid PRIMARY KEY,
  seq integer NOT NULL,
  hash text NOT NULL
);

-- Appends rows, each to the chain of its case; [{"case_id","at","person_id","system","kind","controller_id","once","body"}].
--
-- 1. Numbers and hashes are given here, while the head is held: two writers make one chain.
-- 2. Heads are taken in the order of their ids: two batches never wait for each other.
-- 3. It runs as the owner of the tables: the application can append, and can change neither a row nor a head.
CREATE FUNCTION append_case_access (p_rows jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  row_in record;
  head case_access_head;
  own text;
  written integer := 0;
BEGIN
  INSERT INTO case_access_head (case_id, seq, hash)
  SELECT DISTINCT (x ->> 'case_id')::uuid, 0, repeat('0', 64) FROM jsonb_array_elements(p_rows) x ORDER BY 1
  ON CONFLICT DO NOTHING;
  PERFORM FROM case_access_head
  WHERE case_id IN (SELECT (x ->> 'case_id')::uuid FROM jsonb_array_elements(p_rows) x)
  ORDER BY case_id FOR UPDATE;
  FOR row_in IN
    SELECT (x ->> 'case_id')::uuid AS case_id, (x ->> 'at')::timestamptz AS at, (x ->> 'person_id')::uuid AS person_id,
      x ->> 'system' AS system, x ->> 'kind' AS kind, (x ->> 'controller_id')::uuid AS controller_id,
      x ->> 'once' AS once, x ->> 'body' AS body
    FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS e(x, n) ORDER BY 1, n
  LOOP
    CONTINUE WHEN row_in.once IS NOT NULL AND EXISTS (
      SELECT FROM case_access a WHERE a.case_id = row_in.case_id AND a.once = row_in.once);
    -- A head that somebody has set back must not keep people from their work: the next row still has a number of its own,
    -- and hangs on a hash that is not the last one's, which `rinnalla verify` names.
    SELECT h.case_id, greatest(h.seq, (SELECT max(a.seq) FROM case_access a WHERE a.case_id = h.case_id)), h.hash INTO head
    FROM case_access_head h WHERE h.case_id = row_in.case_id;
    head.seq := head.seq + 1;
    own := encode(sha256(convert_to(head.hash || E'\n' || head.seq || E'\n' || row_in.body, 'UTF8')), 'hex');
    INSERT INTO case_access (case_id, seq, at, person_id, system, kind, controller_id, once, body, prev_hash, hash)
    VALUES (row_in.case_id, head.seq, row_in.at, row_in.person_id, row_in.system, row_in.kind, row_in.controller_id,
      row_in.once, row_in.body, head.hash, own);
    UPDATE case_access_head h SET seq = head.seq, hash = own WHERE h.case_id = row_in.case_id;
    written := written + 1;
  END LOOP;
  RETURN written;
END
$$;
REVOKE ALL ON FUNCTION append_case_access (jsonb) FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rinnalla_app') THEN
    GRANT SELECT ON case_access, case_access_head TO rinnalla_app;
    GRANT EXECUTE ON FUNCTION append_case_access (jsonb) TO rinnalla_app;
  END IF;
END
$$;
