import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

const WITH = ['learner', 'guardian', 'both'] as const;

export function ProposeJointContactForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="propose-joint-contact"
      view={view}
      fields={{
        with: choice(
          'jointWith',
          choicesOf(WITH, (who) => t(`codes.jointly.${who}`)),
        ),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'propose-joint-contact', ...answers })}
    />
  );
}
