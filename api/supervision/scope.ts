import { SHOWN_TO_POSTS } from '../../domain/duty-sight.js';
import { ANY_CONTROLLER, type Caller, type EmployedRole } from '../auth/caller.js';
import { HttpProblem } from '../http/problem.js';

/** Roles for whom the figures of an employer are. */
const OVERSEERS = ['supervisor', 'coordinator', 'administrator'] as const;

/** The roles by which a caller oversees. */
export function overseeing(caller: Pick<Caller, 'roles'>): readonly EmployedRole[] {
  return caller.roles.filter((held) => OVERSEERS.some((role) => role === held.role));
}

/** Whether the pages of supervision are for this caller. */
export function oversees(caller: Pick<Caller, 'roles'>): boolean {
  return overseeing(caller).length > 0;
}

type Bind = (value: unknown) => string;

/**
 * A condition on `v` (case_view) and `u` (its unit): cases whose figures the caller oversees, because the caller's
 * employer is party to them. A case that is secret from an employer is in none of its figures. Throws 403 for
 * a role that has no such function.
 */
export function overseen(caller: Pick<Caller, 'roles'>, bind: Bind): string {
  if (!oversees(caller)) throw new HttpProblem(403, 'not-allowed', { source: 'OHL 26 §' });
  const ways = overseeing(caller).map((held) => {
    const party =
      held.side === 'county' ? 'v.responsible_county IS NOT NULL' : 'v.responsible_school IS NOT NULL';
    if (held.unitId !== null) return `(${party} AND v.school_id = ${bind(held.unitId)})`;
    if (held.side === 'county' || held.controllerId === ANY_CONTROLLER) return `(${party})`;
    return `(${party} AND u.controller_id = ${bind(held.controllerId)})`;
  });
  return `(${ways.join(' OR ')})`;
}

/** The employers on whose side the caller oversees, as a condition on the side of a duty. */
export function overseenSides(caller: Caller): string[] {
  return [...new Set(overseeing(caller).map((role) => role.side))];
}

/**
 * A condition on `d` (case_duty) and `v` (its case_view): promises that show to everybody who holds a post over the case.
 * Figures count no others: of one school and a few days, a number by kind is a name. One that is about another promise
 * shows as that one does. That nobody waits any more to tell a guardian is told to no post (`toldBy`).
 */
export function shownToPosts(bind: Bind): string {
  const kinds = `${bind(SHOWN_TO_POSTS)}::text[]`;
  return `(d.kind = ANY (${kinds}) AND NOT (d.kind = 'tell-guardian' AND d.status = 'cancelled') OR d.kind = 'pause-review' AND EXISTS (
    SELECT FROM jsonb_array_elements(v.state -> 'duties') p JOIN case_duty o ON o.case_id = d.case_id AND o.duty_id = p #>> '{about,id}'
    WHERE p ->> 'id' = d.duty_id AND o.kind = ANY (${kinds})))`;
}
