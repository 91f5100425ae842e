import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ConnectionLost } from '../http/problem.js';
import { problemText } from '../language/problem-text.js';

/** A part of the page that could not be read: why, and a button to try again. */
export function ReadProblem({ error, retry }: { error: unknown; retry: () => unknown }): ReactElement {
  const { t } = useTranslation();
  return (
    <Notice
      tone="danger"
      live
      title={error instanceof ConnectionLost ? t('problem.read') : problemText(t, error)}
    >
      <Button kind="secondary" onClick={() => void retry()}>
        {t('act.retry')}
      </Button>
    </Notice>
  );
}
