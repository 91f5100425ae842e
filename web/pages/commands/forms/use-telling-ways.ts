import { useTranslation } from 'react-i18next';
import { TELLING_WAYS, type TellingWay } from '../../../../domain/commands.js';
import type { Choice } from '../../../components/choice.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** The ways in which somebody is told or asked. */
export function useTellingWays(): Choice<TellingWay>[] {
  const { t } = useTranslation();
  return choicesOf(TELLING_WAYS, (way) => t(`codes.tellingWay.${way}`));
}
