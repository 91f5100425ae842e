import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { JOINT_CONTACT_FAILURES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function RecordJointContactForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const failures = choicesOf(JOINT_CONTACT_FAILURES, (why) => t(`codes.jointContactFailure.${why}`));
  return (
    <DescribedForm
      type="record-joint-contact"
      view={view}
      fields={{
        failure: choice('jointFailure', failures),
        criteriaMet: yesNo('criteriaMet', (answer) => t(answer)),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'record-joint-contact', ...answers })}
    />
  );
}
