import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { OUTSIDE_CHANNELS, TOLD_OF_REPORT } from '../../../../domain/commands.js';
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

function schemaOf(today: string) {
  return z.object({
    happenedOn: dayUpTo(today, 'actOn'),
    addressee: words('addressee', LINE_MAX),
    channel: oneOf(OUTSIDE_CHANNELS, 'channel'),
    reason: words('reportReason'),
    told: oneOf(TOLD_OF_REPORT, 'toldOfReport'),
    ...detailsShape,
  });
}

/** Needs nobody's approval and no consent: nothing on this page asks for either (LSL 25 §). */
export function ReportChildWelfareForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schemaOf(view.today), {
    happenedOn: view.today,
    addressee: '',
    channel: '',
    reason: '',
    told: '',
    ...NO_DETAILS,
  });
  const { control } = form;
  return (
    <CommandFrame
      type="report-child-welfare"
      view={view}
      form={form}
      body={({ happenedOn, addressee, channel, reason, told, ...details }) => ({
        type: 'report-child-welfare',
        ...{ happenedOn, addressee, channel, reason, told },
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
      <FormField control={control} name="reason" field="reportReason">
        {(props) => <TextArea {...props} reader={t('reader.outside')} max={TEXT_MAX} />}
      </FormField>
      <FormField control={control} name="told" field="toldOfReport">
        {(props) => (
          <Radios {...props} choices={choicesOf(TOLD_OF_REPORT, (v) => t(`codes.toldOfReport.${v}`))} />
        )}
      </FormField>
      <h2>{t('forms.shared.detailsTitle')}</h2>
      <DetailFields control={control} />
    </CommandFrame>
  );
}
