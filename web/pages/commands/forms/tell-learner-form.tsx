import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useTellingWays } from './use-telling-ways.js';

export function TellLearnerForm({ view }: CommandFormProps): ReactElement {
  return (
    <DescribedForm
      type="tell-learner"
      view={view}
      fields={{
        way: choice('toldHow', useTellingWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'tell-learner', ...answers })}
    />
  );
}
