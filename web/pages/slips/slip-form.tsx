import type { UseMutationResult } from '@tanstack/react-query';
import i18next, { type TFunction } from 'i18next';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { SlipRefusalCode } from '../../../domain/slips/slip.js';
import { Button } from '../../components/button.js';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.js';
import { fieldProblems, placeServerErrors } from '../../forms/form-problems.js';
import { Refused } from '../../http/problem.js';
import type { SlipOutcome } from '../../http/slips.js';
import { problemText } from '../../language/problem-text.js';

function isSlipRefusal(code: string): code is SlipRefusalCode {
  return i18next.exists(`slips.refusals.${code}`);
}

function wordsOf(t: TFunction, error: unknown): string {
  const code = error instanceof Refused ? error.problem.code : '';
  return isSlipRefusal(code) ? t(`slips.refusals.${code}`) : problemText(t, error);
}

interface SlipFormProps<I extends FieldValues, O, B, T> {
  readonly form: UseFormReturn<I, unknown, O>;
  readonly sending: UseMutationResult<SlipOutcome<T>, Error, B>;
  /** What is sent, made from checked answers. */
  readonly body: (values: O) => B;
  readonly after: (outcome: SlipOutcome<T>) => void;
  readonly submit: string;
  /** Says in the page's title that there is something to put right. */
  readonly renderHead: (hasErrors: boolean) => ReactNode;
  readonly children: ReactNode;
}

/** The form of one act on a slip: what is to be put right on top, then the heading, the questions, the button. */
export function SlipForm<I extends FieldValues, O, B, T>(props: SlipFormProps<I, O, B, T>): ReactElement {
  const { form, sending, body, after, submit, renderHead, children } = props;
  const { t } = useTranslation();
  const [attempt, setAttempt] = useState(0);
  const ofFields = fieldProblems(t, form.formState.errors);
  const problems: FieldProblem[] =
    sending.error !== null && ofFields.length === 0 ? [{ text: wordsOf(t, sending.error) }] : ofFields;

  async function send(values: O): Promise<void> {
    try {
      after(await sending.mutateAsync(body(values)));
    } catch (error) {
      placeServerErrors(error, Object.keys(form.getValues()), form.setError);
    }
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (sending.isPending) return;
    sending.reset();
    void form
      .handleSubmit(send)(event)
      .finally(() => setAttempt((count) => count + 1));
  }

  return (
    <>
      <ErrorSummary
        problems={problems}
        attempt={attempt}
        {...(ofFields.length === 0 ? { title: t('notSaved') } : {})}
      />
      {renderHead(problems.length > 0)}
      <form noValidate onSubmit={onSubmit}>
        <div className="form-fields">{children}</div>
        <div className="btn-row">
          <Button type="submit" busy={sending.isPending}>
            {sending.isPending ? t('sending') : submit}
          </Button>
        </div>
      </form>
    </>
  );
}
