import pg from 'pg';

/** A server that does not take a connection is down: a caller gets 503 rather than waiting. */
const CONNECT_MS = 2_000;
/** The longest a statement of the API may run; the server ends it itself. */
const STATEMENT_MS = 5_000;
/** A server that does not answer at all is given up a moment later. */
const SILENCE_MS = 1_000;

/** The connections of one API process. A statement that takes too long is answered 503, and does not run on unseen. */
export function createApiPool(connectionString: string, max: number, statementMs = STATEMENT_MS): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
    application_name: 'rinnalla-api',
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
