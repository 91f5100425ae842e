import type { Problem } from '../../api/contracts/common.js';

/** The server answered, and the answer is no. `problem.code` is what texts are chosen by. */
export class Refused extends Error {
  readonly problem: Problem;
  /** Seconds after which it may be tried again; null when the server did not say. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.code);
    this.name = 'Refused';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: whether the server got the request is not known, so the same key is sent again. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('connection-lost', { cause });
    this.name = 'ConnectionLost';
  }
}

export function statusOf(error: unknown): number | null {
  return error instanceof Refused ? error.problem.status : null;
}
