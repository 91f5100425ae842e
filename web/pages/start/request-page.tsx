import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { REQUEST_SOURCES } from '../../../domain/commands.js';
import { DateInput } from '../../components/date-input.js';
import { Notice } from '../../components/notice.js';
import { Radios } from '../../components/radios.js';
import { dayUpTo, oneOf } from '../../forms/checks.js';
import { choicesOf } from '../../forms/enum-choices.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { meQuery } from '../../http/queries.js';
import { DeadlinePreview } from './deadline-preview.js';
import { useDraft } from './draft.js';
import { QuestionPage } from './question-page.js';

const YES_NO = ['no', 'yes'] as const;

function schemaOf(today: string) {
  return z.object({
    source: oneOf(REQUEST_SOURCES, 'source'),
    requestedOn: dayUpTo(today, 'requestedOn'),
    urgent: oneOf(YES_NO, 'urgent'),
  });
}

/** 2: who asked and when, and the day the law gives for it. */
export function RequestPage(): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const today = me?.today ?? '';
  const { learner, request } = useDraft().draft;
  const form = useCheckedForm(schemaOf(today), {
    source: request?.source ?? '',
    requestedOn: request?.requestedOn ?? today,
    urgent: request === undefined ? '' : request.urgent ? 'yes' : 'no',
  });
  const { control } = form;
  const [source, requestedOn, urgent] = useWatch({ control, name: ['source', 'requestedOn', 'urgent'] });
  return (
    <QuestionPage
      step="pyynto"
      title={t('start.request.title')}
      form={form}
      save={(values) => ({ request: { ...values, urgent: values.urgent === 'yes' } })}
    >
      <FormField control={control} name="source" field="source">
        {(props) => (
          <Radios {...props} choices={choicesOf(REQUEST_SOURCES, (v) => t(`codes.requestSource.${v}`))} />
        )}
      </FormField>
      {source === 'learner' ? <Notice live title={t('start.request.secret')} /> : null}
      <FormField control={control} name="requestedOn" field="requestedOn">
        {(props) => <DateInput {...props} />}
      </FormField>
      <FormField control={control} name="urgent" field="urgent">
        {(props) => <Radios {...props} choices={choicesOf(YES_NO, (v) => t(v))} />}
      </FormField>
      {learner ? (
        <DeadlinePreview
          school={learner.schoolId}
          from={requestedOn}
          urgent={urgent === 'yes'}
          today={today}
        />
      ) : null}
    </QuestionPage>
  );
}
