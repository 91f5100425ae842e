import { useId, type ReactElement, type ReactNode } from 'react';

interface NextStepCardProps {
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
  /** One button, and at most one link for the lawful alternative. */
  readonly acts?: ReactNode;
  readonly why?: { readonly label: string; readonly text: string };
}

/** The one dark block of the page: what to do now. */
export function NextStepCard({ label, title, children, acts, why }: NextStepCardProps): ReactElement {
  const id = useId();
  return (
    <section className="next" aria-labelledby={id}>
      <p className="next-label">{label}</p>
      <h2 id={id}>{title}</h2>
      {children}
      {acts === undefined ? null : <div className="btn-row">{acts}</div>}
      {why === undefined ? null : (
        <details>
          <summary>{why.label}</summary>
          <p>{why.text}</p>
        </details>
      )}
    </section>
  );
}
