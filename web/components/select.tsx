import type { ReactElement } from 'react';
import type { Choice } from './choice.js';
import { describedBy, Field, type FieldProps } from './field.js';

interface SelectProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
}

/** One of a list that is too long to show whole. */
export function Select({ value, onChange, choices, ...field }: SelectProps): ReactElement {
  return (
    <Field {...field}>
      <select
        className="input"
        id={field.id}
        value={value}
        aria-invalid={field.error !== undefined}
        aria-describedby={describedBy(field)}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
