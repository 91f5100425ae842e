import type { RuleId } from '../../domain/rules.js';
import { basisOf, knows, type Basis } from '../../policies/registry.js';

const known = new Map<string, Basis>();

/**
 * What a rule of a policy version rests on. Of a version, or a rule of it, that is not at hand the newest sample's
 * words are still the nearest.
 */
export function basisBehind(rule: RuleId, policy: string): Basis {
  const key = `${policy} ${rule}`;
  const found = known.get(key);
  if (found) return found;
  if (!knows(policy, rule)) return basisOf(rule);
  const read = basisOf(rule, policy);
  known.set(key, read);
  return read;
}

/** Legal or policy source of a rule, for people, as the policy version of the case gives it. */
export function basisFor(rule: RuleId, policy: string): string {
  return basisBehind(rule, policy).basis;
}
