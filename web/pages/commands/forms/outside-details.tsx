import type { ReactElement } from 'react';
import type { Control, FieldPathByValue, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, TEXT_MAX } from '../../../forms/checks.js';
import { given } from '../../../forms/command-form.js';
import { asText, FormField } from '../../../forms/form-field.js';
import { DayField } from './day-field.js';

/** The parts of an outside act that may follow later (`OutsideDetails` of the core). */
export const detailsShape = {
  measuresTried: maybeWords(),
  homeCooperation: maybeWords(),
  acknowledgedOn: z.string(),
  followUpOn: z.string(),
};

export const NO_DETAILS = { measuresTried: '', homeCooperation: '', acknowledgedOn: '', followUpOn: '' };
export type Details = typeof NO_DETAILS;

/** Only what was answered. */
export function detailsOf(values: Details): Partial<Details> {
  return {
    ...given('measuresTried', values.measuresTried),
    ...given('homeCooperation', values.homeCooperation),
    ...given('acknowledgedOn', values.acknowledgedOn),
    ...given('followUpOn', values.followUpOn),
  };
}

interface DetailFieldsProps<I extends FieldValues & Details, O> {
  readonly control: Control<I, unknown, O>;
  /** Parts that are already there are not asked again. */
  readonly known?: Readonly<Partial<Record<keyof Details, boolean>>>;
}

function pathOf<I extends FieldValues & Details>(name: keyof Details): FieldPathByValue<I, string> {
  // Every form that has details has these names: `I extends Details`.
  return name as string as FieldPathByValue<I, string>;
}

export function DetailFields<I extends FieldValues & Details, O>(
  props: DetailFieldsProps<I, O>,
): ReactElement {
  const { control, known = {} } = props;
  const { t } = useTranslation();
  return (
    <>
      {known.measuresTried ? null : (
        <FormField control={control} name={pathOf<I>('measuresTried')} field="measuresTried" optional>
          {(field) => <TextArea {...asText(field)} reader={t('reader.outside')} max={TEXT_MAX} />}
        </FormField>
      )}
      {known.homeCooperation ? null : (
        <FormField control={control} name={pathOf<I>('homeCooperation')} field="homeCooperation" optional>
          {(field) => <TextArea {...asText(field)} reader={t('reader.outside')} max={TEXT_MAX} />}
        </FormField>
      )}
      {known.acknowledgedOn ? null : (
        <DayField control={control} name={pathOf<I>('acknowledgedOn')} field="acknowledgedOn" optional />
      )}
      {known.followUpOn ? null : (
        <DayField control={control} name={pathOf<I>('followUpOn')} field="followUpOn" optional />
      )}
    </>
  );
}
