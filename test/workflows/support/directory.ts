import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { asId, type PersonId, type UnitId } from '../../../domain/ids.js';
import type { Actor, HeldRole, Side, StaffRole } from '../../../domain/people.js';
import type { Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { compileFor } from '../../../policies/registry.js';

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
export type Name = keyof typeof STAFF;
const NAMES = Object.keys(STAFF) as Name[];

/** A school of its own with everybody around one learner, so that stories do not meet. */
export interface Directory {
  readonly schoolId: UnitId;
  readonly learnerId: PersonId;
  readonly guardianId: PersonId;
  readonly rules: Rules;
  readonly person: (name: Name) => PersonId;
  readonly actor: (name: Name) => Actor;
  readonly named: Readonly<Record<string, readonly Side[]>>;
  /** Who a mail address belongs to. */
  readonly nameOf: (email: string) => Name | 'guardian' | null;
}

/** Fills the directory for one story. @param pool as the owner of the schema */
export async function furnish(pool: Pool, on: string): Promise<Directory> {
  const uuid = (): string => randomUUID();
  const [provider, county, schoolId] = [uuid(), uuid(), asId<UnitId>(uuid())];
  const rules = compileFor({ schoolId, level: 'basic', calendarName: 'espoo-sample', on: parseDate(on) });
  await pool.query(`INSERT INTO controller VALUES ($1, 'provider', 'Provider'), ($2, 'county', 'County')`, [
    provider,
    county,
  ]);
  await pool.query(`INSERT INTO unit VALUES ($1, $2, 'School', 'basic', 'espoo-sample', $3, '049')`, [
    schoolId,
    provider,
    rules.policy,
  ]);
  await pool.query('INSERT INTO rule_set VALUES ($1, $2, $3, $4, $5, now())', [
    rules.id,
    schoolId,
    rules.policy,
    '2020-01-01',
    rules,
  ]);
  const ids = new Map<Name | 'learner' | 'guardian', PersonId>();
  const add = async (
    name: Name | 'learner' | 'guardian',
    kind: string,
    language: string,
  ): Promise<PersonId> => {
    const id = asId<PersonId>(uuid());
    const email = name === 'learner' ? null : `${name}.${id.slice(0, 8)}@example.invalid`;
    await pool.query('INSERT INTO person VALUES ($1, $2, $3, $4, $5, NULL, $6)', [
      id,
      kind,
      'Maija',
      "O'Näkkäläjärvi",
      email,
      language,
    ]);
    ids.set(name, id);
    return id;
  };
  for (const name of NAMES) {
    const [role, side, language] = STAFF[name];
    const id = await add(name, 'staff', language);
    const controller = side === 'school' ? provider : county;
    await pool.query('INSERT INTO staff_role VALUES ($1, $2, $3, $4, $5, $6, NULL)', [
      id,
      role,
      side,
      controller,
      schoolId,
      '2020-01-01',
    ]);
  }
  const [learnerId, guardianId] = [
    await add('learner', 'learner', 'fi'),
    await add('guardian', 'guardian', 'fi'),
  ];
  const person = (name: Name): PersonId => ids.get(name) ?? learnerId;
  const role = (name: Name): HeldRole => ({ role: STAFF[name][0], side: STAFF[name][1], unitId: schoolId });
  return {
    ...{ schoolId, learnerId, guardianId, rules, person },
    actor: (name) => ({ personId: person(name), roles: [role(name)], kind: 'person' }),
    named: Object.fromEntries(NAMES.map((name) => [person(name), [STAFF[name][1]]])),
    nameOf: (email) =>
      [...NAMES, 'guardian' as const].find(
        (name) => email.startsWith(`${name}.`) && email.includes(String(ids.get(name)).slice(0, 8)),
      ) ?? null,
  };
}
