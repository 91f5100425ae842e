import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVICES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** What else was tried is asked first: a change of place often is not what helps. */
export function ChangeServiceForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="change-service"
      view={view}
      fields={{
        tried: text('tried', t('reader.members')),
        to: choice(
          'toService',
          choicesOf(SERVICES, (service) => t(`codes.service.${service}`)),
        ),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'change-service', ...answers })}
    />
  );
}
