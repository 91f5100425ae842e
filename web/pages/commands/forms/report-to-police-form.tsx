import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CRIME_SUSPICIONS } from '../../../../domain/codes.js';
import { OUTSIDE_CHANNELS } from '../../../../domain/commands.js';
import { Notice } from '../../../components/notice.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, hinted } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useActFields } from './outside-act-fields.js';

/** The caution stands on top: telling the family first can endanger the child and the investigation (LSL 25 § 3). */
export function ReportToPoliceForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { happenedOn, addressee, reason } = useActFields(view, 'policeReason', 'police');
  // Social services on call are somebody else.
  const channels = choicesOf(
    OUTSIDE_CHANNELS.filter((channel) => channel !== 'on-call'),
    (channel) => t(`codes.channel.${channel}`),
  );
  const suspicions = choicesOf(CRIME_SUSPICIONS, (what) => t(`codes.crimeSuspicion.${what}`));
  return (
    <DescribedForm
      type="report-to-police"
      view={view}
      above={
        <Notice tone="danger" title={t('cautions.police.title')}>
          <p>{t('cautions.police.body')}</p>
        </Notice>
      }
      fields={{
        happenedOn,
        addressee: hinted(t('cautions.police.addressee'), addressee),
        channel: choice('channel', channels),
        suspicion: choice('suspicion', suspicions),
        reason,
      }}
      body={(answers) => ({ type: 'report-to-police', ...answers })}
    />
  );
}
