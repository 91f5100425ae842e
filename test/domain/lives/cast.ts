import type { AnyCommand, ProposedMember } from '../../../domain/commands.js';
import { asId, type PersonId } from '../../../domain/ids.js';
import type { Actor, Side, StaffRole } from '../../../domain/people.js';
import { CLOSE_PERSON } from './family.js';
import { actor, OTHER_SCHOOL, PEOPLE, roleOf, SCHOOL, sideOf, text, type Who } from './world.js';

/** Somebody who may act in a life: what they are, and the facts that travel with their commands. */
export interface Player {
  readonly personId: PersonId;
  readonly role: StaffRole;
  readonly side: Side;
  readonly actor: Actor;
  readonly external?: ProposedMember['external'];
}

function employee(who: Who): Player {
  return { personId: PEOPLE[who], role: roleOf(who), side: sideOf(who), actor: actor(who) };
}

const TEACHING_NURSE = asId<PersonId>('00000003-0000-4000-8000-000000000010');
const FAMILY_WORKER = asId<PersonId>('00000003-0000-4000-8000-000000000011');

/** Teaches here and is a nurse at another school: what she is here counts. */
const teachingNurse: Player = {
  personId: TEACHING_NURSE,
  role: 'class_teacher',
  side: 'school',
  actor: {
    personId: TEACHING_NURSE,
    kind: 'person',
    roles: [
      { role: 'class_teacher', side: 'school', unitId: SCHOOL },
      { role: 'school_nurse', side: 'county', unitId: OTHER_SCHOOL },
    ],
  },
};

function outsider(personId: PersonId, organisation: 'family-social-work' | 'close-person'): Player {
  const external = { organisation, name: text(7) };
  const none: Actor = { personId, kind: 'person', roles: [] };
  return { personId, role: 'other_expert', side: 'county', actor: none, external };
}

/** From outside student welfare: in a case by itemised written consent only. */
export const OUTSIDERS: readonly Player[] = [
  outsider(FAMILY_WORKER, 'family-social-work'),
  outsider(CLOSE_PERSON, 'close-person'),
];

export const STAFF: readonly Player[] = [...(Object.keys(PEOPLE) as Who[]).map(employee), teachingNurse];
export const EVERYBODY: readonly Player[] = [...STAFF, ...OUTSIDERS];

export function proposed({ personId, role, side, external }: Player): ProposedMember {
  return { personId, role, side, ...(external ? { external } : {}) };
}

/** Employers of the staff, as the directory says when a command is received. */
export const NAMED: Readonly<Record<string, readonly Side[]>> = Object.fromEntries(
  STAFF.map(({ personId, side }) => [personId, [side]]),
);

/** Their posts, by the same directory. */
export const HELD: AnyCommand['posts'] = Object.fromEntries(
  STAFF.map(({ personId, role }) => [personId, [role]]),
);
