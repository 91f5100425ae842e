import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../../api/contracts/duties.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';
import { dutyAbout } from '../../case/duty-about.js';

/** Duties of the case as choices: what, until when, and what it is about where there are several alike. */
export function useDutyChoices(view: CaseAnswer, among: (duty: DutyAnswer) => boolean): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (view.duties ?? []).filter(among).map((duty) => {
    const about = dutyAbout(t, view, duty);
    const name = t(`codes.duty.${duty.kind}`);
    // Without delay: the day it began, never one that looks like a deadline.
    const label =
      duty.dueOn === null
        ? t('forms.shared.dutySince', { duty: name, date: format.date(duty.startedOn) })
        : t('forms.shared.dutyOption', { duty: name, date: format.date(duty.dueOn) });
    return { value: duty.id, label, ...(about === '' ? {} : { hint: about }) };
  });
}
