import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip, type Tone } from '../../components/chip.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

type Meeting = NonNullable<CaseAnswer['meetings']>[number];

const TONES: Record<Meeting['status'], Tone> = { called: 'brand', held: 'ok', cancelled: 'neutral' };

function MeetingRow({ view, meeting }: { view: CaseAnswer; meeting: Meeting }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const people = meeting.status === 'held' ? meeting.attended : [...meeting.staff, ...meeting.family];
  return (
    <li className="row-line">
      <div>
        <p>{t(`codes.meetingKind.${meeting.kind}`)}</p>
        <p className="small quiet">
          {format.date(meeting.on)} {format.time(meeting.minute)}
        </p>
        <p className="small quiet">
          {people
            .map((id) => nameOf(view, id))
            .filter(Boolean)
            .join(', ')}
        </p>
        {meeting.nextOn === null ? null : (
          <p className="small">{t('pages.case.nextOn', { date: format.date(meeting.nextOn) })}</p>
        )}
        {meeting.status === 'called' ? (
          <p>
            <TextLink to="/asiat/$ref/kutsu/$meetingId" params={{ ref: view.ref, meetingId: meeting.id }}>
              {t('prints.invitation.open')}
            </TextLink>
          </p>
        ) : null}
      </div>
      <Chip tone={TONES[meeting.status]}>{t(`codes.meetingStatus.${meeting.status}`)}</Chip>
    </li>
  );
}

/** Meetings, newest first. */
export function CaseMeetings({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  if (view.meetings === undefined || view.meetings.length === 0) return null;
  return (
    <Card title={t('pages.case.meetings')}>
      <ul className="rows">
        {view.meetings.toReversed().map((meeting) => (
          <MeetingRow key={meeting.id} view={view} meeting={meeting} />
        ))}
      </ul>
    </Card>
  );
}
