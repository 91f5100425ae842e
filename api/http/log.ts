import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * Logs of the API. A line about a request holds what is on this list and nothing else: method, route pattern (never
 * the path, it holds ids), status, milliseconds, request id, code. No body, no names, no ids of people, no text.
 */
export interface RequestLine {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly code?: string;
}

/** Fields a line may have, the parts of a failure included (`kindOf`). */
const LOGGED: ReadonlySet<string> = new Set(
  'method route status ms requestId code port host failure name sqlState at'.split(' '),
);

/** What of a line is on the list, inside its parts too; anything else is left out, whoever gave it. */
function allowed(line: object): Record<string, unknown> {
  const kept = Object.entries(line).filter(([key]) => LOGGED.has(key));
  return Object.fromEntries(
    kept.map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'object' && value !== null ? allowed(value) : value,
    ]),
  );
}

/** Writes lines of listed fields. Sentences and errors, which could say anything, are not written at all. */
export function createLogger(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { part: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(this: Logger, [line]: readonly unknown[], write: (line: object) => void) {
        const isLine = typeof line === 'object' && line !== null && !(line instanceof Error);
        write.call(this, isLine ? allowed(line) : {});
      },
    },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** What the handlers of one request tell its log line. */
export interface Trail {
  readonly requestId: string;
  readonly startedAt: number;
  route: string;
  code?: string;
}

const trails = new WeakMap<Request, Trail>();

/** The trail of a request; made on first use. */
export function trailOf(req: Request): Trail {
  const known = trails.get(req);
  if (known) return known;
  const trail: Trail = { requestId: randomUUID(), startedAt: performance.now(), route: 'unmatched' };
  trails.set(req, trail);
  return trail;
}

/** Writes one line per request when it has been answered. */
export function requestLog(logger: Logger) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const trail = trailOf(req);
    res.setHeader('X-Request-Id', trail.requestId);
    res.once('close', () => {
      const line: RequestLine = {
        method: req.method,
        route: trail.route,
        status: res.writableFinished ? res.statusCode : 499,
        ms: Math.round(performance.now() - trail.startedAt),
        requestId: trail.requestId,
        ...(trail.code === undefined ? {} : { code: trail.code }),
      };
      logger.info(line);
    });
    next();
  };
}

/** What may be said of an unexpected failure: its kind and, of a database error, its SQLSTATE; never its message. */
export function kindOf(failure: unknown): { name: string; sqlState?: string; at?: string } {
  if (!(failure instanceof Error)) return { name: typeof failure };
  const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : undefined;
  const at = failure.stack?.split('\n').find((line) => /^\s+at .*\/(api|domain|policies)\//.test(line));
  const place = at === undefined ? undefined : /([a-z-]+\.[jt]s:\d+)/.exec(at)?.[1];
  return { name: failure.name, ...(code ? { sqlState: code } : {}), ...(place ? { at: place } : {}) };
}
