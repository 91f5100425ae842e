import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WELFARE_PROFESSIONALS } from '../../../../domain/people.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { meQuery } from '../../../http/queries.js';

const OUTCOMES = ['agreed', 'no-agreement', 'learner-decides'] as const;

/** That the learner decides alone is for a social- or health-care professional to say (OHL 18 §). */
export function SettleConflictForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const mayAssess = me?.roles.some(({ role }) => WELFARE_PROFESSIONALS.has(role)) ?? false;
  const outcomes = OUTCOMES.map((value) => {
    const disabled = value === 'learner-decides' && !mayAssess;
    const label = t(`codes.conflictOutcome.${value}`);
    return { value, label, ...(disabled ? { disabled, hint: t('refusals.assessor-not-entitled') } : {}) };
  });
  return (
    <DescribedForm
      type="settle-conflict"
      view={view}
      fields={{
        outcome: choice('conflictOutcome', outcomes),
        happenedOn: pastDay('happenedOn', view.today),
        note: maybe(text('note', t('reader.responsible'))),
      }}
      body={(answers) => ({ type: 'settle-conflict', ...answers })}
    />
  );
}
