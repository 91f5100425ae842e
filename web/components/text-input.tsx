import type { ReactElement } from 'react';
import { describedBy, Field, type FieldProps } from './field.js';

interface TextInputProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly short?: boolean;
  readonly maxLength?: number;
}

/** One line of text. */
export function TextInput({
  value,
  onChange,
  short = false,
  maxLength,
  ...field
}: TextInputProps): ReactElement {
  return (
    <Field {...field}>
      <input
        className={`input${short ? ' input-short' : ''}`}
        id={field.id}
        type="text"
        autoComplete="off"
        value={value}
        maxLength={maxLength}
        aria-invalid={field.error !== undefined}
        aria-describedby={describedBy(field)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
