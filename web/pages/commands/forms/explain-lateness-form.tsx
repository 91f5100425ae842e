import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { LATENESS_REASONS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, oneOf, picked, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { useFormat } from '../../../language/use-format.js';
import { CommandFrame } from '../command-frame.js';

const schema = z.object({
  dutyId: picked('duty'),
  reason: oneOf(LATENESS_REASONS, 'delayReason'),
  note: maybeWords(),
});

export function ExplainLatenessForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const late = (view.duties ?? []).filter((duty) => duty.late && duty.latenessReason === null);
  const form = useCheckedForm(schema, {
    dutyId: target ?? (late.length === 1 ? (late[0]?.id ?? '') : ''),
    reason: '',
    note: '',
  });
  const { control } = form;
  const duties = late.map((duty) => ({
    value: duty.id,
    label: t('forms.shared.dutyOption', {
      duty: t(`codes.duty.${duty.kind}`),
      date: format.date(duty.dueOn ?? duty.startedOn),
    }),
  }));
  return (
    <CommandFrame
      type="explain-lateness"
      view={view}
      form={form}
      body={({ note, ...rest }) => ({ type: 'explain-lateness', ...rest, ...given('note', note) })}
    >
      <FormField control={control} name="dutyId" field="duty">
        {(props) => <Radios {...props} choices={duties} />}
      </FormField>
      <FormField control={control} name="reason" field="delayReason">
        {(props) => (
          <Radios {...props} choices={choicesOf(LATENESS_REASONS, (v) => t(`codes.latenessReason.${v}`))} />
        )}
      </FormField>
      <FormField control={control} name="note" field="note" optional>
        {(props) => <TextArea {...props} reader={t('reader.log')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
