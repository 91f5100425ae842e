import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/page-head.js';
import { Select } from '../../components/select.js';
import { schoolsQuery, supervisionQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { Discussions, Expectations, Recording, Requests } from './discussions.js';
import { Forecast } from './forecast.js';
import { LateCases } from './late-cases.js';
import { Promises } from './promises.js';
import { Tiles } from './tiles.js';
import { Workload } from './workload.js';

const route = getRouteApi('/staff/seuranta');

function Board({ school }: { school: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const summary = useQuery(supervisionQuery(school));
  if (summary.isPending) return <PagePending />;
  if (summary.isError) return <ReadProblem error={summary.error} retry={() => summary.refetch()} />;
  const { from, to } = summary.data;
  return (
    <div className="stack">
      <p className="quiet">
        {t('pages.supervision.period', { from: format.date(from), to: format.date(to) })}
      </p>
      <Tiles summary={summary.data} />
      <LateCases school={school} />
      <Forecast school={school} />
      <Workload />
      <Discussions summary={summary.data} />
      <Requests summary={summary.data} />
      <Recording summary={summary.data} />
      <Expectations summary={summary.data} />
      <Promises summary={summary.data} />
    </div>
  );
}

/** Which promises break next, over what one supervises. Figures, references and dates; no contents. */
export function SupervisionPage(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { koulu = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const schools = useQuery(schoolsQuery);
  const summary = useQuery(supervisionQuery(koulu));
  const asOf = summary.data?.asOf;
  return (
    <>
      <PageHead
        title={t('pages.supervision.title')}
        {...(asOf === undefined ? {} : { caption: t('pages.supervision.asOf', { date: format.date(asOf) }) })}
      />
      <div className="filters">
        <Select
          id="koulu"
          label={t('pages.supervision.school')}
          value={koulu}
          onChange={(school) => void navigate({ search: school === '' ? {} : { koulu: school } })}
          choices={[
            { value: '', label: t('pages.supervision.allSchools') },
            ...(schools.data ?? []).map((school) => ({ value: school.id, label: school.name })),
          ]}
        />
      </div>
      <Board school={koulu} />
    </>
  );
}
