import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TRANSFER_PACKAGES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useTransferChoices } from './use-transfer-choices.js';

/** Which of the two packages went, and when. */
export function SendPackageForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const transfers = useTransferChoices(
    view,
    (transfer) => transfer.teachingSentOn === null || transfer.welfareSentOn === null,
  );
  const packages = TRANSFER_PACKAGES.map((value) => ({
    value,
    label: t(`codes.transferPackage.${value}`),
    hint: t(`plans.${value}Hint`),
  }));
  return (
    <DescribedForm
      type="send-package"
      view={view}
      fields={{
        transferId: choice('transfer', transfers, onlyOf(transfers, target)),
        package: choice('package', packages),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'send-package', ...answers })}
    />
  );
}
