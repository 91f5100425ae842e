import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_CHANNELS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, choices, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useFamily, useFamilyChoices } from '../use-case-people.js';

export function AgreeContactWaysForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamilyChoices(useFamily(view));
  const channels = choicesOf(CONTACT_CHANNELS, (channel) => t(`codes.contactChannel.${channel}`));
  return (
    <DescribedForm
      type="agree-contact-ways"
      view={view}
      fields={{
        personId: choice('contactPerson', family, target),
        channels: choices('contactChannels', channels),
        never: maybe(choices('contactNever', channels)),
        happenedOn: pastDay('happenedOn', view.today),
        note: maybe(text('note', t('reader.responsible'))),
      }}
      body={(answers) => ({ type: 'agree-contact-ways', ...answers })}
    />
  );
}
