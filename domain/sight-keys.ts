import { isLive } from './duties.js';
import { glassesOf } from './glass.js';
import type { PersonId } from './ids.js';
import { SIDES, type HeldRole } from './people.js';
import { isSupervising, sees } from './sight.js';
import type { CaseState } from './state.js';

/**
 * One thing by which a case can be found: a person who is related to it, a post over it, or the case itself. A store
 * that shows a case only to who brings one of its keys is a second wall behind `sees`, without a second rule.
 *
 * `person:ID`; `school:UNIT` and `county:UNIT`, posts at one school; `school@EMPLOYER`, a post at all schools of one
 * employer; `school@*` and `county@*`, a post everywhere on that side; `case:ID`.
 */
export type SightKey = string;

/** A role with its employer; `*`: any, for a system that speaks for a whole side. */
export interface EmployedPost extends HeldRole {
  readonly controllerId: string;
}

/** The key of a post that is held at every school of a side. */
const everywhere = (side: string): SightKey => `${side}@*`;

/** The key of one case, for a road that leads to this case and to no other. */
export function keyOfCase(caseId: string): SightKey {
  return `case:${caseId}`;
}

/** Everybody whom the state names in a way that might give sight; whether it does, `sees` says. */
function named(state: CaseState): ReadonlySet<PersonId> {
  const { responsible, members, handovers, duties, raisedBy } = state;
  const people = [
    ...[responsible.school, responsible.county, handovers.school?.toId, handovers.county?.toId],
    ...members.map((it) => it.personId),
    ...duties.filter(isLive).map((it) => it.ownerId),
    raisedBy.personId,
    ...glassesOf(state).map((it) => it.personId),
  ];
  return new Set(people.flatMap((id) => (id === undefined || id === null ? [] : [id])));
}

/**
 * The keys under which a case is found, as a store keeps them with it.
 *
 * 1. A person's key is there exactly when `sees` shows that person something without any post.
 * 2. The keys of posts are there for each side that is party, whatever the status: promises and lateness.
 * 3. The employer behind `school@*` is known to the store alone, which adds `school@EMPLOYER` beside it.
 */
export function keysTo(state: CaseState): readonly SightKey[] {
  const people = [...named(state)].filter(
    (personId) => sees({ personId, roles: [], kind: 'person' }, state) !== null,
  );
  const parties = SIDES.filter((side) => state.responsible[side] !== undefined);
  return [
    keyOfCase(state.caseId),
    ...people.toSorted().map((id) => `person:${id}`),
    ...parties.flatMap((side) => [`${side}:${state.schoolId}`, everywhere(side)]),
  ];
}

/** The keys that posts give: each at its school, or at every school of its employer. */
export function keysOfPosts(posts: readonly EmployedPost[]): readonly SightKey[] {
  return posts.map(({ side, unitId, controllerId }) => {
    if (unitId !== null) return `${side}:${unitId}`;
    // The county works at every school; a system may speak for every education provider.
    return side === 'county' || controllerId === '*' ? everywhere(side) : `school@${controllerId}`;
  });
}

/** The keys that somebody brings: their own, and those of the posts they hold over cases. */
export function keysOf(personId: PersonId | null, roles: readonly EmployedPost[]): readonly SightKey[] {
  const own = personId === null ? [] : [`person:${personId}`];
  return [...own, ...keysOfPosts(roles.filter(isSupervising))];
}
