import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CommandAnswerBody } from '../../../api/contracts/answers.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../../api/contracts/commands.js';
import { Button } from '../../components/button.js';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import type { CaseCommandType } from '../../forms/command-form.js';
import { fieldProblems, placeServerErrors } from '../../forms/form-problems.js';
import { Refused } from '../../http/problem.js';
import { useSendCommand } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { commandLead } from './command-lead.js';
import { CommandPending } from './command-pending.js';

interface CommandFrameProps<I extends FieldValues, O> {
  readonly type: CaseCommandType;
  readonly view: CaseAnswer;
  readonly form: UseFormReturn<I, unknown, O>;
  /** What is sent, made from checked answers. */
  readonly body: (values: O) => CaseCommandInput;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

/** After the act: back to the case, which says what was done; to one's own tasks when the case is no longer seen. */
export function useAfterCommand(type: CaseCommandType) {
  const navigate = useNavigate();
  return (answer: CommandAnswerBody): void => {
    const state = { done: type };
    if (answer.case === undefined) void navigate({ to: '/tehtavat', state });
    else void navigate({ to: '/asiat/$ref', params: { ref: answer.ref }, state });
  };
}

function useProblems<I extends FieldValues, O>(
  form: UseFormReturn<I, unknown, O>,
  error: unknown,
): FieldProblem[] {
  const { t } = useTranslation();
  const ofFields = fieldProblems(t, form.formState.errors);
  if (error === null || ofFields.length > 0) return ofFields;
  const source = error instanceof Refused ? error.problem.source : undefined;
  const text = problemText(t, error);
  return [{ text: source === undefined ? text : `${text} ${t('problem.basis', { source })}` }];
}

/** The page of one command: what it is, its questions, what is to be put right, and the button that does it. */
export function CommandFrame<I extends FieldValues, O>(props: CommandFrameProps<I, O>): ReactElement {
  const { type, view, form, body, danger = false, children } = props;
  const { t } = useTranslation();
  const [attempt, setAttempt] = useState(0);
  const sending = useSendCommand<CaseCommandInput>(`/cases/${view.id}/commands`);
  const after = useAfterCommand(type);
  const problems = useProblems(form, sending.error);

  async function submit(values: O): Promise<void> {
    try {
      const outcome = await sending.mutateAsync(body(values));
      if (outcome.kind === 'done') after(outcome.answer);
    } catch (error) {
      placeServerErrors(error, Object.keys(form.getValues()), form.setError);
    }
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (sending.isPending) return;
    sending.reset();
    void form
      .handleSubmit(submit)(event)
      .finally(() => setAttempt((count) => count + 1));
  }

  if (sending.data?.kind === 'pending')
    return <CommandPending commandKey={sending.data.key} type={type} view={view} />;
  const lead = commandLead(t, type);
  return (
    <div className="form">
      <TextLink to="/asiat/$ref" params={{ ref: view.ref }} className="back-link">
        {t('act.back')}
      </TextLink>
      <ErrorSummary
        problems={problems}
        attempt={attempt}
        {...(sending.isError && Object.keys(form.formState.errors).length === 0
          ? { title: t('notSaved') }
          : {})}
      />
      <PageHead
        title={t(`forms.${type}.title`)}
        caption={t('caseTitle', { ref: view.ref })}
        hasErrors={problems.length > 0}
        {...(lead === undefined ? {} : { lead })}
      />
      <form noValidate onSubmit={onSubmit}>
        <div className="form-fields">{children}</div>
        <div className="btn-row">
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={sending.isPending}>
            {sending.isPending ? t('sending') : t(`forms.${type}.submit`)}
          </Button>
          <TextLink to="/asiat/$ref" params={{ ref: view.ref }}>
            {t('act.cancel')}
          </TextLink>
        </div>
      </form>
    </div>
  );
}
