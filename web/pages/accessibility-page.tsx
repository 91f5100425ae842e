import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.js';

export function AccessibilityPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('pages.accessibility.title')} />
      <div className="prose">
        <p>{t('pages.accessibility.p1')}</p>
        <p>{t('pages.accessibility.p2')}</p>
        <h2>{t('pages.accessibility.feedbackTitle')}</h2>
        <p>{t('pages.accessibility.feedback')}</p>
      </div>
    </>
  );
}
