import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.js';

export function PrivacyPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('pages.privacy.title')} />
      <div className="prose">
        <p>{t('pages.privacy.p1')}</p>
        <p>{t('pages.privacy.p2')}</p>
        <p>{t('pages.privacy.p3')}</p>
        <h2>{t('pages.privacy.rightsTitle')}</h2>
        <p>{t('pages.privacy.rights')}</p>
      </div>
    </>
  );
}
