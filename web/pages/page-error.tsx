import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.js';
import { LinkButton } from '../components/link-button.js';
import { PageHead } from '../components/page-head.js';
import { ConnectionLost, statusOf } from '../http/problem.js';
import { problemText } from '../language/problem-text.js';

function CaseNotFound(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('pages.notFound.title')} />
      <p>{t('pages.notFound.caseBody')}</p>
      <div className="btn-row">
        <LinkButton to="/tehtavat">{t('pages.notFound.home')}</LinkButton>
      </div>
    </>
  );
}

/** A page that could not be drawn: why, and a way on. */
export function PageError({ error, reset }: ErrorComponentProps): ReactElement {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const status = statusOf(error);
  if (status === 404 || status === 410) return <CaseNotFound />;
  async function retry(): Promise<void> {
    queries.reset();
    reset();
    await router.invalidate();
  }
  return (
    <>
      <PageHead title={t('pages.error.title')} />
      <div className="prose">
        <p>{error instanceof ConnectionLost ? t('problem.read') : problemText(t, error)}</p>
        <p>{t('pages.error.body')}</p>
      </div>
      <div className="btn-row">
        <Button onClick={() => void retry()}>{t('act.retry')}</Button>
      </div>
    </>
  );
}
