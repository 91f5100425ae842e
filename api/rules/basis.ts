import type { RuleId } from '../../domain/rules.js';
import { basisOf, UnknownPolicy, type Basis } from '../../policies/registry.js';

const known = new Map<string, string>();

function find(rule: RuleId, policy: string): Basis {
  try {
    return basisOf(rule, policy);
  } catch (failure) {
    // A version that is no longer among the files: the newest one's words are still the nearest.
    if (failure instanceof UnknownPolicy) return basisOf(rule);
    throw failure;
  }
}

/** Legal or policy source of a rule, for people, as the policy version of the case gives it. */
export function basisFor(rule: RuleId, policy: string): string {
  const key = `${policy} ${rule}`;
  const found = known.get(key) ?? find(rule, policy).basis;
  known.set(key, found);
  return found;
}
