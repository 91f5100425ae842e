import i18next from 'i18next';
import type { ReactElement } from 'react';
import {
  Controller,
  type Control,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../components/field.js';
import type { fi } from '../translations/fi.js';
import type { ErrorKey, FieldKey } from './checks.js';

type Fields = (typeof fi)['fields'];
type Hinted = { [K in FieldKey]: Fields[K] extends { hint: string } ? K : never }[FieldKey];

function isHinted(field: FieldKey): field is Hinted {
  return i18next.exists(`fields.${field}.hint`);
}

/** Id of the control of an answer. */
export function fieldId(name: string): string {
  return `kohta-${name.replaceAll('.', '-')}`;
}

/** Every message of the checks is a key of the translations. */
export function asErrorKey(message: string | undefined): ErrorKey {
  return (message ?? 'fieldError.other') as ErrorKey;
}

interface FormFieldProps<I extends FieldValues, N extends FieldPath<I>, O> {
  readonly control: Control<I, unknown, O>;
  readonly name: N;
  readonly field: FieldKey;
  readonly optional?: boolean;
  readonly hint?: string;
  readonly children: (
    props: FieldProps & { value: FieldPathValue<I, N>; onChange: (value: FieldPathValue<I, N>) => void },
  ) => ReactElement;
}

/** Binds one question of the form to a control of the kit: label, hint and error come from the translations. */
export function FormField<I extends FieldValues, N extends FieldPath<I>, O>(
  props: FormFieldProps<I, N, O>,
): ReactElement {
  const { control, name, field, optional, hint, children } = props;
  const { t } = useTranslation();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange }, fieldState: { error } }) =>
        children({
          id: fieldId(name),
          label: t(`fields.${field}.label`),
          hint: hint ?? (isHinted(field) ? t(`fields.${field}.hint`) : undefined),
          error: error ? t(asErrorKey(error.message)) : undefined,
          optional,
          value,
          onChange,
        })
      }
    />
  );
}

interface Textual {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** For parts that serve any form: the path was taken as one of a string, which TypeScript cannot follow. */
export function asText<P extends object>(props: P): Omit<P, keyof Textual> & Textual {
  return props as P & Textual;
}
