import type { TFunction } from 'i18next';
import type { InterpreterNeed } from '../../../domain/codes.js';
import type { ContactDetails, OutsideDetails } from '../../../domain/commands.js';
import { USUAL_PARTS, type UsualPart } from '../../../domain/outside-details.js';
import { namesOf, worded, type Telling } from './telling.js';

/* What forms of authorities usually ask (`domain.md` 3.4), in words. */

/** Into which language an interpreter is needed, or that none is. */
export function interpreterWords(t: TFunction, need: InterpreterNeed): string {
  return need === 'not-needed' ? t('outside.noInterpreter') : t(`codes.spokenLanguage.${need}`);
}

/** Codes among them, in words; empty when nobody said. */
export function usualCode(
  t: TFunction,
  { immediateDanger, interpreter }: { [P in 'immediateDanger' | 'interpreter']: OutsideDetails[P] | null },
): { readonly immediateDanger: string; readonly interpreter: string } {
  return {
    immediateDanger: immediateDanger ? t(`codes.danger.${immediateDanger}`) : '',
    interpreter: interpreter ? interpreterWords(t, interpreter) : '',
  };
}

/** Lines of an event of the log, who made the act too among them; none for what nobody said, or the viewer may not read. */
export function usualLines(
  telling: Telling,
  details: (OutsideDetails & ContactDetails) | undefined,
): string[] {
  const { t } = telling;
  if (details === undefined) return [];
  const { immediateDanger, interpreter } = details;
  const said: Readonly<Record<UsualPart, string>> = {
    siblings: worded(telling, details.siblings),
    household: worded(telling, details.household),
    whereabouts: worded(telling, details.whereabouts),
    ...usualCode(t, { immediateDanger, interpreter }),
  };
  const contact = [
    details.withoutConsentGround ? t(`codes.withoutConsentGround.${details.withoutConsentGround}`) : '',
    worded(telling, details.hopedSupport),
  ];
  const makers = namesOf(telling, details.togetherWith ?? []);
  return [
    ...contact.filter((line) => line !== ''),
    ...(makers === '' ? [] : [`${t('outside.togetherWith')}: ${makers}`]),
    ...USUAL_PARTS.filter((part) => said[part] !== '').map(
      (part) => `${t(`outside.usual.${part}`)}: ${said[part]}`,
    ),
  ];
}
