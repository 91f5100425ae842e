import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionSummary } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { SummaryList } from '../../components/summary-list.js';
import { Table, type Column } from '../../components/table.js';

type Stage = SupervisionSummary['byStage'][number];
type Figures = SupervisionSummary['promises'][number];

function useStageColumns(): Column<Stage>[] {
  const { t } = useTranslation();
  return [
    { key: 'stage', label: t('pages.supervision.stage'), cell: (row) => t(`codes.stage.${row.stage}`) },
    { key: 'open', label: t('pages.supervision.open'), cell: (row) => row.open, numeric: true },
    { key: 'late', label: t('pages.supervision.late'), cell: (row) => row.late, numeric: true },
  ];
}

function usePromiseColumns(): Column<Figures>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'kind',
      label: t('pages.supervision.promise'),
      cell: (row) => `${t(`codes.duty.${row.kind}`)} (${t(`codes.force.${row.force}`)})`,
    },
    { key: 'kept', label: t('pages.supervision.keptCol'), cell: (row) => row.kept, numeric: true },
    { key: 'broken', label: t('pages.supervision.broken'), cell: (row) => row.broken, numeric: true },
    { key: 'open', label: t('pages.supervision.openCol'), cell: (row) => row.open, numeric: true },
    { key: 'openLate', label: t('pages.supervision.openLate'), cell: (row) => row.openLate, numeric: true },
  ];
}

const APART = ['keptRecordedLate', 'endedLate', 'voidedLate'] as const;

/** What is in no column, where there is any: a list, which fits on a phone. */
function PromisesApart({ summary }: { summary: SupervisionSummary }): ReactElement | null {
  const { t } = useTranslation();
  const rows = summary.promises.flatMap((row) => {
    const lines = APART.flatMap((key) => (row[key] > 0 ? [t(`figures.${key}`, { count: row[key] })] : []));
    const label = t(`codes.duty.${row.kind}`);
    return lines.length === 0 ? [] : [{ key: `${row.kind} ${row.force}`, label, value: lines.join('\n') }];
  });
  if (rows.length === 0) return null;
  return (
    <div className="card-foot">
      <h3>{t('figures.apart')}</h3>
      <SummaryList rows={rows} />
    </div>
  );
}

/** Promises of each kind and open cases by stage: facts that are never added together. */
export function Promises({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const stages = useStageColumns();
  const promises = usePromiseColumns();
  return (
    <>
      <Card title={t('pages.supervision.promises')}>
        <Table
          caption={t('pages.supervision.promises')}
          hideCaption
          columns={promises}
          rows={summary.promises}
          keyOf={(row) => `${row.kind} ${row.force}`}
        />
        <PromisesApart summary={summary} />
      </Card>
      <Card title={t('pages.supervision.byStage')}>
        <Table
          caption={t('pages.supervision.byStage')}
          hideCaption
          columns={stages}
          rows={summary.byStage}
          keyOf={(row) => row.stage}
        />
      </Card>
    </>
  );
}
