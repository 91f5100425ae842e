import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { CLOSING_REASONS, TOLD_PARTIES } from '../../../../domain/commands.js';
import { Checkboxes } from '../../../components/checkboxes.js';
import { Radios } from '../../../components/radios.js';
import { dayUpTo, oneOf } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { ActionsAtClosing } from './actions-at-closing.js';
import { BeforeClosing } from './before-closing.js';
import { DayField } from './day-field.js';
import { MeetingEnds } from './meeting-ends.js';

function schemaOf(today: string) {
  return z.object({
    reason: oneOf(CLOSING_REASONS, 'closingReason'),
    told: z.array(z.enum(TOLD_PARTIES)),
    happenedOn: dayUpTo(today, 'happenedOn'),
  });
}

export function CloseCaseForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schemaOf(view.today), { reason: '', told: [], happenedOn: view.today });
  const { control } = form;
  return (
    <CommandFrame
      type="close-case"
      view={view}
      form={form}
      body={(values) => ({ type: 'close-case', ...values })}
    >
      <BeforeClosing view={view} />
      <MeetingEnds view={view} />
      <ActionsAtClosing view={view} />
      <FormField control={control} name="reason" field="closingReason">
        {(props) => (
          <Radios {...props} choices={choicesOf(CLOSING_REASONS, (v) => t(`codes.closingReason.${v}`))} />
        )}
      </FormField>
      <FormField control={control} name="told" field="closingTold" optional>
        {(props) => <Checkboxes {...props} choices={choicesOf(TOLD_PARTIES, (v) => t(`codes.told.${v}`))} />}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
    </CommandFrame>
  );
}
