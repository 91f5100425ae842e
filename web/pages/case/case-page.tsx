import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { TextLink } from '../../components/text-link.js';
import { Timeline } from '../../components/timeline.js';
import { caseQuery, meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { CaseActions } from './case-actions.js';
import { CaseActs } from './case-acts.js';
import { CaseConcern } from './case-concern.js';
import { CaseDeadlines } from './case-deadlines.js';
import { CaseGlasses } from './case-glasses.js';
import { CaseHandovers } from './case-handovers.js';
import { CaseHead } from './case-head.js';
import { CaseMeetings } from './case-meetings.js';
import { CaseNav } from './case-nav.js';
import { CaseNextStep } from './case-next-step.js';
import { CaseOutsideActs } from './case-outside-acts.js';
import { CasePlans, CaseProhibition, CaseReport } from './case-parts.js';
import { CaseConsentLinks } from './case-consent-links.js';
import { CasePeople } from './case-people.js';
import { CaseStages } from './case-stages.js';
import { seesLog } from './sees-log.js';
import { useTimeline } from './use-timeline.js';

const route = getRouteApi('/staff/asiat/$ref/');

function LatestEvents({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const { events, latest } = useTimeline(view, () => true);
  if (events.isError || latest.length === 0) return null;
  return (
    <Card
      title={t('pages.case.latest')}
      foot={
        <TextLink to="/asiat/$ref/aikajana" params={{ ref: view.ref }}>
          {t('pages.case.wholeTimeline')} ({events.data?.items.length})
        </TextLink>
      }
    >
      <Timeline days={[{ key: 'latest', title: '', entries: latest }]} />
    </Card>
  );
}

function Ended({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (view.status === 'void') return <Notice tone="warn" title={t('pages.case.voidTitle')} />;
  if (!view.closing) return null;
  const told = view.closing.told.map((party) => t(`codes.told.${party}`));
  return (
    <Notice tone="ok" title={t('pages.case.closedTitle')}>
      <p>
        {t(`codes.closingReason.${view.closing.reason}`)} · {format.date(view.closing.on)}
      </p>
      {told.length === 0 ? null : (
        <p>
          {t('pages.case.closedTold')}: {format.list(told)}
        </p>
      )}
    </Notice>
  );
}

/** One case: where it stands, what to do now, and everything the viewer may see of it. */
export function CasePage(): ReactElement {
  const { t } = useTranslation();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const { data: me } = useSuspenseQuery(meQuery);
  const restricted = view.topic === undefined && view.members === undefined;
  return (
    <>
      <CaseHead view={view} />
      <CaseNav view={view} />
      <div className="stack">
        {restricted ? <Notice title={t('pages.case.restricted')} /> : null}
        <CaseProhibition view={view} />
        <Ended view={view} />
        <CaseHandovers view={view} />
        <CaseGlasses view={view} />
        <CaseStages view={view} />
        <div className="case-grid">
          <div className="stack">
            {view.status === 'closed' || view.status === 'void' ? null : <CaseNextStep view={view} />}
            {seesLog(view, me) ? <LatestEvents view={view} /> : null}
            <CaseActions view={view} />
            <CaseReport view={view} />
            <CasePlans view={view} />
            <CaseMeetings view={view} />
            <CaseOutsideActs view={view} />
            <CaseConcern view={view} />
          </div>
          <div className="stack">
            <CaseDeadlines view={view} />
            <CasePeople view={view} />
            <CaseConsentLinks view={view} />
            <CaseActs view={view} />
          </div>
        </div>
        <p className="small quiet">{t('pages.case.policy', { policy: view.policy })}</p>
      </div>
    </>
  );
}
