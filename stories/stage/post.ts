import type { Pool } from 'pg';
import { deliverDue } from '../../activities/mail/deliver.js';
import type { Item } from '../../activities/mail/compose.js';
import type { Theatre } from './theatre.js';

/** A mail as the story tells it: local day and time, receiver, text. */
export interface ToldMail {
  readonly at: string;
  readonly to: string;
  readonly template: string;
}

/** A row of the ledger whose mail the server has taken. */
export interface SentMail extends Pick<Item, 'template' | 'data'> {
  /** Epoch milliseconds, by the story's clock. */
  readonly at: number;
  readonly address: string;
  /** Number of the event that caused it. */
  readonly seq: number;
}

/** Sends what is due about a case or slip until an instant, oldest first, each with the story's own now. */
export async function deliverUntil(
  { app, transport }: Pick<Theatre, 'app' | 'transport'>,
  about: string,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<void> {
  for (;;) {
    const { rows } = await app.query<{ at: number; shard: number }>(
      `SELECT (extract(epoch FROM not_before) * 1000)::float8 AS at, shard FROM mail
       WHERE $1 IN (case_id, slip_id) AND state IN ('planned', 'sending')
         AND not_before <= to_timestamp($2 / 1000.0)
       ORDER BY not_before LIMIT 1`,
      [about, until],
    );
    const next = rows[0];
    if (!next) return;
    const deps = {
      ...{ pool: app, transport },
      from: 'Rinnalla <rinnalla@example.invalid>',
      publicUrl: 'http://localhost',
      linkUrl: (id: string) => `https://rinnalla.example/suostumus/${id}`,
      sendText: null,
    };
    await deliverDue(deps, { shard: next.shard, now: Math.max(next.at, now) });
  }
}

/** Mails sent so far about a case or slip, in the order of time. */
export async function sentMails(app: Pool, about: string): Promise<SentMail[]> {
  const { rows } = await app.query<SentMail>(
    `SELECT (extract(epoch FROM m.sent_at) * 1000)::float8 AS at, p.email AS address, m.template, m.data,
            m.seq
     FROM mail m JOIN person p ON p.id = m.recipient_id
     WHERE $1 IN (m.case_id, m.slip_id) AND m.state = 'sent'
     ORDER BY m.sent_at, p.email, m.template, m.seq, m.data ->> 'dueOn' NULLS LAST`,
    [about],
  );
  return rows;
}
