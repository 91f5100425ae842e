import { useTranslation } from 'react-i18next';
import { ANSWER_WAYS, type AnswerWay } from '../../../../domain/commands.js';
import type { Choice } from '../../../components/choice.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** How an expression of will reached a worker: one that came by a link records itself. */
export function useAnswerWays(): Choice<Exclude<AnswerWay, 'link'>>[] {
  const { t } = useTranslation();
  const byHand = ANSWER_WAYS.filter((way) => way !== 'link');
  return choicesOf(byHand, (way) => t(`codes.answerWay.${way}`));
}
