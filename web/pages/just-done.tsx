import { useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.js';

/** What was just carried out, said once on the page one comes back to. */
export function JustDone(): ReactElement | null {
  const { t } = useTranslation();
  const done = useRouterState({ select: (state) => state.location.state.done });
  return done === undefined ? null : (
    <div className="just-done">
      <Notice tone="ok" live title={t(`forms.${done}.done`)} />
    </div>
  );
}
