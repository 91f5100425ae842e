import { STATUS_CODES } from 'node:http';
import type { Problem } from '../contracts/common.js';
import type { DoorRefusal } from '../contracts/door-refusals.js';

interface ProblemOptions {
  /** For people; never a value that a client sent. */
  readonly detail?: string;
  /** Legal or policy source of a refusal. */
  readonly source?: string;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A request that ends with a problem document (RFC 9457). `code` is stable. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly options: ProblemOptions;

  constructor(status: number, code: string, options: ProblemOptions = {}) {
    super(code, { cause: options.cause });
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.options = options;
  }

  /** The document as it is sent. */
  document(): Problem {
    const { detail, source, errors } = this.options;
    return {
      type: `urn:rinnalla:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(source === undefined ? {} : { source }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
    };
  }
}

/** Unknown, or not for this caller: the same form for both. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'not-found', { detail: 'There is nothing here for you.' });
}

/** A budget of requests is used up; `retryAfter` in seconds. */
export function tooManyRequests(retryAfter: number): HttpProblem {
  const detail = 'There were too many requests: wait as long as Retry-After says.';
  return new HttpProblem(429, 'too-many-requests', { detail, retryAfter });
}

/** Somebody who has to do with the case asks for one whose words were erased. */
export function erased(): HttpProblem {
  return new HttpProblem(410, 'erased', { detail: 'The words of this case were erased.' });
}

/** One field of a request is wrong in a way only the stores can tell. */
export function invalidField(path: string, code: string): HttpProblem {
  return new HttpProblem(422, 'invalid-fields', { errors: [{ path, code }] });
}

/** PostgreSQL does not answer. Nothing was done; the same key may be sent again. */
export function storeDown(cause: unknown): HttpProblem {
  return new HttpProblem(503, 'store-down', {
    detail: 'Nothing was done. The same Idempotency-Key may be sent again.',
    retryAfter: 5,
    cause,
  });
}

/** What a refused command is answered with: 403 for want of a right, 409 for the state of the case. */
export function refused(refusal: { readonly code: string; readonly source: string }): HttpProblem {
  return new HttpProblem(refusal.code === 'not-allowed' ? 403 : 409, refusal.code, {
    source: refusal.source,
  });
}

/** What the directory forbids of a command; as the rules refuse. */
export function doorRefused(code: DoorRefusal, source: string): HttpProblem {
  return refused({ code, source });
}
