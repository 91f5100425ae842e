import type { UnitId } from '../../domain/ids.js';
import { may } from '../../domain/permissions.js';
import type { Rules } from '../../domain/rules.js';
import type { SeenCase } from '../cases/find-case.js';
import type { Deps } from '../deps.js';
import { doorRefused, invalidField, refused } from '../http/problem.js';
import { currentRules } from '../rules/current-rules.js';

/*
 * The directory knows no learner's schools by date: only the present one, until when, and since when nothing of this
 * has changed. What has changed since the case was opened is a move, which the first entry could not have known.
 */
const WITHIN = `
  SELECT u.controller_id = $3 OR EXISTS (
    SELECT FROM learner l WHERE l.person_id = $2 AND l.unit_id = u.id
      AND (l.changed_at IS NULL OR l.changed_at <= $4) AND (l.enrolled_until IS NULL OR l.enrolled_until >= $4::date)) AS within
  FROM unit u WHERE u.id = $1`;

/**
 * The rule set of the school that a correction names.
 *
 * 1. A school nobody knows, or without rules: 422 `unknown-school`.
 * 2. A school of another education provider: 409 `other-provider`. A case goes there by a transfer, whose student welfare
 *    part needs consent (OHL 23 §), never by a correction; unless the learner went there when the case was opened.
 * 3. Whoever may not correct anything is told just that (403): not where the directory has the learner.
 */
export async function correctedSchool(
  deps: Deps,
  { state, actor, school }: SeenCase,
  to: UnitId,
): Promise<Rules> {
  const rules = await currentRules(deps.pool, to, deps.now());
  if (rules === null) throw invalidField('fact.value', 'unknown-school');
  const { rows } = await deps.pool.query<{ within: boolean }>({
    name: 'school-within-reach',
    text: WITHIN,
    values: [to, state.learnerId, school.controllerId, new Date(state.openedAt)],
  });
  if (rows[0]?.within === true) return rules;
  const allowed = may(actor, 'correct-fact', state);
  throw allowed.ok ? doorRefused('other-provider', 'OHL 23 §') : refused(allowed);
}
