import type pg from 'pg';
import { StackProblem } from '../../stack/problem.js';

/** An education provider or a county, as the operator named it. */
export interface Employer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'provider' | 'county';
}

/** The employer of that id or name; a StackProblem lists those there are. */
export async function employerNamed(pool: pg.Pool, named: string): Promise<Employer> {
  const { rows } = await pool.query<Employer>(
    'SELECT id, name, kind FROM controller WHERE id::text = $1 OR name = $1',
    [named],
  );
  const found = rows[0];
  if (found !== undefined && rows.length === 1) return found;
  const { rows: all } = await pool.query<Employer>('SELECT id, name, kind FROM controller ORDER BY name');
  const names = all.map(({ id, name }) => `${name} (${id})`).join(', ');
  throw new StackProblem(`There is no employer ${named}.`, `there are: ${names}.`);
}
