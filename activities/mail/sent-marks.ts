import type { Pool } from 'pg';
import type { DueMail } from './due-mail.js';

/** Mails that may have left before the ledger says so. */
const MOST = 50;

/** Notes in the ledger which mails have left. */
export interface SentMarks {
  /** The instant that the ledger shall name (epoch ms). */
  readonly now: number;
  /** Notes mails as sent, together with all that leave while an earlier note is being written. */
  readonly add: (mails: readonly DueMail[]) => Promise<void>;
  /** Settles when everything is written; rejects when something could not be. */
  readonly written: () => Promise<void>;
}

/**
 * One write at a time, and each takes everything that has left meanwhile: a morning's mails do not wait for as many
 * writes.
 *
 * 1. What is not yet written stays `sending` under its Message-ID: after a crash it goes again, recognisable.
 * 2. At most about `MOST` mails are ahead of the ledger: so many may go twice after a crash, and no more.
 * 3. A write that failed is written with the next one; the last one to fail is told to who waits for the end.
 */
export function sentMarks(pool: Pool, now: number): SentMarks {
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const ids = waiting;
      waiting = [];
      try {
        await pool.query(
          `UPDATE mail SET state = 'sent', sent_at = to_timestamp($2 / 1000.0), note = NULL WHERE id = ANY($1::uuid[])`,
          [ids, now],
        );
      } catch (failure) {
        waiting = [...ids, ...waiting];
        throw failure;
      }
    }
  };
  const written = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  };
  return {
    now,
    written,
    add: async (mails) => {
      waiting.push(...mails.map((mail) => mail.id));
      const all = written();
      if (waiting.length >= MOST) return all;
      // Who waits for the end hears of a failure.
      all.catch(() => undefined);
    },
  };
}
