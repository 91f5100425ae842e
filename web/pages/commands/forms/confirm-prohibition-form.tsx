import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useProhibitionChoices } from './use-prohibition-choices.js';

export function ConfirmProhibitionForm({ view, target }: CommandFormProps): ReactElement {
  const standing = useProhibitionChoices(view);
  return (
    <DescribedForm
      type="confirm-prohibition"
      view={view}
      fields={{
        prohibitionId: choice('prohibition', standing, onlyOf(standing, target)),
        happenedOn: pastDay('reviewedOn', view.today),
      }}
      body={(answers) => ({ type: 'confirm-prohibition', ...answers })}
    />
  );
}
