import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { REJECTED_TOPICS, VIOLENCE_TOPICS } from '../../../domain/codes.js';
import { TOPICS } from '../../../domain/commands.js';
import { Radios } from '../../components/radios.js';
import { SummaryList } from '../../components/summary-list.js';
import { TextArea } from '../../components/text-area.js';
import { maybeWords, oneOf, TEXT_MAX } from '../../forms/checks.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { useDraft } from './draft.js';
import { QuestionPage } from './question-page.js';

const schema = z.object({ topic: oneOf(TOPICS, 'topic'), description: maybeWords() });

/** Matters that are no case of student welfare: said before they are asked for, with who helps instead. */
function NotForGroup(): ReactElement {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('cautions.topic.title')}</summary>
      <p>{t('cautions.topic.ask')}</p>
      <SummaryList
        rows={REJECTED_TOPICS.map((topic) => ({
          key: topic,
          label: t(`codes.rejectedTopic.${topic}`),
          value: t(`codes.rejectedTopicAdvice.${topic}`),
        }))}
      />
    </details>
  );
}

/** 3: what it is about. */
export function TopicPage(): ReactElement {
  const { t } = useTranslation();
  const { topic } = useDraft().draft;
  const form = useCheckedForm(schema, { topic: topic?.topic ?? '', description: topic?.description ?? '' });
  const { control } = form;
  const topics = TOPICS.map((value) => {
    const violent = VIOLENCE_TOPICS.some((one) => one === value);
    return { value, label: t(`codes.topic.${value}`), ...(violent ? { hint: t('cautions.violence') } : {}) };
  });
  return (
    <QuestionPage
      step="aihe"
      title={t('start.topic.title')}
      form={form}
      save={(values) => ({ topic: values })}
    >
      <FormField control={control} name="topic" field="topic">
        {(props) => <Radios {...props} choices={topics} />}
      </FormField>
      <NotForGroup />
      <FormField control={control} name="description" field="description" optional>
        {(props) => <TextArea {...props} reader={t('reader.responsible')} max={TEXT_MAX} />}
      </FormField>
    </QuestionPage>
  );
}
