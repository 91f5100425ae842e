import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';

/** Stops for a moment: a child in danger is not helped by a form. */
export function BeforePage(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="form">
      <PageHead title={t('start.before.title')} />
      <div className="prose">
        <Notice tone="danger" title={t('start.before.danger')}>
          <p>
            <strong>{t('start.before.call')}</strong>
          </p>
          <p>{t('start.before.onCall')}</p>
        </Notice>
        <p>{t('start.before.report')}</p>
        <p>{t('start.before.what')}</p>
      </div>
      <div className="btn-row">
        <LinkButton to="/aloita/$kohta" params={{ kohta: 'oppija' }}>
          {t('start.before.go')}
        </LinkButton>
      </div>
    </div>
  );
}
