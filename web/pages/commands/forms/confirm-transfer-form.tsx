import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useTransferChoices } from './use-transfer-choices.js';

/** The receiver has taken over. */
export function ConfirmTransferForm({ view, target }: CommandFormProps): ReactElement {
  const transfers = useTransferChoices(view, (transfer) => transfer.welfareSentOn !== null);
  return (
    <DescribedForm
      type="confirm-transfer"
      view={view}
      fields={{
        transferId: choice('transfer', transfers, onlyOf(transfers, target)),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'confirm-transfer', ...answers })}
    />
  );
}
