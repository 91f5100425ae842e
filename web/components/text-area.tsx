import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { describedBy, Field, type FieldProps } from './field.js';
import { Icon } from './icon.js';

interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Who will read this: said beside every free text. */
  readonly reader: string;
  readonly max: number;
}

/** Free text, with who will read it and how much room there is. */
export function TextArea({ value, onChange, reader, max, ...field }: TextAreaProps): ReactElement {
  const { t } = useTranslation();
  const [readerId, counterId] = [`${field.id}-reader`, `${field.id}-counter`];
  const nearFull = value.length > max * 0.8;
  return (
    <Field {...field}>
      <span className="field-reader" id={readerId}>
        <Icon name="eye" />
        <span>{reader}</span>
      </span>
      <textarea
        className="input"
        id={field.id}
        rows={5}
        value={value}
        aria-invalid={field.error !== undefined}
        aria-describedby={describedBy(field, `${readerId} ${counterId}`)}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className={`counter${value.length > max ? ' counter-over' : ''}`} id={counterId}>
        {t('counter', { used: value.length, max })}
      </span>
      <span className="vh" role="status">
        {nearFull ? t('counter', { used: value.length, max }) : ''}
      </span>
    </Field>
  );
}
