import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TURN_KINDS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { anyDay, choice, maybe } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** Removal, exclusion, hospital school: the duties of support and return begin (POL 36 §). */
export function RecordTurnForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="record-turn"
      view={view}
      fields={{
        kind: choice(
          'turnKind',
          choicesOf(TURN_KINDS, (kind) => t(`codes.turnKind.${kind}`)),
        ),
        from: anyDay('turnFrom'),
        until: maybe(anyDay('turnUntil')),
      }}
      body={(answers) => ({ type: 'record-turn', ...answers })}
    />
  );
}
