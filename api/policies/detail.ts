import type pg from 'pg';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import { listCandidates } from '../bulk/candidates.js';
import { isAdministratorOf, known } from '../bulk/scope.js';
import { ANY_CONTROLLER, type Caller } from '../auth/caller.js';
import type {
  EndingCalendarsAnswer,
  PolicyListAnswer,
  PolicyVersionDetailAnswer,
  PolicyVersionListAnswer,
} from '../contracts/policies.js';
import { endingCalendars } from '../../policies/ending.js';
import { outdatedPolicies, type OutdatedPolicy } from '../../policies/law-changes.js';
import { seedPublished, type VersionKind } from '../../policies/seed.js';
import { changesOf } from './judgement.js';
import type { Target } from './lifecycle.js';
import { inForce, listNames, presentVersion, readNames, readVersions } from './versions.js';

type Reading = Pick<Deps, 'pool' | 'now'>;

/** Every policy or calendar by name. */
export async function showNames({ pool, now }: Reading, kind: VersionKind): Promise<PolicyListAnswer> {
  await seedPublished(pool, now());
  return listNames(pool, kind, todayInFinland(now()));
}

/** How many open cases are under a rule set that began before the law of today, as far as the caller may know of them. */
async function casesUnderOlderLaw(
  pool: pg.Pool,
  caller: Caller,
  { schools, changedOn }: Pick<OutdatedPolicy, 'schools' | 'changedOn'>,
): Promise<number> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n
     FROM case_view v JOIN unit u ON u.id = v.school_id JOIN rule_set r ON r.id = v.state ->> 'rulesId'
     WHERE v.school_id = ANY (${bind(schools.map(({ id }) => id))}::uuid[]) AND v.status IN ('open', 'aftercare')
       AND r.valid_from < ${bind(changedOn)}::date AND ${known(caller, bind)}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/**
 * What administrators must not forget: calendars of their schools that end soon, versions that hold today and that open
 * cases have not been moved to yet, and rules that the law has left behind.
 */
export async function showEnding({ pool, now }: Reading, caller: Caller): Promise<EndingCalendarsAnswer> {
  const posts = caller.roles.filter((held) => held.role === 'administrator');
  const administers = (controllerId: string) =>
    posts.some(
      (held) =>
        held.side === 'county' || held.controllerId === ANY_CONTROLLER || held.controllerId === controllerId,
    );
  const candidates = await listCandidates(pool, caller, now());
  const outdated = await outdatedPolicies(pool, todayInFinland(now()));
  const law = outdated.map(({ schools, ...it }) => ({
    ...it,
    schools: schools.filter((school) => administers(school.controllerId)),
  }));
  const items = (await endingCalendars(pool, todayInFinland(now()))).map((it) => ({
    ...it,
    schools: it.schools.filter((school) => administers(school.controllerId)).map((school) => school.name),
  }));
  return {
    items: items.filter((it) => it.schools.length > 0),
    behind: candidates.items.filter((it) => it.behind > 0),
    law: await Promise.all(
      law
        .filter((it) => it.schools.length > 0)
        .map(async ({ schools, ...it }) => ({
          ...it,
          schools: schools.map((school) => school.name),
          cases: await casesUnderOlderLaw(pool, caller, { ...it, schools }),
        })),
    ),
  };
}

/** All versions of one name. Throws 404 when there is none. */
export async function showVersions(
  { pool, now }: Reading,
  { kind, name }: Target,
): Promise<PolicyVersionListAnswer> {
  const rows = await readVersions(pool, kind, name);
  if (rows.length === 0) throw notFound();
  const current = inForce(rows, todayInFinland(now()));
  const names = await readNames(pool, rows);
  return { items: rows.map((row) => presentVersion(row, current, names)) };
}

/** How many schools are under a name, and how many of their running cases the caller may know of as administrator. */
async function reachOf(
  pool: Reading['pool'],
  caller: Caller,
  { kind, name }: Target,
): Promise<PolicyVersionDetailAnswer['affects']> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await pool.query<PolicyVersionDetailAnswer['affects']>(
    `SELECT count(DISTINCT u.id)::integer AS schools, count(v.case_id)::integer AS "openCases"
     FROM unit u LEFT JOIN case_view v ON v.school_id = u.id AND v.status IN ('open', 'aftercare') AND ${known(caller, bind)}
     WHERE CASE ${bind(kind)} WHEN 'policy' THEN u.policy ELSE u.calendar END = ${bind(name)}`,
    values,
  );
  return rows[0] ?? { schools: 0, openCases: 0 };
}

/** One version with what it changes. Throws 404. */
export async function showVersion(
  { pool, now }: Reading,
  caller: Caller,
  { kind, name }: Target,
  id: string,
): Promise<PolicyVersionDetailAnswer> {
  const rows = await readVersions(pool, kind, name);
  const row = rows.find((it) => it.id === id);
  if (row === undefined) throw notFound();
  const target = { kind, name };
  const [names, affects, mayPublish] = await Promise.all([
    readNames(pool, [row]),
    reachOf(pool, caller, target),
    isAdministratorOf(pool, caller, target),
  ]);
  return {
    ...presentVersion(row, inForce(rows, todayInFinland(now())), names),
    changes: changesOf(row, rows),
    affects,
    mayPublish,
    content: row.content,
  };
}
