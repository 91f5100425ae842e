import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useFormat } from '../../../language/use-format.js';
import { nameOf } from '../use-case-people.js';
import { onlyOf } from './only-of.js';

/** Steps that are not taken yet. Who owns a step and sees no plans knows it by the promise alone. */
function useSteps(view: CaseAnswer): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  if (view.plans) {
    return view.plans.returnSteps
      .filter((step) => step.doneOn === null)
      .map((step) => ({
        value: step.id,
        label: step.what ?? t('plans.step'),
        hint: [format.date(step.on), nameOf(view, step.ownerId)].filter(Boolean).join(' · '),
      }));
  }
  return (view.duties ?? []).flatMap(({ about, dueOn, status }) =>
    about?.of === 'step' && (status === 'open' || status === 'late' || status === 'paused')
      ? [{ value: about.id, label: dueOn === null ? t('plans.step') : format.date(dueOn) }]
      : [],
  );
}

export function CompleteReturnStepForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const steps = useSteps(view);
  return (
    <DescribedForm
      type="complete-return-step"
      view={view}
      fields={{
        stepId: choice('returnStep', steps, onlyOf(steps, target)),
        happenedOn: pastDay('happenedOn', view.today),
        note: maybe(text('note', t('reader.members'))),
      }}
      body={(answers) => ({ type: 'complete-return-step', ...answers })}
    />
  );
}
