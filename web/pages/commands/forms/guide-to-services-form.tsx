import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVICES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay, text, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function GuideToServicesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const services = choicesOf(SERVICES, (service) => t(`codes.service.${service}`));
  return (
    <DescribedForm
      type="guide-to-services"
      view={view}
      fields={{
        service: choice('service', services),
        withConsent: yesNo('withConsent', (answer) => t(answer)),
        happenedOn: pastDay('happenedOn', view.today),
        note: maybe(text('note', t('reader.responsible'))),
      }}
      body={(answers) => ({ type: 'guide-to-services', ...answers })}
    />
  );
}
