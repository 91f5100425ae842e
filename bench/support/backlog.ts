import type pg from 'pg';

/** Milliseconds until an inbox must be empty again. */
const SETTLING = 600_000;

/** Commands that were taken and are not yet decided and stored. */
export async function backlog(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM command WHERE outcome IS NULL',
  );
  return rows[0]?.n ?? 0;
}

/** Waits until every command that was taken is decided and stored: what is under way is not yet an open case. */
export async function settled(pool: pg.Pool): Promise<void> {
  const patience = Date.now() + SETTLING;
  for (let left = await backlog(pool); left > 0; left = await backlog(pool)) {
    if (Date.now() > patience) throw new Error(`${left} commands were taken and never decided`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
