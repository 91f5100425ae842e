import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { Notice } from '../../../components/notice.js';
import { openMeetings, useMeetingChoices } from './use-meeting-choices.js';

/** What becomes of a meeting that is called when its case ends: nobody comes in vain. */
export function MeetingEnds({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const [called] = useMeetingChoices(openMeetings(view));
  if (called === undefined) return null;
  return (
    <Notice title={t('forms.close-case.meeting', { meeting: called.label })}>
      <p>{t('forms.close-case.meetingOff')}</p>
    </Notice>
  );
}
