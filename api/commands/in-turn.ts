import type pg from 'pg';
import { HttpProblem } from '../http/problem.js';

/** Of locks that are named by two numbers, the first says what for (the sweeper's is 7301). */
const TURN = 7302;
const TRIES = 10;
const PAUSE_MS = 150;

/** A connection that holds the turn; null when somebody else has it. It is not waited for in the database. */
async function takeTurn(pool: pg.Pool, who: string): Promise<pg.PoolClient | null> {
  const client = await pool.connect();
  const lock = await client
    .query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine', [TURN, who])
    .catch((failure: Error) => {
      client.release(failure);
      throw failure;
    });
  if (lock.rows[0]?.mine === true) return client;
  client.release();
  return null;
}

async function patientTurn(pool: pg.Pool, who: string): Promise<pg.PoolClient> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const client = await takeTurn(pool, who);
    if (client !== null) return client;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  throw new HttpProblem(429, 'too-many', { retryAfter: 1 });
}

/**
 * Does something of which somebody may do only so much, one after the other, so that what is counted is what was done.
 *
 * 1. Across all processes of the API: the turn is a lock of the database.
 * 2. Whoever waits holds no connection meanwhile: many at once take none away from whoever has the turn.
 * 3. A process that dies gives its turn back with its connection.
 *
 * Throws 429 when the turn does not come within a second and a half.
 */
export async function inTurn<T>(pool: pg.Pool, who: string, act: () => Promise<T>): Promise<T> {
  const client = await patientTurn(pool, who);
  try {
    return await act();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [TURN, who]).then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    );
  }
}
