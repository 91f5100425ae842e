import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LAWFUL_BASES } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function AssessBasisForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const bases = choicesOf(LAWFUL_BASES, (basis) => t(`codes.lawfulBasis.${basis}`));
  return (
    <DescribedForm
      type="assess-basis"
      view={view}
      fields={{
        basis: choice('basis', bases),
        note: maybe(text('note', t('reader.responsible'))),
      }}
      body={(answers) => ({ type: 'assess-basis', ...answers })}
    />
  );
}
