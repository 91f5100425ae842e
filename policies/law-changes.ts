import type { CivilDate } from '../domain/time/civil-date.js';
import { inForce } from './published.js';
import { nationalBase } from './registry.js';
import type { Db } from './seed.js';
import type { BaseFile } from './shapes.js';

/*
 * A policy version is pinned to the law of the day it begins, so that its id always means the same numbers. When the law
 * changes afterwards, its numbers are those of the older law until somebody publishes a version that begins under the
 * new one: dates are moved by people, never by a release.
 */

/**
 * The day on which the law that holds today began, if that is after the day on which a policy version began; null: the
 * version knows the law of today.
 */
export function lawChangedSince(
  validFrom: CivilDate,
  today: CivilDate,
  base: BaseFile = nationalBase(),
): CivilDate | null {
  const newest = base.versions.findLast((it) => it.validFrom <= today);
  return newest && newest.validFrom > validFrom ? newest.validFrom : null;
}

/** A policy whose version of today began under an older law. */
export interface OutdatedPolicy {
  readonly name: string;
  readonly validFrom: CivilDate;
  /** The day from which the law is another one. */
  readonly changedOn: CivilDate;
  /** Schools that count by it, with the id of their employer. */
  readonly schools: readonly { readonly id: string; readonly name: string; readonly controllerId: string }[];
}

// A version that begins later does not help until its day: what begins before counts by the older law.
const IN_USE = `
  SELECT u.policy AS name, v.valid_from::text AS "validFrom",
         jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'controllerId', u.controller_id) ORDER BY u.name) AS schools
  FROM unit u JOIN policy_version v ON v.id = ${inForce('policy', 'u.policy', '$1::date')}
  GROUP BY u.policy, v.valid_from ORDER BY u.policy`;

/** Policies in use that the law has left behind. A store that has not seen this release yet has to be seeded before. */
export async function outdatedPolicies(
  db: Db,
  today: CivilDate,
  base: BaseFile = nationalBase(),
): Promise<OutdatedPolicy[]> {
  const { rows } = await db.query<Omit<OutdatedPolicy, 'changedOn'>>(IN_USE, [today]);
  return rows.flatMap((row) => {
    const changedOn = lawChangedSince(row.validFrom, today, base);
    return changedOn === null ? [] : [{ ...row, changedOn }];
  });
}
