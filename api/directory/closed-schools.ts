import type pg from 'pg';
import type { CivilDate } from '../../domain/time/civil-date.js';

/**
 * The directory has no day on which a school ends; that one has closed it tells by whom it names there: people have
 * gone to that school or worked for it, and on this day nobody does any more. Posts of the county tell nothing, it works
 * at every school; a school of which nobody was ever named may be one that opens.
 */
const CLOSED = `
  SELECT u.id FROM unit u
  WHERE (EXISTS (SELECT FROM learner l WHERE l.unit_id = u.id)
      OR EXISTS (SELECT FROM staff_role r WHERE r.unit_id = u.id AND r.side = 'school'))
    AND NOT EXISTS (SELECT FROM learner l WHERE l.unit_id = u.id AND (l.enrolled_until IS NULL OR l.enrolled_until >= $1::date))
    AND NOT EXISTS (SELECT FROM staff_role r WHERE r.unit_id = u.id AND r.side = 'school' AND (r.valid_to IS NULL OR r.valid_to >= $1::date))`;

/** Ids of the schools that have closed, as far as the directory tells. */
export async function readClosedSchools(pool: pg.Pool, on: CivilDate): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>({ name: 'closed-schools', text: CLOSED, values: [on] });
  return new Set(rows.map(({ id }) => id));
}
