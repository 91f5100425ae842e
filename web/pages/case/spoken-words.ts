import type { TFunction } from 'i18next';
import type { Spoken } from '../../../domain/commands.js';

/** In which language a question was explained, and whether with an interpreter; empty when nobody said. */
export function spokenWords(t: TFunction, { explainedIn, withInterpreter }: Spoken): string {
  const language = explainedIn && t(`codes.spokenLanguage.${explainedIn}`);
  return [
    language === undefined ? '' : t('consents.explainedIn', { language }),
    withInterpreter === undefined
      ? ''
      : t(withInterpreter ? 'consents.withInterpreter' : 'consents.noInterpreter'),
  ]
    .filter(Boolean)
    .join(' · ');
}
