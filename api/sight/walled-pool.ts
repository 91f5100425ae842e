import pg from 'pg';
import { presentSight, type Sight } from './sight.js';

/** A server that does not take a connection is down: a caller gets 503 rather than waiting. */
const CONNECT_MS = 2_000;
/** The longest a statement of the API may run; the server ends it itself. */
const STATEMENT_MS = 5_000;
/** A server that does not answer at all is given up a moment later. */
const SILENCE_MS = 1_000;
/** The prepared statement of a connection that says for whom the transaction is. */
const SAY = 'rinnalla_sight';
const PREPARE = `PREPARE ${SAY} (text, text) AS
  SELECT set_config('rinnalla.keys', $1, true), set_config('rinnalla.caller', $2, true)`;

/** What `pg.Query` is made of, and its types do not say (pg 8.23; the level `api` notices when it changes). */
declare module 'pg' {
  interface Query {
    requiresPreparation(): boolean;
    prepare(connection: pg.Connection): void;
    handleDataRow(message: unknown): void;
    handleCommandComplete(message: unknown, connection: pg.Connection): void;
  }
}

/**
 * A statement that says for whom it is asked.
 *
 * 1. Saying and asking leave in one message and are one transaction: no round trip more, and nothing is left behind on
 *    the connection for whoever comes next.
 * 2. What the saying answers is dropped: the result is that of the statement alone.
 * 3. The sight is that of the moment in which the statement was given, not in which a connection was free.
 */
class SightedQuery extends pg.Query {
  private readonly sight: Sight;
  private said = false;

  constructor(sight: Sight, config: string | pg.QueryConfig, values?: unknown[]) {
    super(config, values);
    this.sight = sight;
  }

  /** Always by the protocol of prepared statements: the other one has no room for two in one transaction. */
  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: pg.Connection): void {
    const { keys, caller } = this.sight;
    connection.bind({ statement: SAY, values: [keys.join(' '), caller], valueMapper: String }, true);
    connection.execute({}, true);
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.said) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.said) super.handleCommandComplete(message, connection);
    this.said = true;
  }
}

/**
 * A pool whose statements say for whom they are asked (`seeingAs`). A connection taken out of it by hand says nothing,
 * and sees no case.
 */
export function createWalledPool(options: pg.PoolConfig): pg.Pool {
  // Before the first statement of a connection; when it fails, so does that one, and says why.
  const pool = new pg.Pool({ ...options, onConnect: async (client) => void (await client.query(PREPARE)) });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const send: (query: pg.Submittable, values: undefined, done?: unknown) => unknown = pool.query.bind(pool);
  const query = (config: string | pg.QueryConfig, values?: unknown, done?: unknown): unknown => {
    const given = Array.isArray(values) ? values : undefined;
    return send(
      new SightedQuery(presentSight(), config, given),
      undefined,
      typeof values === 'function' ? values : done,
    );
  };
  Object.defineProperty(pool, 'query', { value: query });
  return pool;
}

/**
 * The connections of one API process, behind the wall. A statement that takes too long is answered 503, and does not run
 * on unseen.
 */
export function createApiPool(connectionString: string, max: number, statementMs = STATEMENT_MS): pg.Pool {
  return createWalledPool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
    application_name: 'rinnalla-api',
  });
}
