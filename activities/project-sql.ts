/**
 * What is said of a command when its outcome is stored: its id and which events it caused. An answer given before may
 * be another one: the log had diverged, and the command was decided again.
 */
export const OUTCOME_WORD = `id || ' ' || coalesce((
  SELECT string_agg((e ->> 'seq') || ':' || (e ->> 'type'), ',') FROM jsonb_array_elements(result -> 'events') e), '')`;

/**
 * The projection: one statement.
 *
 * $1 case, $2 known version, $3 view, $4 events, $5 duties, $6 mails, $7 outcomes (JSON), $8 instant of the last event,
 * $9 known head of the hash chain. Nothing is written unless the stored head is the known one; `appended` tells.
 * `soon`: shards whose postman should not wait for its own timer.
 */
export const PROJECT = `
WITH v AS (
  SELECT * FROM jsonb_to_record($3::jsonb) AS x(
    ref text, learner_id uuid, school_id uuid, status text, stage text, urgent boolean,
    responsible_school uuid, responsible_county uuid, version integer, head_hash text,
    opened_at timestamptz, updated_at timestamptz, next_due_at timestamptz, post_due_at timestamptz,
    next_wake_at timestamptz, late boolean, keys text[], state jsonb)
), owner AS (
  SELECT coalesce(
    (SELECT controller_id FROM case_view WHERE case_id = $1),
    (SELECT controller_id FROM command WHERE case_id = $1 ORDER BY received_seq LIMIT 1),
    (SELECT u.controller_id FROM v JOIN unit u ON u.id = v.school_id)) AS controller_id,
    (SELECT u.controller_id FROM v JOIN unit u ON u.id = v.school_id) AS employer_id
), head AS (
  INSERT INTO case_view (case_id, ref, controller_id, learner_id, school_id, status, stage, urgent,
    responsible_school, responsible_county, version, head_hash, opened_at, updated_at, next_due_at, post_due_at,
    next_wake_at, late, keys, employer_id, state)
  SELECT $1, v.ref, owner.controller_id, v.learner_id, v.school_id, v.status, v.stage, v.urgent,
    v.responsible_school, v.responsible_county, v.version, v.head_hash, v.opened_at, v.updated_at, v.next_due_at,
    v.post_due_at, v.next_wake_at, v.late, v.keys, owner.employer_id, v.state
  FROM v, owner
  WHERE $2 = 0 OR EXISTS (SELECT FROM case_view WHERE case_id = $1)
  ON CONFLICT (case_id) DO UPDATE SET
    school_id = excluded.school_id, status = excluded.status, stage = excluded.stage, urgent = excluded.urgent,
    responsible_school = excluded.responsible_school, responsible_county = excluded.responsible_county,
    version = excluded.version, head_hash = excluded.head_hash, updated_at = excluded.updated_at,
    next_due_at = excluded.next_due_at, post_due_at = excluded.post_due_at, next_wake_at = excluded.next_wake_at, late = excluded.late,
    keys = excluded.keys, employer_id = excluded.employer_id, state = excluded.state
  WHERE case_view.version = $2 AND case_view.head_hash = $9
  RETURNING school_id, controller_id, ref
), events AS (
  INSERT INTO case_event (case_id, seq, type, at, happened_on, command_id, controller_id, body, prev_hash, hash)
  SELECT $1, e.seq, e.type, e.at, e.happened_on, e.command_id, head.controller_id, e.body, e.prev_hash, e.hash
  FROM head, jsonb_to_recordset($4::jsonb) AS e(
    seq integer, type text, at timestamptz, happened_on date, command_id uuid, body text, prev_hash text, hash text)
), duties AS (
  INSERT INTO case_duty (case_id, duty_id, kind, rule, force, owner_id, side, school_id, status, late, kept, due_on, due_at, started_on, done_on)
  SELECT $1, d.duty_id, d.kind, d.rule, d.force, d.owner_id, d.side, head.school_id, d.status, d.late, d.kept, d.due_on, d.due_at,
    d.started_on, d.done_on
  FROM head, jsonb_to_recordset($5::jsonb) AS d(
    duty_id text, kind text, rule text, force text, owner_id uuid, side text, status text, late boolean, kept boolean,
    due_on date, due_at timestamptz, started_on date, done_on date)
  ON CONFLICT (case_id, duty_id) DO UPDATE SET
    rule = excluded.rule, owner_id = excluded.owner_id, side = excluded.side, school_id = excluded.school_id,
    status = excluded.status, late = excluded.late, kept = excluded.kept, due_on = excluded.due_on, due_at = excluded.due_at,
    started_on = excluded.started_on, done_on = excluded.done_on
), mails AS (
  INSERT INTO mail (id, case_id, seq, ref, controller_id, recipient_id, shard, template, still, data, not_before, state, note)
  SELECT m.id, $1, m.seq, m.ref, m.controller_id, m.recipient,
    ('x' || substr(md5(coalesce(m.recipient::text, '')), 1, 4))::bit(16)::integer % 4,
    m.template, m.still, m.data, m.not_before,
    CASE WHEN m.recipient IS NULL THEN 'failed' ELSE 'planned' END,
    CASE WHEN m.recipient IS NULL THEN 'nobody holds the post' END
  FROM (
    SELECT x.*, head.ref, head.controller_id,
      coalesce(x.person, rung_holder(x.rung, x.side, head.school_id, x.not_before::date)) AS recipient
    FROM head, jsonb_to_recordset($6::jsonb) AS x(
      id uuid, seq integer, template text, person uuid, rung text, side text, still jsonb, data jsonb, not_before timestamptz)
  ) m
  ON CONFLICT (id) DO NOTHING
  RETURNING id, recipient_id, shard, not_before
), unheld AS (
  INSERT INTO alarm (at, kind, case_id, detail)
  SELECT $8::timestamptz, 'no-recipient', $1, jsonb_build_object('mail', id) FROM mails WHERE recipient_id IS NULL
), told AS (
  UPDATE command c SET outcome = 'done', result = o.result, decided_at = $8::timestamptz, stored_at = clock_timestamp()
  FROM head, jsonb_to_recordset($7::jsonb) AS o(id uuid, result jsonb)
  WHERE c.id = o.id
  RETURNING c.id, c.result
)
SELECT (SELECT count(*) FROM head)::integer AS appended,
  (SELECT count(pg_notify('command_done', ${OUTCOME_WORD})) FROM told) AS told,
  (SELECT coalesce(array_agg(DISTINCT shard), '{}') FROM mails
   WHERE recipient_id IS NOT NULL AND not_before <= $8::timestamptz + interval '5 minutes') AS soon`;
