import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { nameOf } from '../use-case-people.js';

/** Prohibitions that stand. */
export function useProhibitionChoices(view: CaseAnswer): Choice[] {
  const { t } = useTranslation();
  const standing = (view.family?.prohibitions ?? []).filter((one) => one.liftedOn === null);
  return standing.map((one) => ({
    value: one.id,
    label: t('forms.shared.prohibitionOption', {
      name: nameOf(view, one.guardianId),
      scope: t(`codes.prohibitionScope.${one.scope}`),
    }),
  }));
}
