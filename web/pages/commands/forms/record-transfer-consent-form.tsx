import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_ITEMS } from '../../../../domain/codes.js';
import { ANSWER_WAYS, CONSENT_ANSWERS } from '../../../../domain/commands.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay, yesNoEach } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useFamily, useFamilyChoices } from '../use-case-people.js';
import { onlyOf } from './only-of.js';
import { useTransferChoices } from './use-transfer-choices.js';

/** Student welfare data goes by consent only, item by item; nothing is ticked beforehand (OHL 23 §). */
export function RecordTransferConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamily(view);
  const answerers = useFamilyChoices(family);
  const transfers = useTransferChoices(view, (transfer) => transfer.welfareSentOn === null);
  return (
    <DescribedForm
      type="record-transfer-consent"
      view={view}
      fields={{
        transferId: choice('transfer', transfers, onlyOf(transfers, target)),
        by: choice('consentBy', answerers),
        answer: choice(
          'consentAnswer',
          choicesOf(CONSENT_ANSWERS, (answer) => t(`codes.consent.${answer}`)),
        ),
        items: yesNoEach(
          'transferItems',
          choicesOf(CONSENT_ITEMS, (item) => t(`codes.consentItem.${item}`)),
        ),
        way: choice(
          'consentWay',
          choicesOf(ANSWER_WAYS, (way) => t(`codes.answerWay.${way}`)),
        ),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      shown={{ items: ({ answer }) => answer !== 'refused' }}
      body={({ items = [], ...answers }) => ({
        type: 'record-transfer-consent',
        ...answers,
        items,
        byRole: family.find((one) => one.id === answers.by)?.role ?? 'guardian',
      })}
    />
  );
}
