import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useFormat } from '../../../language/use-format.js';
import { onlyOf } from './only-of.js';

export function RecordAdviceForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = (view.advice ?? [])
    .filter((one) => one.answeredOn === null)
    .map((one) => ({
      value: one.id,
      label: t('forms.shared.adviceOption', {
        role: t(`codes.role.${one.role}`),
        date: format.date(one.askedOn),
      }),
    }));
  return (
    <DescribedForm
      type="record-advice"
      view={view}
      fields={{
        adviceId: choice('adviceAsked', asked, onlyOf(asked, target)),
        advice: maybe(text('adviceGiven', t('reader.responsible'))),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'record-advice', ...answers })}
    />
  );
}
