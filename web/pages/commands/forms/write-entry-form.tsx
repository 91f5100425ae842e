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
  const inWilma = (view.report?.home ?? view.reportHome) === 'wilma';
  const missing = view.report?.missing ?? [];
  const parts = REPORT_PARTS.map((value) => ({
    value,
    label: t(`codes.reportPart.${value}`),
    ...(missing.includes(value) ? { hint: t('report.partMissing') } : {}),
  }));
  const entries = view.report?.entries ?? [];
  const isHandled = (id: string) => entries.some((it) => it.part === 'handling' && it.meetingId === id);
  const meetings = (view.meetings ?? [])
    .filter((meeting) => meeting.status === 'held')
    .map(({ id, kind, on }) => ({
      value: id,
      label: t(`codes.meetingKind.${kind}`),
      hint: [
        format.date(on),
        ...(kind === 'home-meeting' || isHandled(id) ? [] : [t('report.handlingMissing')]),
      ].join(' · '),
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
