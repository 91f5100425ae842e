import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { REPORT_PARTS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, line, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useFormat } from '../../../language/use-format.js';

/** An entry of the report: its text where the report lives here, a reference where it lives in Wilma. */
export function WriteEntryForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const inWilma = view.report?.home === 'wilma';
  const missing = view.report?.missing ?? [];
  const parts = REPORT_PARTS.map((value) => ({
    value,
    label: t(`codes.reportPart.${value}`),
    ...(missing.includes(value) ? { hint: t('report.partMissing') } : {}),
  }));
  const meetings = (view.meetings ?? [])
    .filter((meeting) => meeting.status === 'held')
    .map((meeting) => ({
      value: meeting.id,
      label: t(`codes.meetingKind.${meeting.kind}`),
      hint: format.date(meeting.on),
    }));
  return (
    <DescribedForm
      type="write-entry"
      view={view}
      fields={{
        part: choice('reportPart', parts),
        text: text('entryText', t('report.reader')),
        reference: line('entryReference'),
        meetingId: maybe(choice('entryMeeting', meetings)),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      shown={{
        text: () => !inWilma,
        reference: () => inWilma,
        meetingId: () => meetings.length > 0,
      }}
      body={(answers) => ({ type: 'write-entry', ...answers })}
    />
  );
}
