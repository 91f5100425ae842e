/** What a send came to; `unknown`: the engine gave no answer, and the sweeper asks again. */
interface SentKind {
  readonly kind: string;
}

/** One send: how it is made, and what is to be done with an answer that comes when nobody waits at the door. */
export interface Sending<Sent extends SentKind> {
  /** The command's. */
  readonly id: string;
  readonly send: () => Promise<Sent>;
  readonly late: (sent: Sent) => Promise<void>;
}

/** How long a send may go on; less than the age at which the sweeper takes a command up. */
export const SENDING_DEADLINE_MS = 10_000;
/** In so many cases at a time sends may go on. */
const MOST = 200;

/** So many commands are remembered as sent; what is older is long stored. */
const REMEMBERED = 5_000;

/** What is answered to a send that came to nothing in time. */
const UNKNOWN = 'unknown';

/**
 * Sends that outlast the answer to their request.
 *
 * 1. A send is not broken off when its request has been answered 202. An Update that is cancelled before the engine has
 *    taken it in is gone until the sweeper comes; under load that made a slow minute a standstill.
 * 2. What is given to the same run after such an answer waits for it, and stays unsent when it came to nothing: nothing
 *    overtakes what its sender was told will be done.
 * 3. A command that was sent is in front of whatever is sent after it, stored or not: `isSent`.
 * 4. When they go on in `MOST` cases, what comes on top is left to the sweeper unsent: an engine that is behind is not
 *    pushed further.
 * 5. Nothing depends on this: a process that dies loses only waiting, and the sweeper sends again.
 */
export class Lingering {
  readonly #last = new Map<string, Promise<boolean>>();
  readonly #sent = new Set<string>();

  /** What the send came to within `ms`; null: it goes on, or was left to the sweeper. */
  async within<Sent extends SentKind>(
    runId: string,
    ms: number,
    { id, send, late }: Sending<Sent>,
  ): Promise<Sent | null> {
    if (this.#last.size >= MOST) return null;
    const before = this.#last.get(runId);
    const begin = () => this.#begin(id, send);
    const sending = before === undefined ? begin() : before.then((known) => (known ? begin() : null));
    const first = await firstOf(sending, ms);
    if (first !== undefined) return first;
    this.#goOn(runId, sending, late);
    return null;
  }

  /** True while something that was sent to the run from here goes on: what is given now is sent right after it. */
  goesOn(runId: string): boolean {
    return this.#last.has(runId);
  }

  /** True for a command that was sent from here and of which nobody knows that it came to nothing. */
  isSent(id: string): boolean {
    return this.#sent.has(id);
  }

  /** When nothing goes on any more: for those who close what sends need. */
  async ended(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }

  async #begin<Sent extends SentKind>(id: string, send: () => Promise<Sent>): Promise<Sent> {
    this.#sent.add(id);
    for (const oldest of this.#sent) {
      if (this.#sent.size <= REMEMBERED) break;
      this.#sent.delete(oldest);
    }
    const sent = await send();
    if (sent.kind === UNKNOWN) this.#sent.delete(id);
    return sent;
  }

  #goOn<Sent extends SentKind>(
    runId: string,
    sending: Promise<Sent | null>,
    late: Sending<Sent>['late'],
  ): void {
    const known = sending
      .then(async (sent) => {
        if (sent === null || sent.kind === UNKNOWN) return false;
        await late(sent);
        return true;
      })
      // The store may be gone meanwhile: the command is still in the inbox then, and is sent again.
      .catch(() => false);
    const ended = known.then((it) => {
      if (this.#last.get(runId) === ended) this.#last.delete(runId);
      return it;
    });
    this.#last.set(runId, ended);
  }
}

/** What the promise gives within `ms`, else undefined. */
async function firstOf<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}
