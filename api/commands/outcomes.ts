import pg from 'pg';
import type { Logger } from 'pino';

/** Channel on which the projection says which command it has finished. */
const CHANNEL = 'command_done';
const RECONNECT_MS = 500;

/** Word of one command. */
export interface Expected {
  within(ms: number): Promise<string | null>;
  drop(): void;
}

/** The word that the projection gives of a command with this answer (activities/project-sql.ts). */
export function wordOf(events: readonly { readonly seq: number; readonly type: string }[]): string {
  return events.map(({ seq, type }) => `${seq}:${type}`).join(',');
}

type Waiting = Map<string, Set<(word: string) => void>>;

/** Tells when a command has its outcome. */
export interface Outcomes {
  /**
   * Begins to listen for one command; call it before the command is sent. `within` waits up to so many milliseconds
   * for word of its outcome: which events it caused. Null: none came; the store has the last word.
   */
  expect(commandId: string): Expected;
  /** True while the listening connection is up. */
  isListening(): boolean;
  close(): Promise<void>;
}

/**
 * One connection for the whole process that listens for finished commands.
 *
 * 1. Nobody depends on it: who waits asks the store too, so a lost notification costs time, never an answer.
 * 2. A connection that breaks is replaced until `close`.
 */
export function listenForOutcomes(databaseUrl: string, logger: Logger): Outcomes {
  const waiting: Waiting = new Map();
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const again = () => {
    client = null;
    if (closed) return;
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), RECONNECT_MS);
  };

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: databaseUrl, application_name: 'rinnalla-outcomes' });
    fresh.on('error', () => {});
    fresh.once('end', again);
    fresh.on('notification', ({ payload }) => {
      const [id = '', said = ''] = (payload ?? '').split(' ');
      for (const tell of waiting.get(id) ?? []) tell(said);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      client = fresh;
      // Closed while it was connecting.
      if (closed) await fresh.end();
    } catch {
      logger.debug({ code: 'outcomes-not-listening' });
      // Not waited for: a connection that never came about has no end to wait for.
      fresh.removeListener('end', again);
      fresh.end().catch(() => {});
      again();
    }
  }
  void connect();

  return {
    expect: (commandId) => expectOne(waiting, commandId),
    isListening: () => client !== null,
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

function expectOne(waiting: Waiting, commandId: string): Expected {
  let told: string | null = null;
  let wake = () => {};
  const tell = (word: string) => {
    told = word;
    wake();
  };
  const group = waiting.get(commandId) ?? new Set();
  waiting.set(commandId, group.add(tell));
  return {
    within(ms: number): Promise<string | null> {
      if (told !== null) return Promise.resolve(told);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(told), ms);
        wake = () => {
          clearTimeout(timer);
          resolve(told);
        };
      });
    },
    drop(): void {
      group.delete(tell);
      if (group.size === 0) waiting.delete(commandId);
    },
  };
}
