import type { ReactElement } from 'react';
import type { Control, FieldPathByValue, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Side } from '../../../../domain/people.js';
import { Radios } from '../../../components/radios.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { asText, FormField } from '../../../forms/form-field.js';

interface SideFieldProps<I extends FieldValues, O> {
  readonly control: Control<I, unknown, O>;
  readonly name: FieldPathByValue<I, string>;
  readonly sides: readonly Side[];
}

/** Which employer's side: asked only when there is a choice. */
export function SideField<I extends FieldValues, O>({
  control,
  name,
  sides,
}: SideFieldProps<I, O>): ReactElement | null {
  const { t } = useTranslation();
  if (sides.length < 2) return null;
  return (
    <FormField control={control} name={name} field="side">
      {(props) => <Radios {...asText(props)} choices={choicesOf(sides, (v) => t(`codes.side.${v}`))} />}
    </FormField>
  );
}
