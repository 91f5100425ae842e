import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';
import { isLive } from '../../case/case-acts-groups.js';

/** Meetings that were called and neither held nor cancelled. */
export function openMeetings(view: CaseAnswer): NonNullable<CaseAnswer['meetings']> {
  return (view.meetings ?? []).filter((meeting) => meeting.status === 'called');
}

/** Meetings of which somebody is still told by hand, also one that is off by now. */
export function meetingsToTell(view: CaseAnswer): NonNullable<CaseAnswer['meetings']> {
  const owed = (view.duties ?? []).filter((duty) => duty.kind === 'manual-invitation' && isLive(duty));
  return (view.meetings ?? []).filter((meeting) => owed.some((duty) => duty.about?.id === meeting.id));
}

type Meetings = NonNullable<CaseAnswer['meetings']>;

/** They as choices of a question. */
export function useMeetingChoices(meetings: Meetings): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return meetings.map((meeting) => ({
    value: meeting.id,
    label: t(`forms.shared.meetingOption${meeting.status === 'cancelled' ? 'Off' : ''}`, {
      kind: t(`codes.meetingKind.${meeting.kind}`),
      date: format.date(meeting.on),
      time: format.time(meeting.minute),
    }),
  }));
}
