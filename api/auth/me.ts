import { may } from '../../domain/permissions.js';
import type { Me } from '../contracts/me.js';
import type { Deps } from '../deps.js';
import { todayInFinland } from '../rules/today.js';
import { oversees } from '../supervision/scope.js';
import { actorAt, ANY_CONTROLLER, type Caller, type EmployedRole } from './caller.js';

/** Roles with the names of unit and employer. */
export async function presentRoles(deps: Deps, roles: readonly EmployedRole[]): Promise<Me['roles']> {
  const units = roles.map((held) => held.unitId).filter((id) => id !== null);
  const employers = roles.map((held) => held.controllerId).filter((id) => id !== ANY_CONTROLLER);
  const [knownUnits, knownEmployers] = await Promise.all([
    deps.prisma.unit.findMany({ where: { id: { in: units } }, select: { id: true, name: true } }),
    deps.prisma.controller.findMany({ where: { id: { in: employers } }, select: { id: true, name: true } }),
  ]);
  const names = new Map([...knownUnits, ...knownEmployers].map(({ id, name }) => [id, name]));
  return roles.map(({ role, side, unitId, controllerId }) => ({
    role,
    side,
    unitId,
    unitName: unitId === null ? null : (names.get(unitId) ?? null),
    employer: names.get(controllerId) ?? '',
  }));
}

/** Who the caller is. */
export async function presentMe(deps: Deps, caller: Caller): Promise<Me> {
  return {
    kind: caller.kind,
    id: caller.personId,
    name: caller.name,
    language: caller.language,
    roles: await presentRoles(deps, caller.roles),
    can: { raiseConcern: may(actorAt(caller, null), 'raise-concern', null).ok, supervise: oversees(caller) },
    today: todayInFinland(deps.now()),
  };
}
