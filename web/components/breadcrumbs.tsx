import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Where one is: links to the pages above, then this page. */
export function Breadcrumbs({ links, here }: { links: readonly ReactNode[]; here: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <nav className="crumbs" aria-label={t('nav.crumbs')}>
      <ol>
        {links.map((link, index) => (
          // The row never changes its order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>{link}</li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
