import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { takeNavigation } from './navigation-focus.js';

interface PageHeadProps {
  readonly title: string;
  /** Words of the browser tab when they differ from the heading. Never a person's name. */
  readonly tabTitle?: string;
  readonly caption?: string;
  readonly lead?: ReactNode;
  /** The form on the page has errors: the tab says so. */
  readonly hasErrors?: boolean;
  readonly children?: ReactNode;
}

/** Heading of a page. After a change of page the focus moves here, so that a screen reader tells where one is. */
export function PageHead(props: PageHeadProps): ReactElement {
  const { title, tabTitle, caption, lead, hasErrors = false, children } = props;
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeNavigation()) heading.current?.focus();
  }, [title]);
  return (
    <div className="page-head">
      <title>{t(hasErrors ? 'titleWithError' : 'title', { page: tabTitle ?? title })}</title>
      {caption === undefined ? null : <p className="caption">{caption}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}
