/**
 * Storing a slip: one statement.
 *
 * $1 slip, $2 kind, $3 row, $4 mails, $5 ids of commands, $6 instant of the last event, $7 counts, $8 whether the words
 * go, and with them who asked, who answered and who was told: a command keeps what only the holder of its key can make
 * (`gone_caller`), a mail that it went, one that had not gone is dropped. The school follows the state: a request to talk may be passed on. A row that is as new or newer stays; `stored` tells the version that is there afterwards. `soon`: shards whose
 * postman should not wait for its own timer.
 */
export const STORE_SLIP = `
WITH v AS (
  SELECT * FROM jsonb_to_record($3::jsonb) AS x(
    school_id uuid, role text, side text, asked_by uuid, status text, version integer, opened_at timestamptz,
    due_at timestamptz, settled_at timestamptz, next_wake_at timestamptz, state jsonb)
), written AS (
  INSERT INTO slip (id, kind, controller_id, school_id, role, side, asked_by, status, version, opened_at, due_at, settled_at,
    next_wake_at, state)
  SELECT $1, $2, (SELECT controller_id FROM slip_command WHERE slip_id = $1 ORDER BY received_seq LIMIT 1),
    v.school_id, v.role, v.side, v.asked_by, v.status, v.version, v.opened_at, v.due_at, v.settled_at, v.next_wake_at, v.state
  FROM v
  ON CONFLICT (id) DO UPDATE SET
    school_id = excluded.school_id, asked_by = excluded.asked_by, status = excluded.status, version = excluded.version, settled_at = excluded.settled_at,
    next_wake_at = excluded.next_wake_at, state = excluded.state
  WHERE slip.version < excluded.version
  RETURNING school_id, side, role, controller_id, version
), counts AS (
  INSERT INTO consultation_count (school_id, month, topic, role, asked, answered)
  SELECT written.school_id, c.month, c.topic, written.role, c.asked, c.answered
  FROM written, jsonb_to_recordset($7::jsonb) AS c(month date, topic text, asked integer, answered integer)
  ON CONFLICT (school_id, month, topic, role) DO UPDATE SET
    asked = consultation_count.asked + excluded.asked, answered = consultation_count.answered + excluded.answered
), words AS (
  DELETE FROM slip_text WHERE $8 AND slip_id = $1 AND EXISTS (SELECT FROM written)
), keys AS (
  DELETE FROM vault.slip_key WHERE $8 AND slip_id = $1 AND EXISTS (SELECT FROM written)
), scrubbed AS (
  -- Disjoint from told, which scrubs what is decided now.
  UPDATE slip_command SET body = '{}', caller = gone_caller(caller, key), key = id
  WHERE $8 AND slip_id = $1 AND outcome IS NOT NULL AND EXISTS (SELECT FROM written)
), untold AS (
  -- The id is made from the receiver, the shard too, and a Message-ID is shared with mails that still name theirs.
  UPDATE mail SET id = gen_random_uuid(), recipient_id = NULL, shard = 0, message_id = NULL,
    state = CASE WHEN state IN ('planned', 'sending') THEN 'dropped' ELSE state END,
    note = CASE WHEN state IN ('planned', 'sending') THEN 'no longer true' ELSE note END
  WHERE $8 AND slip_id = $1 AND EXISTS (SELECT FROM written)
), mails AS (
  INSERT INTO mail (id, slip_id, seq, ref, controller_id, recipient_id, shard, template, still, data, not_before, state, note)
  SELECT md5(m.id || coalesce(m.recipient::text, ''))::uuid, $1, m.seq, '', m.controller_id, m.recipient,
    ('x' || substr(md5(coalesce(m.recipient::text, '')), 1, 4))::bit(16)::integer % 4,
    m.template, m.still, m.data, m.not_before,
    CASE WHEN m.recipient IS NULL THEN 'failed' ELSE 'planned' END,
    CASE WHEN m.recipient IS NULL THEN 'nobody holds the post' END
  FROM (
    SELECT x.*, written.controller_id, r.recipient
    FROM written, jsonb_to_recordset($4::jsonb) AS x(
      id text, seq integer, template text, person uuid, rung text, still jsonb, data jsonb, not_before timestamptz),
    LATERAL (
      SELECT x.person WHERE x.person IS NOT NULL
      UNION ALL
      SELECT post_holders(written.role, written.side, written.school_id, x.not_before::date) WHERE x.rung = 'owner'
      UNION ALL
      SELECT rung_holder(x.rung, written.side, written.school_id, x.not_before::date)
      WHERE x.rung IN ('coordinator', 'supervisor')
    ) AS r (recipient)
    -- Of what is erased in the same breath nothing is true any more that a mail could say.
    WHERE NOT $8
  ) m
  ON CONFLICT (id) DO NOTHING
  RETURNING id, recipient_id, shard, not_before
), unheld AS (
  INSERT INTO alarm (at, kind, case_id, detail)
  SELECT $6::timestamptz, 'no-recipient', NULL, jsonb_build_object('mail', id, 'slip', $1::text) FROM mails WHERE recipient_id IS NULL
), told AS (
  UPDATE slip_command c SET outcome = 'done', decided_at = $6::timestamptz,
    body = CASE WHEN $8 THEN '{}' ELSE c.body END,
    caller = CASE WHEN $8 THEN gone_caller(c.caller, c.key) ELSE c.caller END,
    key = CASE WHEN $8 THEN c.id ELSE c.key END
  WHERE c.id = ANY ($5::uuid[]) AND c.outcome IS NULL
  RETURNING c.id
)
SELECT coalesce((SELECT version FROM written), (SELECT version FROM slip WHERE id = $1)) AS stored,
  (SELECT count(pg_notify('command_done', id::text || ' done')) FROM told) AS told,
  (SELECT coalesce(array_agg(DISTINCT shard), '{}') FROM mails
   WHERE recipient_id IS NOT NULL AND not_before <= $6::timestamptz + interval '5 minutes') AS soon`;
