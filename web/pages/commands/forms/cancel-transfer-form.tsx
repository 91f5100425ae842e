import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CANCELLING_REASONS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { onlyOf } from './only-of.js';
import { useTransferChoices } from './use-transfer-choices.js';

/** A transfer is called off: the learner stays, or the receiver does not take over. */
export function CancelTransferForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const transfers = useTransferChoices(view, () => true);
  const reasons = choicesOf(CANCELLING_REASONS, (reason) => t(`codes.cancellingReason.${reason}`));
  return (
    <DescribedForm
      type="cancel-transfer"
      view={view}
      fields={{
        transferId: choice('transfer', transfers, onlyOf(transfers, target)),
        reason: choice('cancellingReason', reasons),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'cancel-transfer', ...answers })}
    />
  );
}
