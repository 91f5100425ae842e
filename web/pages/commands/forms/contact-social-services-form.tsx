import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { OUTSIDE_CHANNELS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { TextInput } from '../../../components/text-input.js';
import { dayUpTo, LINE_MAX, oneOf, TEXT_MAX, words } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { DayField } from './day-field.js';
import { DetailFields, detailsOf, detailsShape, NO_DETAILS } from './outside-details.js';

const JOINTLY = ['learner', 'guardian', 'both', 'no-consent-ground'] as const;

function schemaOf(today: string) {
  return z.object({
    happenedOn: dayUpTo(today, 'actOn'),
    addressee: words('addressee', LINE_MAX),
    channel: oneOf(OUTSIDE_CHANNELS, 'channel'),
    jointly: oneOf(JOINTLY, 'jointly'),
    reason: words('contactReason'),
    ...detailsShape,
  });
}

export function ContactSocialServicesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schemaOf(view.today), {
    happenedOn: view.today,
    addressee: '',
    channel: '',
    jointly: '',
    reason: '',
    ...NO_DETAILS,
  });
  const { control } = form;
  return (
    <CommandFrame
      type="contact-social-services"
      view={view}
      form={form}
      body={({ happenedOn, addressee, channel, jointly, reason, ...details }) => ({
        type: 'contact-social-services',
        ...{ happenedOn, addressee, channel, jointly, reason },
        details: detailsOf(details),
      })}
    >
      <DayField control={control} name="happenedOn" field="actOn" />
      <FormField control={control} name="addressee" field="addressee">
        {(props) => <TextInput {...props} />}
      </FormField>
      <FormField control={control} name="channel" field="channel">
        {(props) => (
          <Radios {...props} choices={choicesOf(OUTSIDE_CHANNELS, (v) => t(`codes.channel.${v}`))} />
        )}
      </FormField>
      <FormField control={control} name="jointly" field="jointly">
        {(props) => <Radios {...props} choices={choicesOf(JOINTLY, (v) => t(`codes.jointly.${v}`))} />}
      </FormField>
      <FormField control={control} name="reason" field="contactReason">
        {(props) => <TextArea {...props} reader={t('reader.outside')} max={TEXT_MAX} />}
      </FormField>
      <h2>{t('forms.shared.detailsTitle')}</h2>
      <DetailFields control={control} />
    </CommandFrame>
  );
}
