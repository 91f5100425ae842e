import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';

/** Student welfare that is arranged with or after a removal or an exclusion (POL 36 §). */
export function PlanSupportForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="plan-support"
      view={view}
      fields={{
        what: text('supportWhat', t('reader.members')),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'plan-support', ...answers })}
    />
  );
}
