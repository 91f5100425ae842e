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
import { caseQuery, eventsQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { PagePending } from '../page-pending.js';
import { outsideActOf, type OutsideActRecord } from './outside-act-record.js';

const route = getRouteApi('/staff/asiat/$ref/ilmoitus/$actId');

function useRows(view: CaseAnswer, record: OutsideActRecord) {
  const { t } = useTranslation();
  const format = useFormat();
  const role = t(`codes.role.${record.role}`);
  const rows = {
    ref: view.ref,
    learner: view.learner?.name ?? view.learner?.initials,
    class: view.learner?.class,
    school: view.schoolName,
    on: format.date(record.on),
    by: [nameOf(view, record.by), role].filter(Boolean).join(', '),
    addressee: record.addressee,
    channel: t(`codes.channel.${record.channel}`),
    reason: record.reason,
    jointly: record.jointly && t(`codes.jointly.${record.jointly}`),
    told: record.told && t(`codes.toldOfReport.${record.told}`),
    measuresTried: record.measuresTried ?? t('pages.act.notYet'),
    homeCooperation: record.homeCooperation ?? t('pages.act.notYet'),
    acknowledgedOn: record.acknowledgedOn ? format.date(record.acknowledgedOn) : t('pages.act.notYet'),
    followUpOn: record.followUpOn ? format.date(record.followUpOn) : t('pages.act.notYet'),
  };
  const names = Object.keys(rows) as (keyof typeof rows)[];
  return names.flatMap((key) => {
    const value = rows[key];
    return value ? [{ key, label: t(`pages.act.${key}`), value }] : [];
  });
}

function Contents({ view, record }: { view: CaseAnswer; record: OutsideActRecord }): ReactElement {
  const { t } = useTranslation();
  const rows = useRows(view, record);
  return (
    <>
      <p className="notice-title">{t('pages.act.secretBasis')}</p>
      <div className="card-foot">
        <SummaryList rows={rows} />
      </div>
      <p className="print-only print-foot">{t('pages.act.secret')}</p>
      <div className="btn-row">
        <Button onClick={() => window.print()}>{t('act.print')}</Button>
      </div>
    </>
  );
}

function recordOf(events: EventList | undefined, actId: string): OutsideActRecord | null {
  return events ? outsideActOf(events, actId) : null;
}

/** The contents of a contact or a report, to be printed for an act that a person makes outside Rinnalla. */
export function OutsideActPage(): ReactElement {
  const { t } = useTranslation();
  const { ref, actId } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const events = useQuery(eventsQuery(ref));
  if (events.isPending) return <PagePending />;
  const record = recordOf(events.data, actId);
  const report = record?.kind === 'child-welfare-reported';
  return (
    <div className="form">
      <TextLink to="/asiat/$ref" params={{ ref }} className="back-link">
        {t('act.back')}
      </TextLink>
      <PageHead
        title={t(report ? 'pages.act.reportTitle' : 'pages.act.title')}
        caption={t('caseTitle', { ref })}
      >
        <p className="lead no-print">{t('pages.act.intro')}</p>
      </PageHead>
      {record ? (
        <Contents view={view} record={record} />
      ) : (
        <Notice tone="warn" title={t('pages.act.unavailable')} />
      )}
    </div>
  );
}
