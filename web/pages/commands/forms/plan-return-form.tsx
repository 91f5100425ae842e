import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { comingDay, person, rows, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { initialOf } from '../../../forms/described-values.js';
import { usePartyStaff } from '../use-case-people.js';
import { sideOf } from './side-of.js';

/** The way back to school in steps: each has its day and somebody who sees to it. */
export function PlanReturnForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const staff = usePartyStaff(view);
  const step = {
    what: text('stepWhat', t('reader.members')),
    on: comingDay('stepOn', view.today),
    ownerId: person('stepOwner', staff),
  };
  const steps = rows('returnSteps', step, {
    title: (n) => t('plans.stepN', { n }),
    add: t('plans.addStep'),
  });
  return (
    <DescribedForm
      type="plan-return"
      view={view}
      fields={{ steps: { ...steps, initial: [initialOf(step)] } }}
      body={(answers) => ({
        type: 'plan-return',
        steps: answers.steps.map((one) => ({ ...one, side: sideOf(view, staff, one.ownerId) })),
      })}
    />
  );
}
