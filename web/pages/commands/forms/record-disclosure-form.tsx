import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DISCLOSURE_ASKERS, DISCLOSURE_GROUNDS, DISCLOSURE_WAYS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, line, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { consentChosen, useItemisedConsents } from './use-itemised-consents.js';

export function RecordDisclosureForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const grounds = choicesOf(DISCLOSURE_GROUNDS, (ground) => t(`codes.disclosureGround.${ground}`));
  const consents = useItemisedConsents(view);
  const askers = choicesOf(DISCLOSURE_ASKERS, (who) => t(`codes.disclosureAsker.${who}`));
  const ways = choicesOf(DISCLOSURE_WAYS, (way) => t(`codes.disclosureWay.${way}`));
  return (
    <DescribedForm
      type="record-disclosure"
      view={view}
      fields={{
        recipient: line('disclosedTo'),
        what: text('disclosedWhat', t('reader.responsible')),
        ground: choice('disclosureGround', grounds),
        consent: choice('disclosureConsent', consents),
        reason: text('disclosureReason', t('reader.responsible')),
        way: choice('disclosureWay', ways),
        who: maybe(choice('disclosureAsker', askers)),
        name: maybe(line('disclosureAskerName')),
        happenedOn: pastDay('disclosedOn', view.today),
      }}
      shown={{
        // Without one to choose the refusal says what is missing.
        consent: ({ ground }) => ground === 'itemised-consent' && consents.length > 0,
        name: ({ who }) => who !== '' && who !== 'nobody',
      }}
      body={({ consent, who, name, ...answers }) => ({
        type: 'record-disclosure',
        ...answers,
        ...consentChosen(consent),
        ...(who === undefined ? {} : { requestedBy: { who, ...(name === undefined ? {} : { name }) } }),
      })}
    />
  );
}
