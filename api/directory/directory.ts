import type { PersonId } from '../../domain/ids.js';
import { STAFF_ROLES, type Side, type StaffRole } from '../../domain/people.js';
import { ANY_CONTROLLER, type Caller } from '../auth/caller.js';
import { initialsOf } from '../cases/people.js';
import { listed } from '../cases/access-log.js';
import { lookAt, CASE_COLUMNS, type CaseRowData } from '../cases/find-case.js';
import type { GuardianList, LearnerList, SchoolList, StaffList } from '../contracts/directory.js';
import type { Deps } from '../deps.js';
import { HttpProblem, notFound } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import { readClosedSchools } from './closed-schools.js';

type Bind = (value: unknown) => string;

/** A condition on `u` (unit): schools at which one of the caller's employers works. */
function atEmployer(caller: Caller, bind: Bind): string {
  if (caller.roles.some((held) => held.side === 'county' || held.controllerId === ANY_CONTROLLER))
    return 'true';
  return `u.controller_id = ANY (${bind([...new Set(caller.roles.map((held) => held.controllerId))])}::uuid[])`;
}

/** A condition on `u`: schools where the caller works, by a post there or one held at the whole employer. */
function whereCallerWorks(caller: Caller, bind: Bind): string {
  const ways = caller.roles.map((held) => {
    if (held.unitId !== null) return `u.id = ${bind(held.unitId)}`;
    if (held.side === 'county' || held.controllerId === ANY_CONTROLLER) return 'true';
    return `u.controller_id = ${bind(held.controllerId)}`;
  });
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}

function like(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** Schools at which the caller's employer works. */
export async function listSchools(deps: Deps, caller: Caller): Promise<SchoolList> {
  const everywhere = caller.roles.some(
    (held) => held.side === 'county' || held.controllerId === ANY_CONTROLLER,
  );
  const controllerId = {
    in: caller.roles.map((held) => held.controllerId).filter((id) => id !== ANY_CONTROLLER),
  };
  const [units, closed] = await Promise.all([
    deps.prisma.unit.findMany({
      where: everywhere ? {} : { controllerId },
      include: { controller: true },
      orderBy: [{ municipality: 'asc' }, { name: 'asc' }],
    }),
    readClosedSchools(deps.pool, todayInFinland(deps.now())),
  ]);
  return {
    items: units.map(({ id, name, level, municipality, controller }) => ({
      id,
      name,
      level,
      municipality,
      provider: controller.name,
      providerId: controller.id,
      ...(closed.has(id) ? { closed: true } : {}),
    })),
  };
}

interface LearnerRow {
  id: string;
  given_name: string;
  family_name: string;
  class: string;
  school_id: string;
  school_name: string;
}

/**
 * Learners of the schools where the caller works, by words of the name or by class. A system has no learners to
 * choose from: its list is empty.
 */
export async function listLearners(
  deps: Deps,
  caller: Caller,
  query: { readonly q?: string; readonly school?: string; readonly limit: number },
): Promise<LearnerList> {
  if (caller.kind !== 'person') return { items: [] };
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // Who went to school here before is no choice for a new concern; their cases are found by themselves.
  const enrolled = `(l.enrolled_until IS NULL OR l.enrolled_until >= ${bind(todayInFinland(deps.now()))})`;
  const conditions = [whereCallerWorks(caller, bind), enrolled];
  if (query.school) conditions.push(`l.unit_id = ${bind(query.school)}`);
  for (const word of (query.q ?? '').split(/\s+/).filter((it) => it !== '')) {
    const pattern = bind(like(word));
    conditions.push(
      `(p.given_name ILIKE ${pattern} OR p.family_name ILIKE ${pattern} OR l.class ILIKE ${pattern})`,
    );
  }
  const { rows } = await deps.pool.query<LearnerRow>(
    `SELECT p.id, p.given_name, p.family_name, l.class, u.id AS school_id, u.name AS school_name
     FROM learner l JOIN person p ON p.id = l.person_id JOIN unit u ON u.id = l.unit_id
     WHERE ${conditions.join(' AND ')}
     ORDER BY lower(p.family_name), lower(p.given_name), p.id LIMIT ${query.limit}`,
    values,
  );
  const items = rows.map((row) => ({
    id: row.id,
    name: `${row.given_name} ${row.family_name}`,
    initials: initialsOf(row.given_name, row.family_name),
    class: row.class,
    schoolId: row.school_id,
    schoolName: row.school_name,
  }));
  return { items };
}

interface StaffRow {
  id: string;
  name: string;
  roles: { role: string; side: Side; unitId: string | null }[];
  open_cases: number;
}

/** Who works at the schools of the caller's employers, with the number of open cases each answers for. */
export async function listStaff(
  deps: Deps,
  caller: Caller,
  query: {
    readonly school?: string;
    readonly role?: StaffRole;
    readonly side?: Side;
    readonly q?: string;
    readonly id?: PersonId;
  },
): Promise<StaffList> {
  const values: unknown[] = [todayInFinland(deps.now())];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // A post held at a whole employer reaches each of its schools; the county's reaches all.
  const units = [
    atEmployer(caller, bind),
    `(r.unit_id = u.id OR (r.unit_id IS NULL AND (r.side = 'county' OR r.controller_id = u.controller_id)))`,
  ];
  if (query.school) units.push(`u.id = ${bind(query.school)}`);
  const conditions = [
    `r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to >= $1)`,
    `EXISTS (SELECT FROM unit u WHERE ${units.join(' AND ')})`,
  ];
  if (query.role) conditions.push(`r.role = ${bind(query.role)}`);
  if (query.side) conditions.push(`r.side = ${bind(query.side)}`);
  if (query.id) conditions.push(`p.id = ${bind(query.id)}`);
  if (query.q) conditions.push(`(p.given_name || ' ' || p.family_name) ILIKE ${bind(like(query.q))}`);
  // A case that is secret from the caller's employer is in no count the caller gets.
  const parties = bind([...new Set(caller.roles.map((held) => held.side))]);
  const { rows } = await deps.pool.query<StaffRow>(
    `SELECT p.id, p.given_name || ' ' || p.family_name AS name,
            json_agg(DISTINCT jsonb_build_object('role', r.role, 'side', r.side, 'unitId', r.unit_id)) AS roles,
            open_cases_of(p.id, ${parties}::text[]) AS open_cases
     FROM staff_role r JOIN person p ON p.id = r.person_id
     WHERE ${conditions.join(' AND ')}
     GROUP BY p.id ORDER BY lower(p.family_name), lower(p.given_name), p.id LIMIT 500`,
    values,
  );
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    roles: row.roles.flatMap(({ role, side, unitId }) => {
      const known = STAFF_ROLES.find((it) => it === role);
      return known === undefined ? [] : [{ role: known, side, unitId }];
    }),
    openCases: row.open_cases,
  }));
  return { items };
}

