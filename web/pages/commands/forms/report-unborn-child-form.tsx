import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { actOf, useActFields, useLaterFields, useUsualFields } from './outside-act-fields.js';

export function ReportUnbornChildForm({ view }: CommandFormProps): ReactElement {
  const { siblings, household, interpreter } = useUsualFields();
  return (
    <DescribedForm
      type="report-unborn-child"
      view={view}
      fields={{
        ...useActFields(view, 'unbornReason'),
        ...{ siblings, household, interpreter },
        ...useLaterFields(view),
      }}
      body={(answers) => ({ type: 'report-unborn-child', ...actOf(answers) })}
    />
  );
}
