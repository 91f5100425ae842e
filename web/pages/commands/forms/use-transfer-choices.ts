import { useTranslation } from 'react-i18next';
import type { PlansAnswer } from '../../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { isUnderWay } from '../../../../domain/transfer-standing.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';

type Transfer = PlansAnswer['transfers'][number];

/** Transfers that are neither taken over nor called off, as choices; `among` narrows them. */
export function useTransferChoices(view: CaseAnswer, among: (transfer: Transfer) => boolean): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (view.plans?.transfers ?? [])
    .filter((transfer) => isUnderWay(transfer) && among(transfer))
    .map((transfer) => ({
      value: transfer.id,
      label: t(`codes.transferKind.${transfer.kind}`),
      hint: [t('plans.movesOn', { date: format.date(transfer.movesOn) }), transfer.toUnitName]
        .filter(Boolean)
        .join(' · '),
    }));
}
