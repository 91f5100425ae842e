import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import type { Instant } from '../../domain/time/instant.js';
import { isBehind } from '../../policies/behind.js';
import { rollOutTargets, type Targets } from '../../policies/roll-out.js';
import { seedPublished, type VersionKind } from '../../policies/seed.js';
import type { Caller } from '../auth/caller.js';
import type { BulkCandidatesAnswer } from '../contracts/bulk.js';
import { inForce, readVersions, type VersionRow } from '../policies/versions.js';
import { rulesById } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { administeredSchools, known, type AdministeredSchool } from './scope.js';

/** Cases of one school that are under one rule set. */
interface Group {
  readonly school_id: string;
  readonly rules_id: string;
  readonly cases: number;
}

async function readGroups(pool: pg.Pool, caller: Caller, schools: readonly string[]): Promise<Group[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await pool.query<Group>(
    `SELECT v.school_id, v.state ->> 'rulesId' AS rules_id, count(*)::integer AS cases
     FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE v.school_id = ANY (${bind(schools)}::uuid[]) AND v.status IN ('open', 'aftercare') AND ${known(caller, bind)}
     GROUP BY 1, 2`,
    values,
  );
  return rows;
}

async function isGroupBehind(
  pool: pg.Pool,
  { kind, id, name, valid_from: validFrom }: VersionRow,
  targets: Targets,
  { school_id, rules_id }: Group,
): Promise<boolean> {
  const rules = await rulesById(pool, rules_id);
  return isBehind({ kind, id, name, validFrom }, targets, asId<UnitId>(school_id), rules);
}

async function candidate(
  pool: pg.Pool,
  version: VersionRow,
  groups: readonly Group[],
  now: Instant,
): Promise<BulkCandidatesAnswer['items'][number]> {
  const on = todayInFinland(now);
  const rolledOut = { kind: version.kind, versionId: version.id };
  const targets = rollOutTargets(pool, rolledOut, { on, now, keep: false });
  const found = await Promise.all(groups.map((group) => isGroupBehind(pool, version, targets, group)));
  const sum = (rows: readonly Group[]): number => rows.reduce((all, row) => all + row.cases, 0);
  const { id, kind, name, valid_from: validFrom } = version;
  return {
    ...{ kind, version: { id, name, validFrom }, cases: sum(groups) },
    behind: sum(groups.filter((_group, index) => found[index])),
  };
}

/**
 * The policies and calendars in force at the caller's schools, with how many running cases are under something else:
 * those come first.
 */
export async function listCandidates(
  pool: pg.Pool,
  caller: Caller,
  now: Instant,
): Promise<BulkCandidatesAnswer> {
  await seedPublished(pool, now);
  const schools = await administeredSchools(pool, caller);
  const groups = await readGroups(
    pool,
    caller,
    schools.map((school) => school.id),
  );
  const one = async (kind: VersionKind, name: string) => {
    const version = inForce(await readVersions(pool, kind, name), todayInFinland(now));
    const isUnder = (school: AdministeredSchool): boolean => school[kind] === name;
    const ids = new Set(schools.filter(isUnder).map((school) => school.id));
    const own = groups.filter((group) => ids.has(group.school_id));
    return version === null ? [] : [await candidate(pool, version, own, now)];
  };
  const names = (kind: VersionKind): string[] => [...new Set(schools.map((school) => school[kind]))];
  const found = await Promise.all(
    (['policy', 'calendar'] as const).flatMap((kind) => names(kind).map((name) => one(kind, name))),
  );
  return {
    items: found
      .flat()
      .toSorted((a, b) => b.behind - a.behind || a.version.name.localeCompare(b.version.name, 'fi')),
  };
}
