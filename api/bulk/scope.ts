import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import { holds, worksAt, type Caller } from '../auth/caller.js';
import { HttpProblem } from '../http/problem.js';
import { overseen } from '../supervision/scope.js';
import type { VersionKind } from '../../policies/seed.js';

/** Roll-outs are an administrator's: who else asks is told so. */
export function requireAdministrator(caller: Caller): void {
  if (!holds(caller, 'administrator')) throw new HttpProblem(403, 'not-allowed', { source: 'OHL 26 §' });
}

/** The caller as administrator: what other posts see is another matter. */
export function asAdministrator(caller: Caller): Caller {
  return { ...caller, roles: caller.roles.filter((held) => held.role === 'administrator') };
}

/** A school with the names of its policy and calendar. */
export interface AdministeredSchool {
  readonly id: string;
  readonly policy: string;
  readonly calendar: string;
}

interface UnitRow extends AdministeredSchool {
  readonly controller_id: string;
}

/** A policy or calendar by its name. */
export interface Named {
  readonly kind: VersionKind;
  readonly name: string;
}

async function readSchools(pool: pg.Pool, under?: Named): Promise<UnitRow[]> {
  const { rows } = await pool.query<UnitRow>(
    `SELECT id, controller_id, policy, calendar FROM unit
     WHERE $1::text IS NULL OR $1 = CASE WHEN $2 = 'policy' THEN policy ELSE calendar END ORDER BY id`,
    [under?.name ?? null, under?.kind ?? null],
  );
  return rows;
}

function administers(caller: Caller, { id, controller_id }: UnitRow): boolean {
  return asAdministrator(caller).roles.some(
    (held) =>
      (held.unitId === null || held.unitId === id) &&
      worksAt(held, { id: asId<UnitId>(id), controllerId: controller_id }),
  );
}

/** The schools that the caller administers; with a name, those under this policy or calendar. */
export async function administeredSchools(
  pool: pg.Pool,
  caller: Caller,
  under?: Named,
): Promise<AdministeredSchool[]> {
  return (await readSchools(pool, under)).filter((school) => administers(caller, school));
}

/**
 * A version holds at every school under its name: who does not administer each of them changes none. A name that no
 * school is under is nobody's over HTTP: operators publish it (`rinnalla policy`). Throws 403.
 */
export async function requireAdministratorOf(pool: pg.Pool, caller: Caller, named: Named): Promise<void> {
  requireAdministrator(caller);
  if (!(await isAdministratorOf(pool, caller, named)))
    throw new HttpProblem(403, 'not-allowed', { source: 'OHL 26 §' });
}

/** Whether the caller administers every school under a name, and there is one. */
export async function isAdministratorOf(pool: pg.Pool, caller: Caller, named: Named): Promise<boolean> {
  const schools = await readSchools(pool, named);
  return schools.length > 0 && schools.every((school) => administers(caller, school));
}

/**
 * A condition on `v` (case_view) and `u` (its unit): cases an administrator may know of. What is secret from an
 * employer is in none of its lists and counts, although the roll-out moves it too.
 */
export function known(caller: Caller, bind: (value: unknown) => string): string {
  return overseen(asAdministrator(caller), bind);
}
