import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown while a page fetches what it needs. */
export function PagePending(): ReactElement {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
