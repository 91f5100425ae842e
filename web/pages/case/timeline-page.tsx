import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseEventAnswer } from '../../../api/contracts/events.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { Select } from '../../components/select.js';
import { Timeline, type TimelineEntry } from '../../components/timeline.js';
import { caseQuery, meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { CasePartFrame } from './case-part-frame.js';
import { seesLog } from './sees-log.js';
import { isSystemEvent, useTimeline } from './use-timeline.js';

const route = getRouteApi('/staff/asiat/$ref/aikajana');

const FILTERS = {
  everything: () => true,
  peopleOnly: (event: CaseEventAnswer) => !isSystemEvent(event),
  systemOnly: isSystemEvent,
} as const;
type Filter = keyof typeof FILTERS;
const NAMES: readonly Filter[] = ['everything', 'peopleOnly', 'systemOnly'];

/** What is ahead: due days, armed reminders and called meetings, the nearest first. */
function useUpcoming(view: CaseAnswer): TimelineEntry[] {
  const { t } = useTranslation();
  const format = useFormat();
  const open = (view.duties ?? []).filter((duty) => duty.status === 'open' || duty.status === 'late');
  const dues = open.flatMap((duty) =>
    duty.dueOn === null || duty.dueOn < view.today
      ? []
      : [
          {
            key: duty.id,
            iso: duty.dueOn,
            text: format.date(duty.dueOn),
            title: t('pages.timeline.dueEntry', { duty: t(`codes.duty.${duty.kind}`) }),
          },
        ],
  );
  const reminders = open.flatMap(({ id, kind, nextReminder }) => {
    if (!nextReminder) return [];
    const words = { to: t(`codes.reminderTo.${nextReminder.to}`), duty: t(`codes.duty.${kind}`) };
    const text = format.moment(nextReminder.at);
    return [{ key: id, iso: nextReminder.at, text, title: t('pages.timeline.reminderEntry', words) }];
  });
  const meetings = (view.meetings ?? []).flatMap((meeting) =>
    meeting.status === 'called' && meeting.on >= view.today
      ? [
          {
            key: meeting.id,
            iso: meeting.on,
            text: `${format.date(meeting.on)} ${format.time(meeting.minute)}`,
            title: t('pages.timeline.meetingEntry', { kind: t(`codes.meetingKind.${meeting.kind}`) }),
          },
        ]
      : [],
  );
  return [...dues, ...reminders, ...meetings]
    .toSorted((a, b) => a.iso.localeCompare(b.iso))
    .map(({ key, iso, text, title }) => ({
      key: `${key} ${iso}`,
      title,
      by: '',
      at: { iso, text },
      system: false,
    }));
}

function Upcoming({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const entries = useUpcoming(view);
  return (
    <Card title={t('pages.timeline.upcoming')}>
      {entries.length === 0 ? (
        <p>{t('pages.timeline.upcomingNone')}</p>
      ) : (
        <Timeline days={[{ key: 'upcoming', title: '', entries }]} />
      )}
    </Card>
  );
}

function Log({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>('everything');
  const { events, days } = useTimeline(view, FILTERS[filter]);
  if (events.isPending) return <PagePending />;
  if (events.isError) return <ReadProblem error={events.error} retry={() => events.refetch()} />;
  return (
    <Card title={t('pages.timeline.log')}>
      <div className="no-print">
        <Select
          id="nayta"
          label={t('pages.timeline.filter')}
          value={filter}
          onChange={(value) => setFilter(NAMES.find((name) => name === value) ?? 'everything')}
          choices={NAMES.map((name) => ({ value: name, label: t(`pages.timeline.${name}`) }))}
        />
      </div>
      {days.length === 0 ? (
        <p className="card-foot">{t('pages.timeline.empty')}</p>
      ) : (
        <Timeline days={days} />
      )}
    </Card>
  );
}

/** What happened in the case and who did it, and what is ahead. */
export function TimelinePage(): ReactElement {
  const { t } = useTranslation();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <CasePartFrame
      view={view}
      title={t('pages.timeline.title')}
      tabTitle={t('pages.timeline.caseTitle', { ref })}
    >
      <Upcoming view={view} />
      {seesLog(view, me) ? <Log view={view} /> : <Notice title={t('pages.case.restricted')} />}
    </CasePartFrame>
  );
}
