import { asId, type PersonId } from '../../domain/ids.js';
import type { Side } from '../../domain/people.js';
import { holdsPost } from '../../domain/permissions.js';
import { DAY } from '../../domain/time/instant.js';
import { glassPolicy } from '../../policies/glass-policy.js';
import type { SeenCase } from '../cases/find-case.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import type { Additions } from './composing.js';

/** Of the own employer first: a supervisor of the school, of the whole employer, then an administrator; never oneself. */
const REVIEWER = `
  SELECT r.person_id, r.side FROM staff_role r JOIN unit u ON u.id = $3
  WHERE r.person_id <> $1 AND r.role IN ('supervisor', 'administrator') AND r.side = ANY ($2::text[])
    AND (r.unit_id = $3 OR r.unit_id IS NULL) AND (r.side = 'county' OR r.controller_id = u.controller_id)
    AND r.valid_from <= $4 AND (r.valid_to IS NULL OR r.valid_to >= $4)
  ORDER BY array_position($2::text[], r.side), (r.role = 'supervisor') DESC, (r.unit_id IS NOT NULL) DESC, r.person_id
  LIMIT 1`;

const BROKEN_LATELY = `
  SELECT count(*)::integer AS times, min(received_at) AS first FROM command
  WHERE caller = $1 AND body ->> 'type' = 'break-glass' AND received_at > $2 AND outcome IS DISTINCT FROM 'refused'`;

/** Throws 429 for whoever has opened as many cases in an emergency as policy lets a person in a day. */
async function refuseTooMany({ pool, now }: Deps, caller: string): Promise<void> {
  const { rows } = await pool.query<{ times: number; first: Date | null }>(BROKEN_LATELY, [
    caller,
    new Date(now() - DAY),
  ]);
  const { times = 0, first = null } = rows[0] ?? {};
  if (times < glassPolicy().perDay.value || first === null) return;
  const wait = Math.ceil((first.getTime() + DAY - now()) / 1000);
  throw new HttpProblem(429, 'too-many', { retryAfter: Math.max(1, wait) });
}

/** Own side first, when it is party; a side that is not party does not know of the case. */
function sidesOf({ actor, state }: SeenCase): Side[] {
  const parties = (['county', 'school'] as const).filter((side) => state.responsible[side] !== undefined);
  const isOwn = (side: Side) =>
    holdsPost(actor, state, 'supervisor', side) || holdsPost(actor, state, 'coordinator', side);
  return parties.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

/**
 * What the service adds when a case is opened in an emergency: for how long, and who reviews it. Throws 429 beyond what
 * policy lets a person do, 409 `no-reviewer` where nobody else could look at it.
 */
export async function glassFor(deps: Deps, seen: SeenCase, today: string): Promise<Additions['glass']> {
  const { personId } = seen.actor;
  // The rules refuse it: a system has no emergency.
  if (personId === null)
    return { minutes: 1, reviewerId: asId<PersonId>(seen.state.learnerId), reviewerSide: 'county' };
  await refuseTooMany(deps, `person:${personId}`);
  const { rows } = await deps.pool.query<{ person_id: string; side: Side }>(REVIEWER, [
    personId,
    sidesOf(seen),
    seen.state.schoolId,
    today,
  ]);
  const reviewer = rows[0];
  if (reviewer === undefined) throw new HttpProblem(409, 'no-reviewer', { source: 'OHL 26 §' });
  return {
    minutes: glassPolicy().minutes.value,
    reviewerId: asId<PersonId>(reviewer.person_id),
    reviewerSide: reviewer.side,
  };
}
