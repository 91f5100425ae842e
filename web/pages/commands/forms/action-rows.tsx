import { useId, type ReactElement } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { Select } from '../../../components/select.js';
import { TextArea } from '../../../components/text-area.js';
import { TEXT_MAX } from '../../../forms/checks.js';
import { FormField } from '../../../forms/form-field.js';
import type { StaffPerson } from '../use-case-people.js';
import { DayField } from './day-field.js';
import type { MeetingForm } from './record-meeting-form.js';

interface RowProps {
  readonly form: MeetingForm;
  readonly index: number;
  readonly staff: readonly StaffPerson[];
  /** Those who may follow up what is agreed. */
  readonly monitors: readonly StaffPerson[];
  readonly onRemove: () => void;
}

function ActionRow({ form, index, staff, monitors, onRemove }: RowProps): ReactElement {
  const { t } = useTranslation();
  const { control } = form;
  const title = t('forms.shared.action', { n: index + 1 });
  const titleId = useId();
  const followers = [
    { value: '', label: t('forms.shared.actionMonitorDefault') },
    ...monitors.map((person) => ({ value: person.id, label: person.name })),
  ];
  return (
    <section className="repeat" aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      <FormField control={control} name={`actions.${index}.what`} field="actionWhat">
        {(props) => <TextArea {...props} reader={t('reader.members')} max={TEXT_MAX} />}
      </FormField>
      <FormField control={control} name={`actions.${index}.ownerId`} field="actionOwner">
        {(props) => <PersonPicker {...props} people={staff} />}
      </FormField>
      <DayField control={control} name={`actions.${index}.dueOn`} field="actionDue" />
      <FormField control={control} name={`actions.${index}.monitorId`} field="actionMonitor" optional>
        {(props) => <Select {...props} choices={followers} />}
      </FormField>
      <Button kind="secondary" small onClick={onRemove}>
        {t('act.removeWhat', { what: title })}
      </Button>
    </section>
  );
}

/** What was agreed, row by row: what, who, by when, and who follows it up. Each row becomes a promise. */
export function ActionRows({
  form,
  staff,
  monitors,
}: Pick<RowProps, 'form' | 'staff' | 'monitors'>): ReactElement {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'actions' });
  return (
    <div className="stack-tight">
      <h2>{t('forms.shared.actions')}</h2>
      <p className="quiet">{t('forms.shared.actionsHint')}</p>
      {fields.map((row, index) => (
        <ActionRow key={row.id} {...{ form, index, staff, monitors }} onRemove={() => remove(index)} />
      ))}
      <div>
        <Button kind="secondary" onClick={() => append({ what: '', ownerId: '', dueOn: '', monitorId: '' })}>
          {t('forms.shared.addAction')}
        </Button>
      </div>
    </div>
  );
}
