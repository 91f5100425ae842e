import type pg from 'pg';
import type { UnitId } from '../../domain/ids.js';
import type { Rules } from '../../domain/rules.js';
import type { Instant } from '../../domain/time/instant.js';
import { learnPolicy, rulesNow } from '../../policies/published.js';
import { knows } from '../../policies/registry.js';

// A rule set is named by its content and never changes, so what was read once stays true.
const byId = new Map<string, Rules>();
const KEPT = 500;

/** The rule set of this name. Throws when the store does not hold it: a case never names one that is not kept. */
export async function rulesById(pool: pg.Pool, id: string): Promise<Rules> {
  const known = byId.get(id);
  if (known) return known;
  const { rows } = await pool.query<{ body: Rules }>('SELECT body FROM rule_set WHERE id = $1', [id]);
  const rules = rows[0]?.body;
  if (rules === undefined) throw new Error('a rule set that a case names is missing');
  // Its duties are shown with the words of their policy.
  if (!knows(rules.policy)) await learnPolicy(pool, rules.policy);
  if (byId.size >= KEPT) byId.clear();
  byId.set(rules.id, rules);
  return rules;
}

/**
 * The rule set that a case opened at this school now comes under, made of what is published and in force; null when
 * there is no such school. A rule set that is new is kept, so that the case may name it.
 */
export function currentRules(pool: pg.Pool, schoolId: UnitId, now: Instant): Promise<Rules | null> {
  return rulesNow(pool, schoolId, now);
}
