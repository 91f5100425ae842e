import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';

/** Acts towards the outside. */
export function useActChoices(view: CaseAnswer): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (view.acts ?? []).map((act) => ({
    value: act.id,
    label: t('forms.shared.actOption', { act: t(`outside.kind.${act.kind}`), date: format.date(act.on) }),
  }));
}
