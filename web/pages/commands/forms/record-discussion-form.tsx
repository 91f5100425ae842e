import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { DISCUSSION_OUTCOMES } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { dayUpTo, oneOf } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { useFormat } from '../../../language/use-format.js';
import { CommandFrame } from '../command-frame.js';
import { DayField } from './day-field.js';

function schemaOf(today: string) {
  return z.object({
    outcome: oneOf(DISCUSSION_OUTCOMES, 'outcome'),
    happenedOn: dayUpTo(today, 'happenedOn'),
  });
}

export function RecordDiscussionForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const offer = view.offers?.findLast((one) => one.outcome === null);
  const day = offer && offer.on < view.today ? offer.on : view.today;
  const form = useCheckedForm(schemaOf(view.today), { outcome: '', happenedOn: day });
  const { control } = form;
  return (
    <CommandFrame
      type="record-discussion"
      view={view}
      form={form}
      body={(values) => ({ type: 'record-discussion', ...values })}
    >
      {offer ? (
        <p>{t('forms.shared.offered', { date: format.date(offer.on), time: format.time(offer.minute) })}</p>
      ) : null}
      <FormField control={control} name="outcome" field="outcome">
        {(props) => (
          <Radios
            {...props}
            choices={choicesOf(DISCUSSION_OUTCOMES, (v) => t(`codes.discussionOutcome.${v}`))}
          />
        )}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
    </CommandFrame>
  );
}
