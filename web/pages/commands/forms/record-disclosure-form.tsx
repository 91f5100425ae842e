import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DISCLOSURE_GROUNDS, DISCLOSURE_WAYS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, line, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

export function RecordDisclosureForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const grounds = choicesOf(DISCLOSURE_GROUNDS, (ground) => t(`codes.disclosureGround.${ground}`));
  const ways = choicesOf(DISCLOSURE_WAYS, (way) => t(`codes.disclosureWay.${way}`));
  return (
    <DescribedForm
      type="record-disclosure"
      view={view}
      fields={{
        recipient: line('disclosedTo'),
        what: text('disclosedWhat', t('reader.responsible')),
        ground: choice('disclosureGround', grounds),
        reason: text('disclosureReason', t('reader.responsible')),
        way: choice('disclosureWay', ways),
        happenedOn: pastDay('disclosedOn', view.today),
      }}
      body={(answers) => ({ type: 'record-disclosure', ...answers })}
    />
  );
}
