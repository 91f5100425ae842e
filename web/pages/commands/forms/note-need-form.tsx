import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NEEDS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function NoteNeedForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="note-need"
      view={view}
      fields={{
        need: choice(
          'need',
          choicesOf(NEEDS, (need) => t(`codes.need.${need}`)),
        ),
        happenedOn: pastDay('needOn', view.today),
      }}
      body={(answers) => ({ type: 'note-need', ...answers })}
    />
  );
}
