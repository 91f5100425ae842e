import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Notice } from '../../components/notice.js';
import { PersonPicker } from '../../components/person-picker.js';
import { TextLink } from '../../components/text-link.js';
import { picked } from '../../forms/checks.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { learnersQuery, openCasesQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { useDraft, type DraftLearner } from './draft.js';
import { QuestionPage } from './question-page.js';

const schema = z.object({ learnerId: picked('learner') });

function OpenCases({ learnerId }: { learnerId: string }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { data = [] } = useQuery(openCasesQuery(learnerId));
  if (learnerId === '' || data.length === 0) return null;
  return (
    <Notice tone="warn" live title={t('start.learner.openCases')}>
      <p>{t('start.learner.openCasesHint')}</p>
      <ul className="bullets">
        {data.map((one) => (
          <li key={one.id}>
            <TextLink to="/asiat/$ref" params={{ ref: one.ref }}>
              {t('caseTitle', { ref: one.ref })}
            </TextLink>
            {`, ${t(`codes.stage.${one.stage}`)}, ${format.date(format.dayOf(one.openedAt))}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** 1: whom it concerns. */
export function LearnerPage(): ReactElement {
  const { t } = useTranslation();
  const { draft } = useDraft();
  const form = useCheckedForm(schema, { learnerId: draft.learner?.id ?? '' });
  const [chosen, setChosen] = useState<DraftLearner | undefined>(draft.learner);
  const [words, setWords] = useState(draft.learner?.name ?? '');
  const asked = useDeferredValue(words.trim());
  const search = asked.length >= 2 && asked !== chosen?.name;
  const { data = [] } = useQuery({ ...learnersQuery(asked), enabled: search });
  const people = (search ? data : chosen ? [chosen] : []).map((learner) => ({
    id: learner.id,
    name: learner.name,
    detail: [learner.class, learner.schoolName].filter(Boolean).join(' · '),
  }));
  const learnerId = useWatch({ control: form.control, name: 'learnerId' });
  function choose(id: string, onChange: (id: string) => void): void {
    const learner = data.find((one) => one.id === id) ?? (chosen?.id === id ? chosen : undefined);
    setChosen(learner);
    if (learner) setWords(learner.name);
    onChange(learner?.id ?? '');
  }
  function type(typed: string, onChange: (id: string) => void): void {
    setWords(typed);
    if (chosen && typed !== chosen.name) choose('', onChange);
  }
  return (
    <QuestionPage
      step="oppija"
      title={t('start.learner.title')}
      form={form}
      save={() => (chosen ? { learner: chosen } : {})}
    >
      <FormField control={form.control} name="learnerId" field="learner">
        {(props) => (
          <PersonPicker
            {...props}
            people={people}
            onChange={(id) => choose(id, props.onChange)}
            search={{ words, onChange: (typed) => type(typed, props.onChange) }}
          />
        )}
      </FormField>
      <OpenCases learnerId={learnerId} />
    </QuestionPage>
  );
}
