import type { Caller } from '../auth/caller.js';
import { ANY_CONTROLLER } from '../auth/caller.js';

/** Adds a condition to a statement: `write` gets the placeholder of the bound value. */
export interface Filter {
  readonly add: (write: (placeholder: string) => string, value: unknown) => void;
}

/**
 * A condition on `v` (case_view) and `u` (its unit) that holds for at least every case the caller may see: a net
 * that lets the store do the coarse work. Whether a case is seen is decided by `sees`, never by this.
 */
export function mayConcern(caller: Caller, _today: string, bind: (value: unknown) => string): string {
  const ways: string[] = [];
  for (const role of caller.roles) {
    if (role.unitId !== null) ways.push(`v.school_id = ${bind(role.unitId)}`);
    else if (role.side === 'county' || role.controllerId === ANY_CONTROLLER) return 'true';
    else ways.push(`u.controller_id = ${bind(role.controllerId)}`);
  }
  if (caller.personId !== null) {
    const me = bind(caller.personId);
    ways.push(`v.responsible_school = ${me}`, `v.responsible_county = ${me}`);
    ways.push(
      `EXISTS (SELECT FROM case_duty d WHERE d.case_id = v.case_id AND d.owner_id = ${me} AND d.status IN ('open', 'paused'))`,
    );
  }
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}
