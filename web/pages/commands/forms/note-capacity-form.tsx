import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAPACITIES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function NoteCapacityForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const capacities = choicesOf(CAPACITIES, (capacity) => t(`codes.capacity.${capacity}`));
  return (
    <DescribedForm
      type="note-capacity"
      view={view}
      fields={{
        capacity: choice('capacity', capacities),
        grounds: text('capacityGrounds', t('reader.responsible')),
        happenedOn: pastDay('reviewedOn', view.today),
      }}
      body={(answers) => ({ type: 'note-capacity', ...answers })}
    />
  );
}
