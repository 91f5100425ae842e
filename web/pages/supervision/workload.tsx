import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionWorkload } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { Table, type Column } from '../../components/table.js';
import { workloadQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { BarRow } from './bar-row.js';

type Row = SupervisionWorkload['items'][number];

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'name', label: t('pages.supervision.name'), cell: (row) => row.name },
    {
      key: 'role',
      label: t('pages.supervision.role'),
      cell: (row) => row.roles.map((role) => t(`codes.role.${role}`)).join(', '),
    },
    {
      key: 'cases',
      label: t('pages.supervision.responsibleFor'),
      cell: (row) => row.responsibleFor,
      numeric: true,
    },
    { key: 'open', label: t('pages.supervision.openDuties'), cell: (row) => row.openDuties, numeric: true },
    { key: 'late', label: t('pages.supervision.lateDuties'), cell: (row) => row.lateDuties, numeric: true },
    {
      key: 'next',
      label: t('pages.supervision.nextDue'),
      cell: (row) => (row.nextDueOn === null ? '' : format.date(row.nextDueOn)),
    },
  ];
}

/** Who carries what, inside one's own employer: in time, then late, always in that order. */
export function Workload(): ReactElement | null {
  const { t } = useTranslation();
  const columns = useColumns();
  const { data } = useQuery(workloadQuery);
  if (!data) return null;
  const rows = data.items.filter((row) => row.openDuties > 0 || row.responsibleFor > 0);
  const most = Math.max(1, ...rows.map((row) => row.openDuties));
  return (
    <Card title={t('pages.supervision.workload')}>
      {rows.length === 0 ? <p>{t('pages.supervision.workloadNone')}</p> : null}
      <ul className="bars">
        {rows.map((row) => {
          const [inTime, late] = [row.openDuties - row.lateDuties, row.lateDuties];
          return (
            <BarRow
              key={row.personId}
              label={row.name}
              parts={[
                { value: inTime, tone: 'ok' },
                { value: late, tone: 'danger' },
              ]}
              most={most}
              text={t('pages.supervision.workloadBar', { name: row.name, inTime, late })}
            />
          );
        })}
      </ul>
      {rows.length === 0 ? null : (
        <>
          <div className="legend">
            <Chip tone="ok">{t('pages.supervision.inTime')}</Chip>
            <Chip tone="danger">{t('pages.supervision.late')}</Chip>
          </div>
          <details className="card-foot">
            <summary>{t('act.asTable')}</summary>
            <Table
              caption={t('pages.supervision.workload')}
              columns={columns}
              rows={rows}
              keyOf={(row) => row.personId}
            />
          </details>
        </>
      )}
    </Card>
  );
}
