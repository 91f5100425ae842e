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

/**
 * Two different people of an employer, one of them in charge of its records: four eyes. Throws StackProblem otherwise.
 *
 * @param act what they answer for, as the first word of a sentence
 */
export async function findTwo(
  pool: Pick<pg.Pool, 'query'>,
  { by, second }: { readonly by: string; readonly second: string },
  { controllerId, on, act }: { readonly controllerId: string; readonly on: Date; readonly act: string },
): Promise<{ readonly by: string; readonly second: string }> {
  const [one, other] = await Promise.all([
    findStaff(pool, by, controllerId, on),
    findStaff(pool, second, controllerId, on),
  ]);
  if (one.id === other.id)
    throw new StackProblem(`${act} takes two different people.`, 'name another one with --second.');
  if (!one.answerable && !other.answerable)
    throw new StackProblem(
      "Neither of the two is the employer's supervisor or administrator.",
      'let one of them answer for it.',
    );
  return { by: one.id, second: other.id };
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
