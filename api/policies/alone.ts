import type pg from 'pg';

/** One transaction in which nobody else touches what is called so. Commits, or leaves everything as it was and throws. */
export async function alone<T>(
  pool: pg.Pool,
  name: string,
  act: (db: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [name]);
    const done = await act(client);
    await client.query('COMMIT');
    return done;
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  } finally {
    client.release();
  }
}
