import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { LATENESS_REASONS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { oneOf, picked } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { openMeetings, useMeetingChoices } from './use-meeting-choices.js';

const schema = z.object({ meetingId: picked('meeting'), reason: oneOf(LATENESS_REASONS, 'cancelReason') });

export function CancelMeetingForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const choices = useMeetingChoices(openMeetings(view));
  const form = useCheckedForm(schema, {
    meetingId: target ?? openMeetings(view).at(-1)?.id ?? '',
    reason: '',
  });
  const { control } = form;
  return (
    <CommandFrame
      type="cancel-meeting"
      view={view}
      form={form}
      body={(values) => ({ type: 'cancel-meeting', ...values })}
    >
      <FormField control={control} name="meetingId" field="meeting">
        {(props) => <Radios {...props} choices={choices} />}
      </FormField>
      <FormField control={control} name="reason" field="cancelReason">
        {(props) => (
          <Radios {...props} choices={choicesOf(LATENESS_REASONS, (v) => t(`codes.latenessReason.${v}`))} />
        )}
      </FormField>
    </CommandFrame>
  );
}