/** Posts that deal with guardians: those of the unit and those who work with its learners. */
const MAY_KNOW_GUARDIANS: readonly StaffRole[] = [
  'coordinator',
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'principal',
  'class_teacher',
  'homeroom_teacher',
  'subject_teacher',
  'special_needs_teacher',
  'guidance_counsellor',
];

/** The learner's school if the caller works there in one of these posts; 404 otherwise, as for an unknown learner. */
async function requireLearner(
  deps: Deps,
  caller: Caller,
  learnerId: PersonId,
  posts: readonly StaffRole[],
): Promise<void> {
  const learner = await deps.prisma.learner.findUnique({
    where: { personId: learnerId },
    include: { unit: true },
  });
  if (learner === null || caller.kind !== 'person') throw notFound();
  const { unit } = learner;
  const here = caller.roles.filter(
    (held) =>
      held.unitId === unit.id ||
      (held.unitId === null && (held.side === 'county' || held.controllerId === unit.controllerId)),
  );
  if (here.length === 0) throw notFound();
  if (!here.some((held) => posts.includes(held.role))) {
    throw new HttpProblem(403, 'not-allowed', { source: 'JulkL 24 §' });
  }
}

/** Guardians of a learner of the caller's own school. */
export async function listGuardians(deps: Deps, caller: Caller, learnerId: PersonId): Promise<GuardianList> {
  await requireLearner(deps, caller, learnerId, MAY_KNOW_GUARDIANS);
  const found = await deps.prisma.guardianship.findMany({
    where: { learnerId },
    include: { guardian: true },
    orderBy: [{ guardian: { familyName: 'asc' } }, { guardian: { givenName: 'asc' } }],
  });
  return {
    items: found.map(({ guardian: { id, givenName, familyName } }) => ({
      id,
      name: `${givenName} ${familyName}`,
    })),
  };
}

/** Open cases of a learner that the caller may see: those it may not see are as if they were not. */
export async function listOpenCases(deps: Deps, caller: Caller, learnerId: PersonId) {
  await requireLearner(deps, caller, learnerId, STAFF_ROLES);
  const { rows } = await deps.pool.query<CaseRowData>(
    `SELECT ${CASE_COLUMNS} FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE v.learner_id = $1 AND v.status = 'open' ORDER BY v.opened_at`,
    [learnerId],
  );
  const seen = await Promise.all(rows.map((row) => lookAt(deps, caller, row)));
  const found = seen.filter((it) => it !== null);
  const how = { via: 'GET /api/v1/learners/{id}/open-cases', at: deps.now() };
  await deps.access.write(found.map((it) => listed(caller, it, ['head'], how)));
  const items = found.map(({ state }) => ({
    id: state.caseId,
    ref: state.ref,
    stage: state.stage,
    openedAt: new Date(state.openedAt).toISOString(),
  }));
  return { items };
}
