import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { TOPICS } from '../../../domain/commands.js';
import { Radios } from '../../components/radios.js';
import { TextArea } from '../../components/text-area.js';
import { maybeWords, oneOf, TEXT_MAX } from '../../forms/checks.js';
import { choicesOf } from '../../forms/enum-choices.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { useDraft } from './draft.js';
import { QuestionPage } from './question-page.js';

const schema = z.object({ topic: oneOf(TOPICS, 'topic'), description: maybeWords() });

/** 3: what it is about. */
export function TopicPage(): ReactElement {
  const { t } = useTranslation();
  const { topic } = useDraft().draft;
  const form = useCheckedForm(schema, { topic: topic?.topic ?? '', description: topic?.description ?? '' });
  const { control } = form;
  return (
    <QuestionPage
      step="aihe"
      title={t('start.topic.title')}
      form={form}
      save={(values) => ({ topic: values })}
    >
      <FormField control={control} name="topic" field="topic">
        {(props) => <Radios {...props} choices={choicesOf(TOPICS, (v) => t(`codes.topic.${v}`))} />}
      </FormField>
      <FormField control={control} name="description" field="description" optional>
        {(props) => <TextArea {...props} reader={t('reader.responsible')} max={TEXT_MAX} />}
      </FormField>
    </QuestionPage>
  );
}
