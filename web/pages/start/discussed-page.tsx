import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Checkboxes } from '../../components/checkboxes.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { useDraft } from './draft.js';
import { QuestionPage } from './question-page.js';

const WITH = ['learner', 'guardian'] as const;
const schema = z.object({ discussedWith: z.array(z.enum(WITH)) });

/** 4: with whom it has been discussed. */
export function DiscussedPage(): ReactElement {
  const { t } = useTranslation();
  const { discussedWith = [] } = useDraft().draft;
  const form = useCheckedForm(schema, { discussedWith: [...discussedWith] });
  const choices = WITH.map((value) => ({ value, label: t(`start.discussed.${value}`) }));
  return (
    <QuestionPage step="keskusteltu" title={t('start.discussed.title')} form={form} save={(values) => values}>
      <FormField control={form.control} name="discussedWith" field="discussedWith" optional>
        {(props) => <Checkboxes {...props} choices={choices} />}
      </FormField>
    </QuestionPage>
  );
}
