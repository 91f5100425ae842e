import type { ReactElement, ReactNode } from 'react';

export interface SummaryRow {
  readonly key: string;
  readonly label: string;
  readonly value: ReactNode;
  /** A link that changes this answer. */
  readonly change?: ReactNode;
}

/** Answers, each under its question. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): ReactElement {
  return (
    <dl className="summary-list">
      {rows.map((row) => (
        <div className="summary-row" key={row.key}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {row.change === undefined ? null : <dd className="summary-change">{row.change}</dd>}
        </div>
      ))}
    </dl>
  );
}
