import type { Pool } from 'pg';

/** A restore or a stuck case is not what a roll-out causes, and few commands say little. */
const FEW = 3;

/**
 * How long people wait for their commands: the 95th percentile, in milliseconds, of what persons have asked for in the
 * last `lookBackMs`; what has no outcome yet counts with its age. Null: hardly anybody asks for anything.
 *
 * A measure of the machine, by the machine's own clock.
 */
export async function waitOfPeople(pool: Pool, lookBackMs: number): Promise<number | null> {
  const { rows } = await pool.query<{ p95: number | null; n: number }>({
    name: 'wait-of-people',
    text: `SELECT count(*)::integer AS n,
                  percentile_cont(0.95) WITHIN GROUP (
                    ORDER BY extract(epoch FROM coalesce(stored_at, clock_timestamp()) - received_at)::float8 * 1000
                  ) AS p95
           FROM command
           WHERE received_at > clock_timestamp() - $1 * interval '1 millisecond' AND caller LIKE 'person:%'
             AND (stored_at IS NOT NULL OR outcome IS NULL)`,
    values: [lookBackMs],
  });
  const row = rows[0];
  return row === undefined || row.n < FEW ? null : row.p95;
}
