import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Where one is: links to the pages above as list items, then this page. */
export function Breadcrumbs({ here, children }: { here: string; children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  return (
    <nav className="crumbs" aria-label={t('nav.crumbs')}>
      <ol>
        {children}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
