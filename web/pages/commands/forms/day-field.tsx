import type { ReactElement } from 'react';
import type { Control, FieldPathByValue, FieldValues } from 'react-hook-form';
import { DateInput } from '../../../components/date-input.js';
import type { FieldKey } from '../../../forms/checks.js';
import { asText, FormField } from '../../../forms/form-field.js';

interface DayFieldProps<I extends FieldValues, O> {
  readonly control: Control<I, unknown, O>;
  readonly name: FieldPathByValue<I, string>;
  readonly field: FieldKey;
  readonly optional?: boolean;
}

/** A question whose answer is a day. */
export function DayField<I extends FieldValues, O>({
  control,
  name,
  field,
  optional,
}: DayFieldProps<I, O>): ReactElement {
  return (
    <FormField control={control} name={name} field={field} {...(optional === undefined ? {} : { optional })}>
      {(props) => <DateInput {...asText(props)} />}
    </FormField>
  );
}
