import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PROHIBITION_SCOPES } from '../../../../domain/codes.js';
import { Notice } from '../../../components/notice.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useGuardians } from '../use-case-people.js';

/** Opened only for those who may assess it (OHL 18 § 2); says what it hides, and from whom. */
export function ProhibitGuardianForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const guardians = useGuardians(view).map(({ id, name }) => ({ value: id, label: name }));
  const scopes = choicesOf(PROHIBITION_SCOPES, (scope) => t(`codes.prohibitionScope.${scope}`));
  return (
    <DescribedForm
      type="prohibit-guardian"
      view={view}
      above={
        <Notice tone="warn" title={t('cautions.prohibition.title')}>
          <ul className="bullets">
            <li>{t('cautions.prohibition.hides')}</li>
            <li>{t('cautions.prohibition.now')}</li>
            <li>{t('cautions.prohibition.stays')}</li>
          </ul>
        </Notice>
      }
      fields={{
        guardianId: choice('prohibitedGuardian', guardians, target),
        scope: choice('prohibitionScope', scopes),
        grounds: text('prohibitionGrounds', t('reader.responsible')),
        happenedOn: pastDay('reviewedOn', view.today),
      }}
      body={(answers) => ({ type: 'prohibit-guardian', ...answers })}
    />
  );
}
