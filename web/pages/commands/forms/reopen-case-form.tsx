import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { TextArea } from '../../../components/text-area.js';
import { TEXT_MAX, words } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';

const schema = z.object({ reason: words('reopenReason') });

export function ReopenCaseForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schema, { reason: '' });
  return (
    <CommandFrame
      type="reopen-case"
      view={view}
      form={form}
      body={(values) => ({ type: 'reopen-case', ...values })}
    >
      <FormField control={form.control} name="reason" field="reopenReason">
        {(props) => <TextArea {...props} reader={t('reader.responsible')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
