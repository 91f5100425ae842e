import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WITHOUT_CONSENT_GROUNDS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, text, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { actOf, useActFields, useLaterFields, useUsualFields } from './outside-act-fields.js';

const JOINTLY = ['learner', 'guardian', 'both', 'no-consent-ground'] as const;

export function ContactSocialServicesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const grounds = choicesOf(WITHOUT_CONSENT_GROUNDS, (ground) => t(`codes.withoutConsentGround.${ground}`));
  const { reason, ...first } = useActFields(view, 'contactReason');
  const { siblings, household, interpreter } = useUsualFields();
  const jointly = choicesOf(JOINTLY, (with_) => t(`codes.jointly.${with_}`));
  return (
    <DescribedForm
      type="contact-social-services"
      view={view}
      fields={{
        ...first,
        jointly: choice('jointly', jointly),
        // A contact never waits: also this may be left without an answer.
        withoutConsentGround: maybe(choice('withoutConsentGround', grounds)),
        reason,
        hopedSupport: maybe(text('hopedSupport', t('reader.outside'))),
        ...{ siblings, household, interpreter },
        ...useLaterFields(view),
        specialSupport: maybe(yesNo('specialSupport', (answer) => t(answer))),
      }}
      shown={{ withoutConsentGround: ({ jointly: made }) => made === 'no-consent-ground' }}
      body={({ jointly: made, withoutConsentGround: ground, hopedSupport, ...answers }) => ({
        type: 'contact-social-services',
        ...actOf(answers),
        jointly: made,
        ...(ground === undefined ? {} : { withoutConsentGround: ground }),
        ...(hopedSupport === undefined ? {} : { hopedSupport }),
      })}
    />
  );
}
