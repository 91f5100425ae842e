import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';

/** Meetings that were called and neither held nor cancelled. */
export function openMeetings(view: CaseAnswer): NonNullable<CaseAnswer['meetings']> {
  return (view.meetings ?? []).filter((meeting) => meeting.status === 'called');
}

/** They as choices of a question. */
export function useMeetingChoices(view: CaseAnswer): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return openMeetings(view).map((meeting) => ({
    value: meeting.id,
    label: t('forms.shared.meetingOption', {
      kind: t(`codes.meetingKind.${meeting.kind}`),
      date: format.date(meeting.on),
      time: format.time(meeting.minute),
    }),
  }));
}
