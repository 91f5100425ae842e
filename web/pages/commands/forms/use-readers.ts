import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { useFamily, type FamilyPerson } from '../use-case-people.js';

/**
 * Who may be given the entries of the report: the learner, and guardians who have part in the case as the case itself
 * knows them. Somebody whom only the directory names is not offered: the case decides (domain/report.ts).
 */
export function useReaders(view: CaseAnswer): FamilyPerson[] {
  const family = useFamily(view);
  const parted = new Set(
    (view.family?.guardians ?? []).filter((one) => one.noPart === null).map((one) => one.personId),
  );
  return family.filter((person) => person.role === 'learner' || parted.has(person.id));
}
