import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { SummaryList, type SummaryRow } from '../../components/summary-list.js';
import { isolated } from '../../language/isolated.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf, partySides } from '../commands/use-case-people.js';
import { personWords } from './author-words.js';
import { useReportPeople } from './report-people.js';

type Meeting = NonNullable<CaseAnswer['meetings']>[number];

function useRows(view: CaseAnswer): SummaryRow[] {
  const { t } = useTranslation();
  const { learner, topic, source } = view;
  const people = useReportPeople(view);
  const rows: SummaryRow[] = [
    { key: 'ref', label: t('pages.act.ref'), value: view.ref },
    {
      key: 'learner',
      label: t('pages.case.learner'),
      value: [isolated(learner?.name ?? learner?.initials ?? ''), learner?.class].filter(Boolean).join(', '),
    },
    ...people,
    { key: 'school', label: t('pages.case.school'), value: view.schoolName },
    { key: 'topic', label: t('pages.case.topic'), value: topic && t(`codes.topic.${topic}`) },
    { key: 'initiator', label: t('report.initiator'), value: source && t(`codes.requestSource.${source}`) },
    ...partySides(view).map((side) => ({
      key: `responsible-${side}`,
      label: t(side === 'county' ? 'pages.case.responsibleCounty' : 'pages.case.responsibleSchool'),
      value: nameOf(view, view.responsible[side]),
    })),
  ];
  return rows.filter(({ value }) => Boolean(value));
}

/** Whether the report tells how a meeting handled the matter; one with the home alone needs no report. */
function Handling({ view, meeting }: { view: CaseAnswer; meeting: Meeting }): ReactElement | null {
  const { t } = useTranslation();
  if (meeting.kind === 'home-meeting') return null;
  const isWritten = view.report?.entries.some(
    (entry) => entry.part === 'handling' && entry.meetingId === meeting.id,
  );
  return (
    <p className="small quiet no-print">
      {t(isWritten ? 'report.handlingWritten' : 'report.handlingMissing')}
    </p>
  );
}

function useMeetingRows(view: CaseAnswer): SummaryRow[] {
  const { t } = useTranslation();
  const format = useFormat();
  const held = (view.meetings ?? []).filter((meeting) => meeting.status === 'held');
  return held.map((meeting) => ({
    key: meeting.id,
    label: t('report.ofMeeting', {
      kind: t(`codes.meetingKind.${meeting.kind}`),
      date: format.date(meeting.on),
    }),
    value: (
      <>
        {meeting.attended
          .map((id) => personWords(t, view, id))
          .filter(Boolean)
          .join('\n') || t('report.noAttendance')}
        <Handling view={view} meeting={meeting} />
      </>
    ),
  }));
}

/** What the case knows by itself of what a report must contain (OHL 20 §): the learner, subject, initiator, who attended. */
export function ReportFacts({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const rows = useRows(view);
  const meetings = useMeetingRows(view);
  return (
    <Card title={t('report.facts')}>
      <SummaryList rows={rows} />
      {meetings.length === 0 ? null : (
        <div className="card-foot">
          <h3>{t('report.meetings')}</h3>
          <SummaryList rows={meetings} />
        </div>
      )}
    </Card>
  );
}
