import type { AnyCommand } from './commands.js';
import type { PersonId } from './ids.js';
import { SIDES, type Side } from './people.js';

/** A command says that a person acts for an employer. */
export interface Claim {
  readonly personId: PersonId;
  readonly side: Side;
}

function claim(personId: PersonId | undefined, side: Side | null): Claim[] {
  return personId && side ? [{ personId, side }] : [];
}

/** Every person whom a command puts on a side, however it does so. */
export function claimsOf(command: AnyCommand, authorSide: Side | null): readonly Claim[] {
  switch (command.type) {
    case 'raise-concern':
      return [
        ...claim(command.data.responsible.school, 'school'),
        ...claim(command.data.responsible.county, 'county'),
      ];
    case 'offer-discussion':
      return claim(command.data.withId, 'county');
    case 'join-side':
      return claim(command.data.responsibleId, command.data.side);
    case 'propose-group':
      // A member from outside acts for no employer that is party.
      return command.data.members.filter((member) => !member.external);
    case 'call-meeting':
      return command.data.invitedStaff.filter((member) => !member.external);
    case 'plan-return':
      return command.data.steps.map(({ ownerId, side }) => ({ personId: ownerId, side }));
    case 'divide-responsibilities':
      return command.data.tasks;
    case 'record-meeting':
      return [
        ...claim(command.data.responsible?.personId, command.data.responsible?.side ?? null),
        ...command.data.actions.map(({ ownerId, side }) => ({ personId: ownerId, side })),
      ];
    case 'contact-social-services':
    case 'report-child-welfare':
    case 'report-to-police':
    case 'report-unborn-child':
    case 'complete-outside-act':
      return claim(command.data.details?.responsibleId, authorSide);
    case 'offer-handover':
      return [
        ...claim(command.data.toId, command.data.side),
        ...claim(command.data.fallbackId, command.data.side),
      ];
    case 'update-surroundings':
      return SIDES.flatMap((side) => claim(command.data.holders[side], side));
    case 'reassign':
      return claim(command.data.toId, command.data.side);
    case 'break-glass':
      return claim(command.data.reviewerId, command.data.reviewerSide);
    default:
      return [];
  }
}

/** True when every claim is borne out by what the directory said when the command was received. */
export function borneOut(claims: readonly Claim[], named: AnyCommand['named']): boolean {
  return claims.every(({ personId, side }) => named[personId]?.includes(side) === true);
}
