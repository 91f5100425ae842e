import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer, BulkCandidatesAnswer } from '../../../api/contracts/bulk.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Card } from '../../components/card.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { bulkCandidatesQuery, bulksQuery } from '../../http/bulk.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { RolloutChip } from './rollout-chip.js';

type Candidate = BulkCandidatesAnswer['items'][number];

function CandidateRow({ item }: { item: Candidate }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, validFrom } = item.version;
  const shown = t('rollout.candidates.name', {
    kind: t(`rollout.candidates.${item.kind}`),
    name,
    date: validFrom === null ? '' : format.date(validFrom),
  });
  const laji = item.kind === 'policy' ? 'policies' : 'calendars';
  return (
    <li className="row-line">
      <div>
        <p>{shown}</p>
        <p className="small quiet">
          {item.behind === 0
            ? t('rollout.candidates.upToDate')
            : t('rollout.candidates.behind', { count: item.behind })}
        </p>
      </div>
      <LinkButton
        small
        kind={item.behind === 0 ? 'secondary' : 'primary'}
        to="/asetukset/siirrot/uusi/$laji/$nimi/$id"
        params={{ laji, nimi: name, id }}
        aria-label={t('rollout.candidates.openWhat', { name: shown })}
      >
        {t('rollout.candidates.open')}
      </LinkButton>
    </li>
  );
}

function Candidates(): ReactElement {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(bulkCandidatesQuery);
  if (isError) return <ReadProblem error={error} retry={() => refetch()} />;
  if (!data) return <PagePending />;
  return (
    <Card title={t('rollout.candidates.title')}>
      {data.length === 0 ? (
        <p>{t('rollout.candidates.none')}</p>
      ) : (
        <ul className="rows">
          {data.map((item) => (
            <CandidateRow key={item.version.id} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function BulkRow({ bulk }: { bulk: BulkAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { version, counts } = bulk;
  const date = version.validFrom === null ? '' : format.date(version.validFrom);
  const handled = counts.total - counts.pending;
  return (
    <li className="row-line">
      <div>
        <TextLink to="/asetukset/siirrot/$id" params={{ id: bulk.id }}>
          {t('rollout.one.title', { name: version.name, date })}
        </TextLink>
        <p className="small quiet">
          {t('rollout.list.byWhom', {
            name: bulk.startedBy ?? t('rollout.list.operator'),
            when: format.moment(bulk.startedAt),
          })}{' '}
          · {t('rollout.list.progress', { handled, total: counts.total })}
        </p>
      </div>
      <RolloutChip state={bulk.state} />
    </li>
  );
}

function Bulks(): ReactElement {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(bulksQuery);
  if (isError) return <ReadProblem error={error} retry={() => refetch()} />;
  if (!data) return <PagePending />;
  return (
    <Card title={t('rollout.list.title')}>
      {data.length === 0 ? (
        <p>{t('rollout.list.none')}</p>
      ) : (
        <ul className="rows">
          {data.map((bulk) => (
            <BulkRow key={bulk.id} bulk={bulk} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** An administrator's page: which versions open cases are behind, and the roll-outs there have been. */
export function RolloutsPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Breadcrumbs here={t('rollout.title')}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={t('rollout.title')} lead={t('rollout.lead')} />
      <div className="stack">
        <Candidates />
        <Bulks />
      </div>
    </>
  );
}
