import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffRole } from '../../../../domain/people.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** Experts whom a group asks. Posts that lead or administer are not asked for advice on a learner. */
const EXPERTS = [
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'psych_nurse',
  'special_needs_teacher',
  'ece_special_teacher',
  'guidance_counsellor',
  'family_social_worker',
  'child_welfare_worker',
  'outreach_youth_worker',
  'other_expert',
] as const satisfies readonly StaffRole[];

export function AskAdviceForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="ask-advice"
      view={view}
      fields={{
        role: choice(
          'adviceRole',
          choicesOf(EXPERTS, (role) => t(`codes.role.${role}`)),
        ),
        told: text('adviceTold', t('reader.responsible')),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'ask-advice', ...answers })}
    />
  );
}
