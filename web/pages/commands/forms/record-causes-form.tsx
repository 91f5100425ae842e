import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { pastDay, text, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';

/** Why there are absences, found out with the guardian (POL 26 §). */
export function RecordCausesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="record-causes"
      view={view}
      fields={{
        causes: text('causes', t('reader.members')),
        withGuardian: yesNo('withGuardian', (answer) => t(answer)),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'record-causes', ...answers })}
    />
  );
}
