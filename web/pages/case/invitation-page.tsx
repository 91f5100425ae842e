import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { EventList } from '../../../api/contracts/events.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { SummaryList } from '../../components/summary-list.js';
import { TextLink } from '../../components/text-link.js';
import { caseQuery, eventsQuery, meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { personWords } from './author-words.js';
import { CommandLink } from './command-link.js';
import { seesLog } from './sees-log.js';
import { asKnown } from './telling.js';

const route = getRouteApi('/staff/asiat/$ref/kutsu/$meetingId');

type Meeting = NonNullable<CaseAnswer['meetings']>[number];

interface Called {
  readonly place: string;
  readonly by: string | null;
}

/** Where the meeting is and who called it: the log alone knows. */
function calledAs({ items, texts }: EventList, meetingId: string): Called {
  for (const item of items) {
    const event = asKnown(item);
    if (event.type === 'meeting-called' && event.data.meetingId === meetingId) {
      const place = event.data.place && texts?.[event.data.place.textId];
      return { place: place ?? '', by: event.by.personId };
    }
  }
  return { place: '', by: null };
}

function Facts({
  view,
  meeting,
  called,
}: {
  view: CaseAnswer;
  meeting: Meeting;
  called: Called;
}): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const invited = [...meeting.staff, ...meeting.family].map((id) => personWords(t, view, id)).filter(Boolean);
  const convener = meeting.inviterId ?? called.by;
  const rows = [
    { key: 'matter', label: t('prints.invitation.matter'), value: t('prints.invitation.matterText') },
    { key: 'kind', label: t('prints.invitation.kind'), value: t(`codes.meetingKind.${meeting.kind}`) },
    {
      key: 'when',
      label: t('prints.invitation.when'),
      value: `${format.date(meeting.on)} ${format.time(meeting.minute)}`,
    },
    { key: 'place', label: t('prints.invitation.place'), value: called.place },
    { key: 'school', label: t('pages.case.school'), value: view.schoolName ?? '' },
    { key: 'who', label: t('prints.invitation.who'), value: invited.join('\n') },
    {
      key: 'convener',
      label: t('prints.invitation.convener'),
      value: convener === null ? '' : personWords(t, view, convener),
    },
  ];
  return <SummaryList rows={rows.filter((row) => row.value !== '')} />;
}

const RIGHTS = ['voluntary', 'companion', 'recorded'] as const;
const REPLIES = ['coming', 'notComing', 'otherTime', 'interpreter'] as const;

function Rights(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <section className="card-foot prose">
        <h2>{t('prints.invitation.rightsTitle')}</h2>
        {RIGHTS.map((right) => (
          <p key={right}>{t(`prints.invitation.${right}`)}</p>
        ))}
      </section>
      <section className="card-foot print-only">
        <h2>{t('prints.invitation.replyTitle')}</h2>
        <ul className="tick-list">
          {REPLIES.map((reply) => (
            <li key={reply}>{t(`prints.invitation.replies.${reply}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Invitation({ view, meeting }: { view: CaseAnswer; meeting: Meeting }): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const log = useQuery({ ...eventsQuery(view.ref), enabled: seesLog(view, me) });
  const called = log.data ? calledAs(log.data, meeting.id) : { place: '', by: null };
  return (
    <>
      {view.family?.byHand ? (
        <div className="no-print">
          <Notice tone="warn" title={t('prints.invitation.byHand')}>
            <p>
              <CommandLink view={view} type="invite-by-hand" target={meeting.id} />
            </p>
          </Notice>
        </div>
      ) : null}
      <div className="card-foot">
        <Facts view={view} meeting={meeting} called={called} />
      </div>
      <Rights />
      <div className="btn-row">
        <Button onClick={() => window.print()}>{t('act.print')}</Button>
      </div>
    </>
  );
}

/** An invitation on paper: neutral words, what one may say no to, whom one may bring (`domain.md` 3.6). */
export function InvitationPage(): ReactElement {
  const { t } = useTranslation();
  const { ref, meetingId } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const meeting = view.meetings?.find((one) => one.id === meetingId);
  return (
    <div className="form">
      <TextLink to="/asiat/$ref" params={{ ref }} className="back-link">
        {t('act.back')}
      </TextLink>
      <PageHead title={t('prints.invitation.title')} tabTitle={t('prints.invitation.tab', { ref })}>
        <p className="lead no-print">{t('prints.invitation.intro')}</p>
      </PageHead>
      {meeting ? (
        <Invitation view={view} meeting={meeting} />
      ) : (
        <Notice tone="warn" title={t('prints.invitation.unavailable')} />
      )}
    </div>
  );
}
