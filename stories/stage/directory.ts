import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import type { Actor, HeldRole, Side, StaffRole } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { compileFor } from '../../policies/registry.js';
import type { Level } from '../../policies/shapes.js';

const STAFF = {
  curator: ['curator', 'county', 'fi'],
  colleague: ['psychologist', 'county', 'fi'],
  nurse: ['school_nurse', 'county', 'sv'],
  teacher: ['class_teacher', 'school', 'fi'],
  countyCoordinator: ['coordinator', 'county', 'fi'],
  countySupervisor: ['supervisor', 'county', 'en'],
  schoolCoordinator: ['coordinator', 'school', 'fi'],
  schoolSupervisor: ['supervisor', 'school', 'fi'],
} as const satisfies Record<string, readonly [StaffRole, Side, 'fi' | 'sv' | 'en']>;
/** Staff of a story, by what they are called in it. */
export type Name = keyof typeof STAFF;
const NAMES = Object.keys(STAFF) as Name[];

/** The learner and those around them. */
export const FAMILY = ['learner', 'guardian', 'otherGuardian'] as const;
export type FamilyName = (typeof FAMILY)[number];
/** Anybody in a story. */
export type Person = Name | FamilyName;

/** A school of its own with everybody around one learner, so that stories do not meet. */
export interface Directory {
  readonly schoolId: UnitId;
  readonly learnerId: PersonId;
  readonly guardianId: PersonId;
  /** The education provider, which keeps the inbox of its school. */
  readonly providerId: string;
  readonly rules: Rules;
  readonly person: (name: Person) => PersonId;
  /** Staff by name; `service` is the service itself. */
  readonly actor: (name: Name | 'service') => Actor;
  readonly named: Readonly<Record<string, readonly Side[]>>;
  /** What a person is called in the story, by id. */
  readonly nameOf: (id: string) => Person | null;
  /** The same by a mail address. */
  readonly nameOfAddress: (email: string) => Person | null;
}

/** Which policy and calendar a school is under; the sample's, where a story does not change them. */
export interface School {
  readonly policy?: string;
  readonly calendar?: string;
  readonly level?: Level;
}

const SAMPLE = 'espoo-sample';

/** The role and employer of staff. */
export function postOf(name: Name): { readonly role: StaffRole; readonly side: Side } {
  const [role, side] = STAFF[name];
  return { role, side };
}

async function insertSchool(
  pool: Pool,
  { policy = SAMPLE, calendar = SAMPLE, level = 'basic' }: School,
): Promise<{ readonly provider: string; readonly county: string; readonly schoolId: UnitId }> {
  const [provider, county, schoolId] = [randomUUID(), randomUUID(), asId<UnitId>(randomUUID())];
  await pool.query(`INSERT INTO controller VALUES ($1, 'provider', 'Provider'), ($2, 'county', 'County')`, [
    provider,
    county,
  ]);
  await pool.query(
    `INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
     VALUES ($1, $2, 'School', $3, $4, $5, '049')`,
    [schoolId, provider, level, calendar, policy],
  );
  return { provider, county, schoolId };
}

async function insertPerson(
  pool: Pool,
  name: Person,
  kind: 'staff' | 'learner' | 'guardian',
  language: 'fi' | 'sv' | 'en',
): Promise<PersonId> {
  const id = asId<PersonId>(randomUUID());
  const email = name === 'learner' ? null : `${name}.${id.slice(0, 8)}@example.invalid`;
  await pool.query(
    'INSERT INTO person (id, kind, given_name, family_name, email, language) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, kind, 'Maija', "O'Näkkäläjärvi", email, language],
  );
  return id;
}

/** Fills the directory for one story. @param pool as the owner of the schema */
export async function furnish(pool: Pool, on: string, school: School = {}): Promise<Directory> {
  const { level = 'basic' } = school;
  const { provider, county, schoolId } = await insertSchool(pool, school);
  // The sample's, also where the school keeps it under a name of its own: only the zone and the days of it are used.
  const rules = compileFor({ schoolId, level, calendarName: SAMPLE, on: parseDate(on) });
  await pool.query('INSERT INTO rule_set VALUES ($1, $2, $3, $4, $5, now())', [
    ...[rules.id, schoolId, rules.policy, '2020-01-01', rules],
  ]);
  const ids = new Map<Person, PersonId>();
  for (const name of NAMES) {
    const [role, side, language] = STAFF[name];
    const id = await insertPerson(pool, name, 'staff', language);
    const controller = side === 'school' ? provider : county;
    const post = [id, role, side, controller, schoolId, '2020-01-01'];
    await pool.query('INSERT INTO staff_role VALUES ($1, $2, $3, $4, $5, $6, NULL)', post);
    ids.set(name, id);
  }
  for (const name of FAMILY)
    ids.set(name, await insertPerson(pool, name, name === 'learner' ? name : 'guardian', 'fi'));
  return around({ schoolId, providerId: provider, rules }, ids);
}

function around(
  school: Pick<Directory, 'schoolId' | 'providerId' | 'rules'>,
  ids: ReadonlyMap<Person, PersonId>,
): Directory {
  const { schoolId } = school;
  const person = (name: Person): PersonId => {
    const id = ids.get(name);
    if (!id) throw new Error(`nobody is called ${name}`);
    return id;
  };
  const role = (name: Name): HeldRole => ({ ...postOf(name), unitId: schoolId });
  const all = [...ids.keys()];
  return {
    ...school,
    person,
    learnerId: person('learner'),
    guardianId: person('guardian'),
    actor: (name) =>
      name === 'service'
        ? { personId: null, roles: [], kind: 'system' }
        : { personId: person(name), roles: [role(name)], kind: 'person' },
    named: Object.fromEntries(NAMES.map((name) => [person(name), [postOf(name).side]])),
    nameOf: (id) => all.find((name) => ids.get(name) === id) ?? null,
    nameOfAddress: (email) =>
      all.find((name) => email.startsWith(`${name}.${person(name).slice(0, 8)}`)) ?? null,
  };
}
