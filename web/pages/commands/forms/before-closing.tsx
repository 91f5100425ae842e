import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { CURRENT_CORE } from '../../../../domain/core-version.js';
import { outlivesClosing } from '../../../../domain/outlives-closing.js';
import { Notice } from '../../../components/notice.js';
import { isLive } from '../../case/case-acts-groups.js';

/** What the law still asks before a case may end, as far as the viewer sees it: told before anybody is refused. */
export function BeforeClosing({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const asked = (view.duties ?? []).filter(
    (duty) => isLive(duty) && duty.force === 'law' && !outlivesClosing(duty, CURRENT_CORE),
  );
  const names = [...new Set(asked.map(({ kind }) => t(`codes.duty.${kind}`)))];
  if (names.length === 0) return null;
  return (
    <Notice tone="warn" title={t('forms.close-case.first')}>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Notice>
  );
}
