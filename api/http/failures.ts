import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { kindOf, trailOf } from './log.js';
import { HttpProblem, storeDown } from './problem.js';

/** Said by the pool and the driver, which give no code for these. */
const DOWN_WORDS = /connection terminated|timeout exceeded when trying to connect|query read timeout/i;
/** SQLSTATE classes that say: the database is not there for us (connection, resources, shutting down, out of time). */
const DOWN_STATES = /^(08|53|57014|57P0|58|XX)/;
const DOWN_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** What is looked at in a failure. Told by its parts: drivers throw errors of more than one make. */
interface Failing {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function isFailing(failure: unknown): failure is Failing {
  return typeof failure === 'object' && failure !== null;
}

/** True when PostgreSQL could not be reached or broke off, whatever the driver calls it. */
export function isStoreDown(failure: unknown): boolean {
  if (!isFailing(failure)) return false;
  const { code, message, cause, errors } = failure;
  // Of the addresses a name has, each is tried and each tells of its own.
  if (Array.isArray(errors) && errors.some(isStoreDown)) return true;
  if (typeof code === 'string') {
    if (DOWN_CODES.has(code) || (code.length === 5 && DOWN_STATES.test(code))) return true;
    // Prisma's own codes for a server that cannot be reached.
    if (code === 'P1001' || code === 'P1002' || code === 'P1017') return true;
  }
  if (typeof message === 'string' && DOWN_WORDS.test(message)) return true;
  return isStoreDown(cause);
}

function bodyProblem(failure: object): HttpProblem | null {
  if (!('type' in failure) || typeof failure.type !== 'string') return null;
  switch (failure.type) {
    case 'entity.too.large':
      return new HttpProblem(413, 'body-too-large', { detail: 'A body has at most 256 KB.' });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new HttpProblem(415, 'unsupported-media-type');
    case 'entity.parse.failed':
    case 'encoding.invalid':
    case 'request.size.invalid':
    case 'request.aborted':
      return new HttpProblem(400, 'malformed-json');
    default:
      return null;
  }
}

/** Express throws these for a path that is no valid percent-encoding. */
function isBadPath(failure: unknown): boolean {
  return failure instanceof URIError;
}

/** The problem a failure is answered with. What is unexpected becomes 500 without details. */
export function problemOf(failure: unknown): HttpProblem {
  if (failure instanceof HttpProblem) return failure;
  if (isBadPath(failure))
    return new HttpProblem(404, 'not-found', { detail: 'There is nothing here for you.' });
  const ofBody = typeof failure === 'object' && failure !== null ? bodyProblem(failure) : null;
  if (ofBody) return ofBody;
  if (isStoreDown(failure)) return storeDown(failure);
  return new HttpProblem(500, 'unexpected', { cause: failure });
}

/** Last in the chain: turns every failure into a problem document. */
export function answerFailures(logger: Logger) {
  // Express tells a failure handler by its four parameters.
  return (failure: unknown, req: Request, res: Response, next: NextFunction): void => {
    const problem = problemOf(failure);
    const trail = trailOf(req);
    trail.code = problem.code;
    if (problem.status >= 500) {
      logger.error({
        requestId: trail.requestId,
        route: trail.route,
        code: problem.code,
        failure: kindOf(problem.cause),
      });
    }
    if (res.headersSent) {
      next(failure);
      return;
    }
    if (problem.options.retryAfter !== undefined)
      res.setHeader('Retry-After', String(problem.options.retryAfter));
    if (problem.status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
    // A body that was not read would be taken for the next request.
    if (problem.status === 413 || problem.status === 415) res.setHeader('Connection', 'close');
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem.document()));
  };
}
