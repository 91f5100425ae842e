import type { TFunction } from 'i18next';
import type { CaseAnswer, PersonEntry } from '../../../api/contracts/cases.js';
import type { ReportEntryAnswer } from '../../../api/contracts/annex.js';
import { isolated } from '../../language/isolated.js';
import { nameOf } from '../commands/use-case-people.js';

/** `Aino Virtanen, kuraattori`: author and position, as every entry must name them (OHL 20 §). */
export function authorWords(t: TFunction, view: CaseAnswer, by: ReportEntryAnswer['by']): string {
  return [nameOf(view, by.personId), t(`codes.role.${by.role}`)].filter(Boolean).join(', ');
}

/** The same of somebody who is named in the case; empty when the viewer may not know. */
export function personWords(t: TFunction, view: CaseAnswer, id: string): string {
  const person: PersonEntry | undefined = view.people?.[id];
  return person ? `${isolated(person.name)}, ${t(`codes.role.${person.role}`)}` : '';
}
