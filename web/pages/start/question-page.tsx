import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.js';
import { ErrorSummary } from '../../components/error-summary.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { fieldProblems } from '../../forms/form-problems.js';
import { firstOpenStep, QUESTIONS, STEPS, useDraft, type Draft, type Step } from './draft.js';

interface QuestionPageProps<I extends FieldValues, O> {
  readonly step: Step;
  readonly title: string;
  readonly form: UseFormReturn<I, unknown, O>;
  /** What the answers add to the draft. */
  readonly save: (values: O) => Draft;
  readonly children: ReactNode;
}

/** One page of the form: back, number, heading, questions, on. An answer that was changed leads back to the check. */
export function QuestionPage<I extends FieldValues, O>(props: QuestionPageProps<I, O>): ReactElement {
  const { step, title, form, save, children } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { draft, set } = useDraft();
  const [attempt, setAttempt] = useState(0);
  const n = STEPS.indexOf(step);
  const problems = fieldProblems(t, form.formState.errors);
  function next(values: O): void {
    const part = save(values);
    set(part);
    void navigate({ to: '/aloita/$kohta', params: { kohta: firstOpenStep({ ...draft, ...part }) } });
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void form
      .handleSubmit(next)(event)
      .finally(() => setAttempt((count) => count + 1));
  }
  return (
    <div className="form">
      <TextLink to="/aloita/$kohta" params={{ kohta: STEPS[n - 1] ?? 'ennen' }} className="back-link">
        {t('act.back')}
      </TextLink>
      <ErrorSummary problems={problems} attempt={attempt} />
      <PageHead
        title={title}
        caption={t('forms.shared.question', { n, total: QUESTIONS })}
        hasErrors={problems.length > 0}
      />
      <form noValidate onSubmit={onSubmit}>
        <div className="form-fields">{children}</div>
        <div className="btn-row">
          <Button type="submit">{t('act.continue')}</Button>
        </div>
      </form>
    </div>
  );
}
