import type { PersonId, UnitId } from '../../domain/ids.js';
import type { Actor, HeldRole, Side, StaffRole } from '../../domain/people.js';
import type { Instant } from '../../domain/time/instant.js';
import type { SignInLevel } from './sessions.js';

/** A role as the directory has it: the employer tells how far "everywhere" reaches. */
export interface EmployedRole extends HeldRole {
  readonly controllerId: string;
}

/** What a token may be used for, within what its role may: to read, to give commands, to administer. */
export const TOKEN_SCOPES = ['read', 'command', 'administer'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Who calls: a person by session, or a system by token. `key` scopes idempotency keys. */
export interface Caller {
  readonly kind: 'person' | 'system';
  readonly key: string;
  readonly personId: PersonId | null;
  readonly name: string;
  readonly language: 'fi' | 'sv' | 'en';
  readonly roles: readonly EmployedRole[];
  /** A person has them all; what their roles may is decided elsewhere. */
  readonly scopes: readonly TokenScope[];
  /** How sure the identity provider was of the person; null for a system. */
  readonly level: SignInLevel | null;
  /** The instant of the request: what ends at an instant is over from then on. */
  readonly at?: Instant;
}

/** The employer of a system's role: any, because a token is made for one side of the whole installation. */
export const ANY_CONTROLLER = '*';

/** A school with the employer that runs it. */
export interface School {
  readonly id: UnitId;
  readonly controllerId: string;
}

/** Whether the employer of a role works at a school: the county at all of them, a provider at its own. */
export function worksAt(role: EmployedRole, school: School): boolean {
  return (
    role.side === 'county' ||
    role.controllerId === ANY_CONTROLLER ||
    role.controllerId === school.controllerId
  );
}

/**
 * The caller as the core knows actors, at one school: a role held everywhere at another education provider says
 * nothing here. Without a school every role is kept.
 */
export function actorAt(caller: Caller, school: School | null): Actor {
  const roles = caller.roles
    .filter((role) => school === null || worksAt(role, school))
    .map(({ role, side, unitId }) => ({ role, side, unitId }));
  // A system that calls with a role acts as that role does; `system` in the core is the service itself.
  return { personId: caller.personId, roles, kind: 'person' };
}

/** Whether the caller holds one of these roles anywhere. */
export function holds(caller: Caller, ...roles: readonly StaffRole[]): boolean {
  return caller.roles.some((held) => roles.includes(held.role));
}

/** The sides on which the caller holds one of these roles. */
export function sidesOf(caller: Caller, ...roles: readonly StaffRole[]): Side[] {
  return [...new Set(caller.roles.filter((held) => roles.includes(held.role)).map((held) => held.side))];
}
