import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../components/link-button.js';
import { PageHead } from '../components/page-head.js';

export function NotFoundPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('pages.notFound.title')} />
      <p>{t('pages.notFound.body')}</p>
      <div className="btn-row">
        <LinkButton to="/tehtavat">{t('pages.notFound.home')}</LinkButton>
      </div>
    </>
  );
}
