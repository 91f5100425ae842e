import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../api/contracts/duties.js';
import type { DutyNote } from '../../components/deadline-card.js';
import { useFormat } from '../../language/use-format.js';
import { authorWords } from './author-words.js';

/** Who paused a promise or set its day by hand, when and why. */
export function useDutyNote(view: CaseAnswer): (duty: DutyAnswer) => DutyNote {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ pause, setByHand }) => ({
    ...(pause
      ? {
          paused: t('marks.pausedBy', {
            date: format.date(pause.on),
            reason: t(`codes.pauseReason.${pause.reason}`),
          }),
        }
      : {}),
    ...(setByHand
      ? {
          byHand: [
            t('marks.byHandWho', {
              who: authorWords(t, view, setByHand.by),
              date: format.date(setByHand.on),
            }),
            setByHand.reason,
          ]
            .filter(Boolean)
            .join(': '),
        }
      : {}),
  });
}
