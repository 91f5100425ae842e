import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { VOID_REASONS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, needed, oneOf, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { MeetingEnds } from './meeting-ends.js';

interface Said {
  readonly reason: string;
  readonly note: string;
}

const schema = z
  .object({ reason: oneOf(VOID_REASONS, 'voidReason'), note: maybeWords() })
  .check(needed(({ reason }: Said) => reason === 'wrong-learner', ['note'], 'voidNote'));

export function VoidCaseForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schema, { reason: '', note: '' });
  const { control } = form;
  // Only who sees what is owed makes void what was opened twice: said before, not after.
  const seesAll = view.sections.includes('acts');
  const reasons = choicesOf(VOID_REASONS, (v) => t(`codes.voidReason.${v}`)).map((choice) =>
    seesAll || choice.value !== 'duplicate'
      ? choice
      : { ...choice, disabled: true, hint: t('refusals.responsible-voids') },
  );
  return (
    <CommandFrame
      type="void-case"
      view={view}
      form={form}
      danger
      body={({ note, ...rest }) => ({ type: 'void-case', ...rest, ...given('note', note) })}
    >
      <MeetingEnds view={view} />
      <FormField control={control} name="reason" field="voidReason">
        {(props) => <Radios {...props} choices={reasons} />}
      </FormField>
      <FormField control={control} name="note" field="voidNote">
        {(props) => <TextArea {...props} reader={t('reader.voidLog')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
