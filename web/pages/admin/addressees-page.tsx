import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddresseeBookAnswer } from '../../../api/contracts/addressees.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Table } from '../../components/table.js';
import { TextLink } from '../../components/text-link.js';
import { addresseesQuery } from '../../http/addressees.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';

type Route = AddresseeBookAnswer['county'] & { readonly municipality: string | null };

/** An office with the ways to it, each on its own line. */
function linesOf(...lines: readonly (string | null)[]): ReactElement[] {
  return lines
    .filter((line) => line !== null)
    .map((line) => (
      <span key={line} className="office-line">
        {line}
      </span>
    ));
}

function Routes({ county, municipalities }: AddresseeBookAnswer): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const rows: readonly Route[] = [...municipalities, { ...county, municipality: null }];
  const office = (key: 'socialServices' | 'police') => ({
    key,
    label: t(`addressees.${key}`),
    cell: (row: Route) => linesOf(row[key].name, row[key].phone, row[key].address),
  });
  return (
    <Table
      caption={t('addressees.table')}
      hideCaption
      rows={rows}
      keyOf={(row) => row.municipality ?? ''}
      columns={[
        {
          key: 'municipality',
          label: t('addressees.municipality'),
          cell: (row) => row.municipality ?? t('addressees.others'),
        },
        office('socialServices'),
        office('police'),
        {
          key: 'outOfHours',
          label: t('addressees.outOfHours'),
          cell: ({ outOfHours, emergency }) =>
            linesOf(outOfHours.name, outOfHours.phone, t('addressees.emergency', { number: emergency })),
        },
        {
          key: 'checked',
          label: t('addressees.checked'),
          cell: ({ checkedOn, source }) =>
            t('addressees.checkedFrom', { date: format.date(checkedOn), source }),
        },
      ]}
    />
  );
}

function Versions({ versions }: Pick<AddresseeBookAnswer, 'versions'>): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (versions.length === 0) return null;
  return (
    <Card title={t('addressees.versions')}>
      <ul className="rows">
        {versions.map(({ id, validFrom, inForce, publishedBy, publishedAt }) => (
          <li key={id} className="row-line">
            <div>
              <p>{t('addressees.from', { date: format.date(validFrom) })}</p>
              <p className="small quiet">
                {t('addressees.by', { name: publishedBy, when: format.moment(publishedAt) })}
              </p>
            </div>
            {inForce ? <Chip tone="ok">{t('addressees.inForce')}</Chip> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** An administrator's page: whom reports address today, by municipality, and whether anybody has published it. */
export function AddresseesPage(): ReactElement {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(addresseesQuery);
  return (
    <>
      <Breadcrumbs here={t('addressees.title')}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={t('addressees.title')} lead={t('addressees.lead')} />
      {isError ? <ReadProblem error={error} retry={() => refetch()} /> : null}
      {data === undefined && !isError ? <PagePending /> : null}
      {data === undefined ? null : (
        <div className="stack">
          {data.county.sample ? <Notice tone="warn" title={t('addressees.samples')} /> : null}
          <Routes {...data} />
          <Versions versions={data.versions} />
        </div>
      )}
    </>
  );
}
