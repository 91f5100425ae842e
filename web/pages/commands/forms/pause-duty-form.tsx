import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PAUSE_REASONS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { onlyOf } from './only-of.js';
import { useDutyChoices } from './use-duty-choices.js';

/** Only what a local decision set can rest: a limit of the law is not among the choices. */
export function PauseDutyForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const duties = useDutyChoices(
    view,
    (duty) =>
      duty.force === 'local' && duty.status === 'open' && !duty.expected && duty.kind !== 'pause-review',
  );
  const reasons = choicesOf(PAUSE_REASONS, (reason) => t(`codes.pauseReason.${reason}`));
  return (
    <DescribedForm
      type="pause-duty"
      view={view}
      fields={{
        dutyId: choice('pausedDuty', duties, onlyOf(duties, target)),
        reason: choice('pauseReason', reasons),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'pause-duty', ...answers })}
    />
  );
}
