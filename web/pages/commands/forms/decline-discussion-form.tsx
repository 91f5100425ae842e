import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { DECLINE_REASONS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { dayUpTo, oneOf } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { DayField } from './day-field.js';

function schemaOf(today: string) {
  return z.object({
    reason: oneOf(DECLINE_REASONS, 'declineReason'),
    happenedOn: dayUpTo(today, 'happenedOn'),
  });
}

export function DeclineDiscussionForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schemaOf(view.today), { reason: '', happenedOn: view.today });
  const { control } = form;
  return (
    <CommandFrame
      type="decline-discussion"
      view={view}
      form={form}
      body={(values) => ({ type: 'decline-discussion', ...values })}
    >
      <FormField control={control} name="reason" field="declineReason">
        {(props) => (
          <Radios {...props} choices={choicesOf(DECLINE_REASONS, (v) => t(`codes.declineReason.${v}`))} />
        )}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
    </CommandFrame>
  );
}
