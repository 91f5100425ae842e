import type { UnitId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Instant } from '../domain/time/instant.js';
import { previewRules, rulesFor, type PreviewedRules } from './published.js';
import type { NamedPolicyVersion } from './registry.js';
import type { Db } from './seed.js';
import type { CalendarFile } from './shapes.js';

/** What is rolled out: a published version by its id, or content that is looked at before it is published. */
export type RolledOut =
  | { readonly kind: 'policy' | 'calendar'; readonly versionId: string }
  | { readonly kind: 'policy'; readonly policy: NamedPolicyVersion }
  | { readonly kind: 'calendar'; readonly calendar: CalendarFile };

/** Which rule sets cases come under. */
export interface Targets {
  /**
   * The rule set for a case of this school that is under this policy version (`espoo-sample@2026-08-01`) now. Null
   * when there is no such school.
   *
   * A new policy version brings the calendar that is in force. A corrected calendar leaves a case under its own policy
   * version: a case stays pinned to its numbers.
   */
  of(schoolId: UnitId, policy: string): Promise<Rules | null>;
  /** Ids of all rule sets handed out so far. */
  known(): readonly string[];
}

async function policyVersionOf(db: Db, policy: string): Promise<string | null> {
  const at = policy.lastIndexOf('@');
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM policy_version
     WHERE kind = 'policy' AND state = 'published' AND name = $1 AND valid_from::text = $2`,
    [policy.slice(0, at), policy.slice(at + 1)],
  );
  return rows[0]?.id ?? null;
}

type Parts = Pick<PreviewedRules, 'policyVersion' | 'calendarVersion' | 'policy' | 'calendar'>;

async function partsFor(db: Db, rolledOut: RolledOut, policy: string): Promise<Parts> {
  if (rolledOut.kind === 'policy') {
    return 'policy' in rolledOut ? { policy: rolledOut.policy } : { policyVersion: rolledOut.versionId };
  }
  const own = await policyVersionOf(db, policy);
  const calendar: Parts =
    'calendar' in rolledOut ? { calendar: rolledOut.calendar } : { calendarVersion: rolledOut.versionId };
  // A policy of before there was a store for versions: the one in force is the nearest.
  return own === null ? calendar : { ...calendar, policyVersion: own };
}

/**
 * The rule sets by which something is rolled out, or would be.
 *
 * @param when `on`: the day that "in force" means. `keep`: the rule sets are kept, so that cases may name them; false
 * for a look that writes nothing
 */
export function rollOutTargets(
  db: Db,
  rolledOut: RolledOut,
  when: { readonly on: CivilDate; readonly now: Instant; readonly keep: boolean },
): Targets {
  const { on, now, keep } = when;
  const found = new Map<string, Promise<Rules | null>>();
  const ids = new Set<string>();
  const compile = async (schoolId: UnitId, policy: string): Promise<Rules | null> => {
    const wanted = { on, now, ...(await partsFor(db, rolledOut, policy)) };
    return keep ? rulesFor(db, schoolId, wanted) : previewRules(db, schoolId, wanted);
  };
  const of = async (schoolId: UnitId, policy: string): Promise<Rules | null> => {
    const key = rolledOut.kind === 'policy' ? schoolId : `${schoolId} ${policy}`;
    const known = found.get(key) ?? compile(schoolId, policy);
    found.set(key, known);
    const rules = await known;
    if (rules) ids.add(rules.id);
    return rules;
  };
  return { of, known: () => [...ids] };
}
