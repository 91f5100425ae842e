import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { actOf, useActFields, useLaterFields } from './outside-act-fields.js';

const JOINTLY = ['learner', 'guardian', 'both', 'no-consent-ground'] as const;

export function ContactSocialServicesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { reason, ...first } = useActFields(view, 'contactReason');
  const jointly = choicesOf(JOINTLY, (with_) => t(`codes.jointly.${with_}`));
  return (
    <DescribedForm
      type="contact-social-services"
      view={view}
      fields={{
        ...first,
        jointly: choice('jointly', jointly),
        reason,
        ...useLaterFields(view),
        specialSupport: maybe(yesNo('specialSupport', (answer) => t(answer))),
      }}
      body={({ jointly: together, ...answers }) => ({
        type: 'contact-social-services',
        ...actOf(answers),
        jointly: together,
      })}
    />
  );
}
