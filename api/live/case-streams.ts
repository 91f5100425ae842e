import type { Response } from 'express';
import { keyOfCase } from '../../domain/sight-keys.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Deps } from '../deps.js';
import { tooManyRequests } from '../http/problem.js';
import { seeingAs } from '../sight/sight.js';

/** How often the store is asked whether a watched case has changed, in milliseconds. */
const ASK_MS = 400;
/** A case at rest: how often it is looked at whether the watcher may still know, in milliseconds. */
const RECHECK_MS = 15_000;
/** A line that says nothing, so that no proxy takes the connection for dead, in milliseconds. */
const PULSE_MS = 20_000;
/** Streams that one person or system may have open at once: a tab each. */
const MOST_OF_ONE = 12;
/** Streams of one process. */
const MOST = 2_000;
/** How many streams are looked at in one turn. */
const MOST_LOOKS = 40;
/** After how long a browser asks again when the connection breaks, in milliseconds. */
const RETRY_MS = 3_000;

/** Somebody who watches a case. */
export interface Watcher {
  readonly caseId: string;
  /** Who it is, for counting (`Caller.key`). */
  readonly who: string;
  /** The version of the case that the watcher is told first. */
  readonly version: number;
  /** Looks anew whether the session goes on and the case may be seen; throws when the store is away. */
  readonly mayStill: () => Promise<boolean>;
}

/** Open event streams of cases. */
export interface CaseStreams {
  /** Refuses (429) a further stream of somebody who has as many as anybody may. */
  refuseTooMany(who: string): void;
  /** Makes an answer a stream and keeps it open. */
  open(res: Response, watcher: Watcher): void;
  /** How many streams are open. */
  count(): number;
  /** Ends all of them: the process stops. */
  close(): void;
}

interface Stream extends Watcher {
  readonly res: Response;
  told: number;
  checkedAt: Instant;
  saidAt: Instant;
  checking: boolean;
}

function say(stream: Stream, event: string, data: Readonly<Record<string, unknown>>, at: Instant): void {
  stream.saidAt = at;
  stream.res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** The version of each of these cases; what is told of a case here is a number. */
async function versionsOf({ pool }: Pick<Deps, 'pool'>, caseIds: readonly string[]) {
  const sight = { keys: caseIds.map(keyOfCase), caller: '' };
  const { rows } = await seeingAs(sight, () =>
    pool.query<{ case_id: string; version: number }>({
      name: 'versions-of-watched-cases',
      text: 'SELECT case_id, version FROM case_view WHERE case_id = ANY ($1::uuid[])',
      values: [caseIds],
    }),
  );
  return new Map(rows.map((row) => [row.case_id, row.version]));
}

/**
 * Tells those who have a case open that it has changed: its new version and nothing else, so that there is no second
 * road to its contents. What changed is read by the ordinary routes, under the ordinary rights.
 *
 * 1. Before a change is told, it is looked at whether this watcher may still know: an event that ends a right ends the
 *    stream, before a byte of the new version is on it. `ended` is the last that is said.
 * 2. A session that ended, a post that ran out: noticed within `RECHECK_MS`, without any change of the case. Watching is
 *    no sign of life: it does not keep a session.
 * 3. A store that is away is waited for; nobody is told anything meanwhile.
 * 4. Nobody depends on a stream: a page without one shows what it read.
 */
export function createCaseStreams(deps: Pick<Deps, 'pool' | 'now' | 'logger'>): CaseStreams {
  const streams = new Set<Stream>();
  let asking = false;
  let closed = false;

  const end = (stream: Stream): void => {
    streams.delete(stream);
    if (streams.size === 0) stopAsking();
    if (stream.res.writableEnded) return;
    say(stream, 'ended', {}, deps.now());
    stream.res.end();
  };

  async function look(stream: Stream, version: number): Promise<void> {
    stream.checking = true;
    try {
      const may = await stream.mayStill();
      // It may have been closed by the other end meanwhile.
      if (!streams.has(stream)) return;
      stream.checkedAt = deps.now();
      if (!may) end(stream);
      else if (version !== stream.told) {
        stream.told = version;
        say(stream, 'version', { version }, stream.checkedAt);
      }
    } finally {
      stream.checking = false;
    }
  }

  async function ask(): Promise<void> {
    const versions = await versionsOf(deps, [...new Set([...streams].map((it) => it.caseId))]);
    const now = deps.now();
    const news: [Stream, number][] = [];
    const old: [Stream, number][] = [];
    for (const stream of streams) {
      const version = versions.get(stream.caseId) ?? stream.told;
      if (now - stream.saidAt >= PULSE_MS) {
        stream.saidAt = now;
        stream.res.write(': \n\n');
      }
      if (stream.checking) continue;
      if (version !== stream.told) news.push([stream, version]);
      else if (now - stream.checkedAt >= RECHECK_MS) old.push([stream, version]);
    }
    // The others have their turn a moment later: requests of people need the store as well.
    const turn = [...news, ...old].slice(0, MOST_LOOKS);
    await Promise.all(turn.map(([stream, version]) => look(stream, version)));
  }

  let timer: NodeJS.Timeout | undefined;
  const stopAsking = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const startAsking = (): void => {
    timer ??= setInterval(() => {
      if (asking) return;
      asking = true;
      ask()
        .catch(() => deps.logger.debug({ code: 'streams-wait-for-store' }))
        .finally(() => (asking = false));
    }, ASK_MS);
  };

  const refuseTooMany = (who: string): void => {
    const own = [...streams].filter((it) => it.who === who).length;
    if (own >= MOST_OF_ONE || streams.size >= MOST) throw tooManyRequests(60);
  };

  return {
    refuseTooMany,
    open(res, watcher) {
      // Who left while the case was looked up is nobody to tell; nor is anybody once the process stops.
      if (closed || res.destroyed) {
        res.end();
        return;
      }
      refuseTooMany(watcher.who);
      const now = deps.now();
      const stream: Stream = {
        ...watcher,
        ...{ res, told: watcher.version, checkedAt: now, saidAt: now, checking: false },
      };
      res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
      // A proxy that gathers answers would keep the news to itself.
      res.setHeader('X-Accel-Buffering', 'no');
      // A HEAD asks for these alone: what follows would never be sent, and never end.
      if (res.req.method === 'HEAD') {
        res.end();
        return;
      }
      res.write(`retry: ${RETRY_MS}\n`);
      say(stream, 'version', { version: watcher.version }, now);
      streams.add(stream);
      res.on('close', () => {
        streams.delete(stream);
        if (streams.size === 0) stopAsking();
      });
      startAsking();
    },
    count: () => streams.size,
    close() {
      closed = true;
      for (const { res } of streams) res.end();
      streams.clear();
      stopAsking();
    },
  };
}
