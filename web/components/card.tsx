import { useId, type ReactElement, type ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  /** Who can see this part, in a line under it. */
  readonly visibleTo?: string;
}

/** One part of a page, with its heading. */
export function Card({ title, children, foot, visibleTo }: CardProps): ReactElement {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {foot === undefined ? null : <div className="card-foot">{foot}</div>}
      {visibleTo === undefined ? null : <p className="card-foot quiet small">{visibleTo}</p>}
    </section>
  );
}
