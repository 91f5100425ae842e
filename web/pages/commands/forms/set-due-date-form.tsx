import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, comingDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useDutyChoices } from './use-duty-choices.js';

/**
 * Of what runs and is not late: lateness is measured from what was promised. What the law wants without delay gets no
 * day.
 */
export function SetDueDateForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const duties = useDutyChoices(view, (duty) => {
    const withoutDelay = duty.force === 'law' && duty.dueOn === null;
    return duty.status === 'open' && !duty.expected && !withoutDelay;
  });
  return (
    <DescribedForm
      type="set-due-date"
      view={view}
      fields={{
        dutyId: choice('datedDuty', duties, onlyOf(duties, target)),
        dueOn: comingDay('newDueOn', view.today),
        reason: text('dueReason', t('reader.log')),
      }}
      body={(answers) => ({ type: 'set-due-date', ...answers })}
    />
  );
}
