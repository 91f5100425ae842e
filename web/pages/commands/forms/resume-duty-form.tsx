import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useDutyChoices } from './use-duty-choices.js';

export function ResumeDutyForm({ view, target }: CommandFormProps): ReactElement {
  const duties = useDutyChoices(view, (duty) => duty.status === 'paused');
  return (
    <DescribedForm
      type="resume-duty"
      view={view}
      fields={{
        dutyId: choice('resumedDuty', duties, onlyOf(duties, target)),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'resume-duty', ...answers })}
    />
  );
}
