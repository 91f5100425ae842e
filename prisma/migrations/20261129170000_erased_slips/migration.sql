-- What stands for the caller of a command once its slip is erased (docs/decisions/0020): who holds the key of then is
-- still answered, and nobody who has the store alone can tell who it was, because the key goes as well. Callers are few
-- and could be guessed one by one; a key is random.
CREATE FUNCTION gone_caller (p_caller text, p_key uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT 'gone:' || encode(sha256(convert_to(p_caller || ' ' || p_key::text, 'UTF8')), 'hex') $$;

-- Slips that were erased before: their commands and mails still say who asked, who answered and who was told.
UPDATE slip_command c SET body = '{}', caller = gone_caller(c.caller, c.key), key = c.id
FROM slip s WHERE s.id = c.slip_id AND s.status = 'erased' AND c.outcome IS NOT NULL;

UPDATE mail m SET id = gen_random_uuid(), recipient_id = NULL, shard = 0, message_id = NULL,
  state = CASE WHEN m.state IN ('planned', 'sending') THEN 'dropped' ELSE m.state END,
  note = CASE WHEN m.state IN ('planned', 'sending') THEN 'no longer true' ELSE m.note END
FROM slip s WHERE s.id = m.slip_id AND s.status = 'erased';
