import { asId, type UnitId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Instant } from '../domain/time/instant.js';
import { canonicalJson } from './compile.js';
import { UnknownPolicy } from './registry.js';
import { rollOutTargets, type Targets } from './roll-out.js';
import type { Db, VersionKind } from './seed.js';

/** A version that holds today. */
export interface HeldVersion {
  readonly kind: VersionKind;
  readonly id: string;
  readonly name: string;
  readonly validFrom: CivilDate | null;
}

type Under = Pick<Rules, 'policy' | 'calendar'>;

/** Whether cases of a school that are under these rules are under something else than this version would bring. */
export async function isBehind(
  version: HeldVersion,
  targets: Targets,
  schoolId: UnitId,
  rules: Under,
): Promise<boolean> {
  if (version.kind === 'policy') return rules.policy !== `${version.name}@${version.validFrom}`;
  const target = await targets.of(schoolId, rules.policy);
  // The days alone: numbers that a later release brings are no correction of a calendar.
  return target !== null && canonicalJson(target.calendar) !== canonicalJson(rules.calendar);
}

/** A school whose open cases are not all under what holds today, and which sides are party to one that is not. */
export interface SchoolBehind {
  readonly id: string;
  readonly controllerId: string;
  readonly calendar: string;
  readonly school: boolean;
  readonly county: boolean;
}

interface Group extends SchoolBehind {
  readonly policy: string;
  readonly rulesId: string;
}

const GROUPS = `
  SELECT u.id, u.controller_id AS "controllerId", u.policy, u.calendar, v.state ->> 'rulesId' AS "rulesId",
         bool_or(v.responsible_school IS NOT NULL) AS school, bool_or(v.responsible_county IS NOT NULL) AS county
  FROM case_view v JOIN unit u ON u.id = v.school_id
  WHERE v.status IN ('open', 'aftercare') GROUP BY u.id, v.state ->> 'rulesId'`;

// As `published.ts` finds them for new cases.
const IN_FORCE = `
  SELECT DISTINCT ON (kind, name) kind, id, name, valid_from::text AS "validFrom" FROM policy_version
  WHERE state = 'published'
  ORDER BY kind, name, valid_from <= $1::date DESC, CASE WHEN valid_from <= $1::date THEN valid_from END DESC,
           valid_from, published_at DESC, id`;

async function rulesOf(db: Db, groups: readonly Group[]): Promise<ReadonlyMap<string, Under>> {
  const { rows } = await db.query<{ id: string; policy: string; calendar: Rules['calendar'] }>(
    `SELECT id, policy, body -> 'calendar' AS calendar FROM rule_set WHERE id = ANY ($1)`,
    [[...new Set(groups.map((group) => group.rulesId))]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** By a school's own versions, whose targets are compiled once. */
async function finder(
  db: Db,
  when: { readonly on: CivilDate; readonly now: Instant },
): Promise<(group: Group, rules: Under) => Promise<boolean>> {
  const { rows } = await db.query<HeldVersion>(IN_FORCE, [when.on]);
  const held = new Map(
    rows.map((version) => {
      const rolledOut = { kind: version.kind, versionId: version.id };
      const targets = rollOutTargets(db, rolledOut, { ...when, keep: false });
      return [`${version.kind}/${version.name}`, { version, targets }];
    }),
  );
  return async ({ id, policy, calendar }, rules) => {
    for (const key of [`policy/${policy}`, `calendar/${calendar}`]) {
      const found = held.get(key);
      if (found && (await isBehind(found.version, found.targets, asId<UnitId>(id), rules))) return true;
    }
    return false;
  };
}

/**
 * Schools with open cases that are under other rules or another calendar than hold today: they wait for a roll-out.
 * Counted as for the pages of roll-outs, and without anybody's sight: what it answers tells no case.
 */
export async function schoolsBehind(
  db: Db,
  when: { readonly on: CivilDate; readonly now: Instant },
): Promise<SchoolBehind[]> {
  const { rows: groups } = await db.query<Group>(GROUPS);
  const [rules, isGroupBehind] = [await rulesOf(db, groups), await finder(db, when)];
  const found = new Map<string, SchoolBehind>();
  for (const group of groups) {
    const under = rules.get(group.rulesId);
    // Nothing is published for the school: that is another task.
    const behind = under && (await isGroupBehind(group, under).catch(unlessUnknown));
    if (!behind) continue;
    const { id, controllerId, calendar, school, county } = group;
    const before = found.get(id);
    found.set(id, {
      ...{ id, controllerId, calendar },
      school: school || (before?.school ?? false),
      county: county || (before?.county ?? false),
    });
  }
  return [...found.values()];
}

function unlessUnknown(failure: unknown): false {
  if (failure instanceof UnknownPolicy) return false;
  throw failure;
}
