import { useEffect, useRef, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export interface FieldProblem {
  /** Id of the control to move to; absent when the problem is not about one control. */
  readonly fieldId?: string;
  readonly text: string;
}

function focusField(event: MouseEvent, fieldId: string): void {
  const field = document.getElementById(fieldId);
  if (!field) return;
  event.preventDefault();
  const control = field.matches('input, select, textarea, button')
    ? field
    : field.querySelector<HTMLElement>('input, select, textarea, [role="spinbutton"], button');
  (control ?? field).focus();
  (control ?? field).scrollIntoView({ block: 'center' });
}

interface ErrorSummaryProps {
  readonly problems: readonly FieldProblem[];
  /** Changes with each try, so that the focus moves here again. */
  readonly attempt: number;
  readonly title?: string;
}

/** What is to be put right, on top of the form; each line leads to its field. */
export function ErrorSummary({ problems, attempt, title }: ErrorSummaryProps): ReactElement | null {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const any = problems.length > 0;
  useEffect(() => {
    if (any) box.current?.focus();
  }, [any, attempt]);
  if (!any) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{title ?? t('errorSummary', { count: problems.length })}</h2>
      <ul>
        {problems.map(({ fieldId, text }) => (
          <li key={`${fieldId ?? ''} ${text}`}>
            {fieldId === undefined ? (
              text
            ) : (
              <a href={`#${fieldId}`} onClick={(event) => focusField(event, fieldId)}>
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
