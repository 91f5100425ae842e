import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlansAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Notice } from '../../components/notice.js';
import { caseQuery } from '../../http/queries.js';
import { CasePartFrame } from './case-part-frame.js';
import { CommandCard } from './command-link.js';
import { PlansRecorded } from './plans-recorded.js';
import { ContactWays, Division, Situation } from './plans-shared.js';
import { ReturnSteps, Turns } from './plans-turns.js';
import { Transfers } from './plans-transfers.js';

const route = getRouteApi('/staff/asiat/$ref/suunnitelmat');

function isEmpty(plans: PlansAnswer): boolean {
  return Object.values(plans).every((rows) => rows.length === 0);
}

function Sections({ view, plans }: { view: CaseAnswer; plans: PlansAnswer }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {isEmpty(plans) ? <Notice title={t('plans.empty')} /> : null}
      <Turns view={view} turns={plans.turns} />
      <ReturnSteps view={view} steps={plans.returnSteps} />
      <Transfers view={view} transfers={plans.transfers} />
      <Situation view={view} parts={plans.situation} />
      <Division view={view} tasks={plans.division} />
      <ContactWays view={view} ways={plans.contactWays} />
      <PlansRecorded view={view} />
      <CommandCard
        view={view}
        types={[
          'record-causes',
          'plan-support',
          'record-turn',
          'plan-return',
          'change-service',
          'plan-transfer',
          'share-situation',
          'divide-responsibilities',
          'agree-contact-ways',
        ]}
      />
    </>
  );
}

/** Plans, turns of the road, transitions, and what school and county share. What there is not is not drawn. */
export function PlansPage(): ReactElement {
  const { t } = useTranslation();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  return (
    <CasePartFrame view={view} title={t('plans.title')} tabTitle={t('plans.tab', { ref })}>
      {view.plans === undefined ? (
        <Notice title={t('plans.unavailable')} />
      ) : (
        <Sections view={view} plans={view.plans} />
      )}
    </CasePartFrame>
  );
}
