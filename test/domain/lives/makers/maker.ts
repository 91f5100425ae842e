import type { AnyCommand, CommandData, CommandType } from '../../../../domain/commands.js';
import type { PersonId } from '../../../../domain/ids.js';
import type { FamilyRole } from '../../../../domain/people.js';
import type { Rules } from '../../../../domain/rules.js';
import type { CaseState } from '../../../../domain/state.js';
import type { CivilDate } from '../../../../domain/time/civil-date.js';
import type { Dice } from '../dice.js';
import { CLOSE_PERSON, OTHER_PARENT, SECOND_GUARDIAN } from '../family.js';
import { GUARDIAN, LEARNER, text } from '../world.js';

/** Where and when something is tried. */
export interface Here {
  readonly state: CaseState;
  readonly today: CivilDate;
  readonly rules: Rules;
}

/** What somebody might say in a command of this type; often something that must be refused. */
export type Maker<T extends CommandType> = (dice: Dice, here: Here) => CommandData[T];

export type Makers<T extends AnyCommand['type']> = { readonly [K in T]: Maker<K> };

export const TEXT = text();
export const FAMILY_IDS: readonly PersonId[] = [LEARNER, GUARDIAN, SECOND_GUARDIAN, OTHER_PARENT];

/** Somebody of the family who says something, and as what. */
export function relative(dice: Dice): { readonly by: PersonId; readonly byRole: FamilyRole } {
  if (dice.chance(45)) return { by: LEARNER, byRole: 'learner' };
  if (dice.chance(5)) return { by: CLOSE_PERSON, byRole: 'close_person' };
  return { by: dice.one([GUARDIAN, GUARDIAN, SECOND_GUARDIAN, OTHER_PARENT]), byRole: 'guardian' };
}

export function guardian(dice: Dice): PersonId {
  return dice.one([GUARDIAN, GUARDIAN, SECOND_GUARDIAN, SECOND_GUARDIAN, OTHER_PARENT]);
}
