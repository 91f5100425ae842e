import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What every control of a form is told. `id` is the id of the control itself. */
export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
}

/** Ids by which a control names its hint and its error. */
export function describedBy({ id, hint, error }: FieldProps, more = ''): string | undefined {
  const ids = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`, more];
  return ids.filter((one) => one !== '').join(' ') || undefined;
}

/** The same for React Aria, which wants the attribute absent rather than undefined. */
export function described(field: FieldProps): { 'aria-describedby'?: string } {
  const ids = describedBy(field);
  return ids === undefined ? {} : { 'aria-describedby': ids };
}

/** The words of a label, and that the answer may be left out. */
export function LabelWords({
  label,
  optional = false,
}: Pick<FieldProps, 'label' | 'optional'>): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {label}
      {optional ? <span className="optional"> {t('optional')}</span> : null}
    </>
  );
}

/** Hint and error of a control, under its label. */
export function FieldNotes({ id, hint, error }: FieldProps): ReactElement {
  return (
    <>
      {hint === undefined ? null : (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </>
  );
}

/** Label, hint and error around one control. */
export function Field({ children, ...props }: FieldProps & { children: ReactNode }): ReactElement {
  return (
    <div className={`field${props.error === undefined ? '' : ' field-invalid'}`}>
      <label className="field-label" htmlFor={props.id}>
        <LabelWords {...props} />
      </label>
      <FieldNotes {...props} />
      {children}
    </div>
  );
}

/** The same around a group of controls that answer one question. */
export function FieldGroup({ children, ...props }: FieldProps & { children: ReactNode }): ReactElement {
  return (
    <fieldset
      className={`field${props.error === undefined ? '' : ' field-invalid'}`}
      id={props.id}
      aria-describedby={describedBy(props)}
    >
      <legend className="field-label">
        <LabelWords {...props} />
      </legend>
      <FieldNotes {...props} />
      {children}
    </fieldset>
  );
}
