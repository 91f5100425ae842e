import i18next, { type TFunction } from 'i18next';
import type { CaseCommandType } from '../../forms/command-form.js';
import type { fi } from '../../translations/fi.js';

type Forms = (typeof fi)['forms'];
type Led = { [T in CaseCommandType]: Forms[T] extends { lead: string } ? T : never }[CaseCommandType];

function hasLead(type: CaseCommandType): type is Led {
  return i18next.exists(`forms.${type}.lead`);
}

/** What one should know before the questions, where there is something. */
export function commandLead(t: TFunction, type: CaseCommandType): string | undefined {
  return hasLead(type) ? t(`forms.${type}.lead`) : undefined;
}
