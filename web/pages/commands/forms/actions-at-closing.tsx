import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { Notice } from '../../../components/notice.js';
import { isLive } from '../../case/case-acts-groups.js';

/** What becomes of agreed actions that are not done when the case is closed. */
export function ActionsAtClosing({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const count = (view.duties ?? []).filter((duty) => duty.kind === 'action' && isLive(duty)).length;
  if (count === 0) return null;
  return (
    <Notice title={t('forms.close-case.actions', { n: count })}>
      <p>{t('forms.close-case.actionsAfter')}</p>
    </Notice>
  );
}
