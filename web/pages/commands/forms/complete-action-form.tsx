import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { dayUpTo, maybeWords, picked, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { useFormat } from '../../../language/use-format.js';
import { CommandFrame } from '../command-frame.js';
import { nameOf } from '../use-case-people.js';
import { DayField } from './day-field.js';

function schemaOf(today: string) {
  return z.object({
    actionId: picked('action'),
    note: maybeWords(),
    happenedOn: dayUpTo(today, 'happenedOn'),
  });
}

export function CompleteActionForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const open = (view.actions ?? []).filter((action) => action.mayComplete);
  const form = useCheckedForm(schemaOf(view.today), {
    actionId: target ?? (open.length === 1 ? (open[0]?.id ?? '') : ''),
    note: '',
    happenedOn: view.today,
  });
  const { control } = form;
  const choices = open.map((action) => ({
    value: action.id,
    label: action.what ?? t('pages.case.actionHidden'),
    hint: [nameOf(view, action.ownerId), t('due', { date: format.date(action.dueOn) })]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <CommandFrame
      type="complete-action"
      view={view}
      form={form}
      body={({ note, ...rest }) => ({ type: 'complete-action', ...rest, ...given('note', note) })}
    >
      <FormField control={control} name="actionId" field="action">
        {(props) => <Radios {...props} choices={choices} />}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
      <FormField control={control} name="note" field="note" optional>
        {(props) => <TextArea {...props} reader={t('reader.members')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
