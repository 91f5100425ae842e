import type { ReactElement, ReactNode } from 'react';

interface NoticeProps {
  readonly tone?: 'info' | 'ok' | 'warn' | 'danger';
  readonly title?: string;
  /** Said aloud when it appears. */
  readonly live?: boolean;
  readonly children?: ReactNode;
}

/** A message on the page that stays until what it says is no longer true. */
export function Notice({ tone = 'info', title, live = false, children }: NoticeProps): ReactElement {
  return (
    <div
      className={`notice notice-${tone}`}
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
    >
      {title === undefined ? null : <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}
