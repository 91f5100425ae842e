import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Side } from '../../../../domain/people.js';
import type { StaffPerson } from '../use-case-people.js';

/** The employer of somebody who was picked: as the case names them, else as the directory does. */
export function sideOf(view: CaseAnswer, staff: readonly StaffPerson[], id: string): Side {
  return view.people?.[id]?.side ?? staff.find((person) => person.id === id)?.side ?? 'school';
}
