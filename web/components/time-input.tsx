import type { ReactElement } from 'react';
import { describedBy, Field, type FieldProps } from './field.js';

const FORMS = [/^(\d{1,2})$/, /^(\d{1,2})[.:](\d{2})$/, /^(\d{2})(\d{2})$/];

/** Minute of the day of `9`, `9.00`, `9:00` or `0900`; null when it is no time. */
export function minuteOf(text: string): number | null {
  const trimmed = text.trim();
  for (const form of FORMS) {
    const match = form.exec(trimmed);
    if (!match) continue;
    const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return null;
}

interface TimeInputProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day as people write it: the browser's own time field would follow its language, not the page's. */
export function TimeInput({ value, onChange, ...field }: TimeInputProps): ReactElement {
  return (
    <Field {...field}>
      <input
        className="input input-short"
        id={field.id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        aria-invalid={field.error !== undefined}
        aria-describedby={describedBy(field)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
