import type { Transporter } from 'nodemailer';
import { deliverDue } from '../../../activities/mail/deliver.js';
import { mailer } from '../../../bin/mailer.js';
import { POSTMAN_SHARDS, type Delivered } from '../../../workflows/messages.js';
import type { Name } from '../../../stories/stage/directory.js';
import type { Desk, Draft } from './desk.js';
import { openMailServer, type MailServer, type Taken } from './mail-server.js';

/** A row of the ledger as tests speak of it. */
export interface LedgerRow {
  readonly id: string;
  readonly template: string;
  readonly state: string;
  readonly note: string | null;
  readonly messageId: string | null;
}

/** The way of a mail from the ledger to a real server. */
export interface Post {
  readonly server: MailServer;
  /** Delivers what is due to a person at a local time of the case. */
  deliverTo(draft: Draft, who: Name, local: string): Promise<Delivered>;
  /** Delivers what is due to anybody at a local time of the case; answers the mails of this case's people so far. */
  deliverAll(draft: Draft, local: string): Promise<Taken[]>;
  /** Mails the server took for a person. */
  takenBy(draft: Draft, who: Name): Promise<Taken[]>;
  addressOf(draft: Draft, who: Name): Promise<string>;
  ledger(draft: Draft, who: Name): Promise<LedgerRow[]>;
  close(): Promise<void>;
}

export const PUBLIC_URL = 'https://rinnalla.example.invalid';

/** @param url another server than the one that comes with it */
export async function openPost(desk: Desk, url?: string): Promise<Post> {
  const server = await openMailServer();
  const transport: Transporter = mailer(url ?? server.url);
  const addressOf = async (draft: Draft, who: Name): Promise<string> => {
    const { rows } = await desk.app.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
      draft.people.person(who),
    ]);
    return rows[0]?.email ?? '';
  };
  const deps = {
    pool: desk.app,
    transport,
    from: 'Rinnalla <rinnalla@example.invalid>',
    publicUrl: PUBLIC_URL,
    linkUrl: (id: string) => `https://rinnalla.example/suostumus/${id}`,
    sendText: null,
  };
  const deliver = (draft: Draft, shard: number, local: string): Promise<Delivered> =>
    deliverDue(deps, { shard, now: draft.instantOf(local) });
  return {
    server,
    addressOf,
    async deliverTo(draft, who, local) {
      const { rows } = await desk.app.query<{ shard: number }>(
        'SELECT shard FROM mail WHERE recipient_id = $1 LIMIT 1',
        [draft.people.person(who)],
      );
      return deliver(draft, rows[0]?.shard ?? 0, local);
    },
    async deliverAll(draft, local) {
      for (let shard = 0; shard < POSTMAN_SHARDS; shard += 1) await deliver(draft, shard, local);
      return server.taken.filter(({ to }) => draft.people.nameOfAddress(to) !== null);
    },
    async takenBy(draft, who) {
      const address = await addressOf(draft, who);
      return server.taken.filter(({ to }) => to === address);
    },
    async ledger(draft, who) {
      const { rows } = await desk.app.query<LedgerRow>(
        `SELECT id, template, state, note, message_id AS "messageId" FROM mail WHERE recipient_id = $1 ORDER BY not_before, seq, id`,
        [draft.people.person(who)],
      );
      return rows;
    },
    async close() {
      transport.close();
      await server.close();
    },
  };
}
