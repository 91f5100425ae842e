import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { comingDay, person, rows, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { usePartyStaff } from '../use-case-people.js';
import { sideOf } from './side-of.js';

/** The way back to school in steps: each has its day and somebody who sees to it. */
export function PlanReturnForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const staff = usePartyStaff(view);
  return (
    <DescribedForm
      type="plan-return"
      view={view}
      fields={{
        steps: rows(
          'returnSteps',
          {
            what: text('stepWhat', t('reader.members')),
            on: comingDay('stepOn', view.today),
            ownerId: person('stepOwner', staff),
          },
          { title: (n) => t('plans.stepN', { n }), add: t('plans.addStep') },
        ),
      }}
      body={({ steps }) => ({
        type: 'plan-return',
        steps: steps.map((step) => ({ ...step, side: sideOf(view, staff, step.ownerId) })),
      })}
    />
  );
}
