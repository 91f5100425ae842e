import type { ReactElement, ReactNode } from 'react';
import { MAIN_ID, SkipLink } from './skip-link.js';

interface ShellProps {
  readonly brand: ReactNode;
  readonly navigation?: ReactNode;
  readonly tools: ReactNode;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: skip link, header, main part, footer. */
export function Shell({ brand, navigation, tools, footer, children }: ShellProps): ReactElement {
  return (
    <div className="page">
      <SkipLink />
      <header className="top">
        <div className="wrap top-row">
          {brand}
          {navigation}
          <div className="top-tools">{tools}</div>
        </div>
      </header>
      <main className="page-main" id={MAIN_ID} tabIndex={-1}>
        <div className="wrap">{children}</div>
      </main>
      <footer className="foot">
        <div className="wrap">{footer}</div>
      </footer>
    </div>
  );
}
