import type pg from 'pg';
import { StackProblem } from '../../stack/problem.js';

/** Who answers for the records of an employer. */
const ANSWERABLE = ['supervisor', 'administrator'];

/** Somebody of an employer's staff. */
export interface Staff {
  readonly id: string;
  /** In charge of the employer's records. */
  readonly answerable: boolean;
}

/** The person of this id or address who works for the employer on a day. Throws StackProblem for anybody else. */
export async function findStaff(
  pool: Pick<pg.Pool, 'query'>,
  given: string,
  controllerId: string,
  on: Date,
): Promise<Staff> {
  const { rows } = await pool.query<Staff>(
    `SELECT p.id, bool_or(r.role = ANY ($4)) AS answerable
     FROM person p JOIN staff_role r ON r.person_id = p.id
     WHERE (p.id::text = $1 OR lower(p.email) = lower($1)) AND r.controller_id = $2
       AND r.valid_from <= $3::date AND (r.valid_to IS NULL OR r.valid_to >= $3::date)
     GROUP BY p.id`,
    [given, controllerId, on, ANSWERABLE],
  );
  if (rows.length === 1 && rows[0]) return rows[0];
  throw new StackProblem(
    'Somebody who was named does not work for the employer whose record the case is.',
    'name its staff, by id or address.',
  );
}
