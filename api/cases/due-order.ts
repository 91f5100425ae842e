import { OPENLY_SHOWN } from '../../domain/duty-sight.js';
import { isSupervising } from '../../domain/sight.js';
import type { Caller } from '../auth/caller.js';

/**
 * What a list is ordered by when it goes by what falls due, as an expression on `v` (case_view): where the caller is
 * responsible, the first of all promises; elsewhere the first of those that they owe or that everybody who sees promises
 * is shown. So neither the order nor the mark where a page ends tells of a day that is not theirs to know.
 *
 * For posts, of which some see thousands of cases, it is the first of all: a column with an index.
 */
export function dueShown(
  caller: Pick<Caller, 'personId' | 'roles'>,
  bind: (value: unknown) => string,
): string {
  if (caller.personId === null || caller.roles.some(isSupervising)) return 'v.next_due_at';
  const me = `${bind(caller.personId)}::uuid`;
  return `CASE WHEN ${me} IN (v.responsible_school, v.responsible_county) THEN v.next_due_at ELSE (
    SELECT min(d.due_at) FROM case_duty d WHERE d.case_id = v.case_id AND d.status = 'open'
      AND (d.owner_id = ${me} OR d.kind = ANY (${bind(OPENLY_SHOWN)}::text[]))) END`;
}
