import type { Mailbox, Message } from '../../../stack/mailbox.js';
import { until, type House } from './house.js';

/** The log of every case, to the byte. */
export async function logs(house: House): Promise<Map<string, string[]>> {
  const { rows } = await house.pool.query<{ case_id: string; body: string }>(
    'SELECT case_id, body FROM case_event ORDER BY case_id, seq',
  );
  const all = new Map<string, string[]>();
  for (const { case_id, body } of rows) all.set(case_id, [...(all.get(case_id) ?? []), body]);
  return all;
}

/** When each open case wakes next, as the engine's running workflows have stored it. */
export async function nextWakes(house: House): Promise<Map<string, number | null>> {
  const { rows } = await house.pool.query<{ ref: string; at: Date | null }>(
    `SELECT ref, next_wake_at AS at FROM case_view WHERE status IN ('open', 'aftercare') ORDER BY ref`,
  );
  return new Map(rows.map(({ ref, at }) => [ref, at?.getTime() ?? null]));
}

/** Waits until every command is decided and no mail is due. */
export async function settled(house: House): Promise<void> {
  await until(
    'everything decided, stored and sent',
    async () => {
      const { rows } = await house.pool
        .query<{ left: number }>(
          `SELECT (SELECT count(*) FROM command WHERE outcome IS NULL)::integer +
                  (SELECT count(*) FROM mail WHERE state IN ('planned', 'sending') AND not_before <= now())::integer AS left`,
        )
        .catch(() => ({ rows: [] }));
      return rows[0]?.left === 0 ? true : null;
    },
    90_000,
  );
}

/** Message-IDs by which the ledger says that mail has left. */
export async function sentIds(house: House): Promise<Set<string>> {
  const { rows } = await house.pool.query<{ id: string }>(
    `SELECT DISTINCT message_id AS id FROM mail WHERE state = 'sent'`,
  );
  return new Set(rows.map((row) => row.id));
}

/** Mails that arrived, by Message-ID. */
export async function arrived(mailbox: Mailbox | undefined): Promise<Map<string, Message[]>> {
  const byId = new Map<string, Message[]>();
  for (const message of (await mailbox?.messages()) ?? []) {
    const id = message.messageId ?? '';
    byId.set(id, [...(byId.get(id) ?? []), message]);
  }
  return byId;
}
