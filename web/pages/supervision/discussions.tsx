import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionSummary } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { SummaryList } from '../../components/summary-list.js';
import { Table, type Column } from '../../components/table.js';
import { basisText } from '../../language/basis-text.js';

interface Row {
  readonly key: 'offered' | 'held' | 'waiting';
  readonly inTime: number;
  readonly late: number;
}

type Expectation = SupervisionSummary['expectations'][number];

const APART = ['offeredRecordedLate', 'noShow', 'postponedByLearner', 'notHeldByStaff', 'declined'] as const;

/** Requests to talk and what came of them: what is neither in time nor late stands apart. */
export function Discussions({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { discussions } = summary;
  const columns: Column<Row>[] = [
    { key: 'what', label: t('figures.what'), cell: (row) => t(`figures.row.${row.key}`) },
    { key: 'inTime', label: t('figures.inTime'), cell: (row) => row.inTime, numeric: true },
    { key: 'late', label: t('figures.late'), cell: (row) => row.late, numeric: true },
  ];
  const rows: Row[] = (['offered', 'held', 'waiting'] as const).map((key) => ({ key, ...discussions[key] }));
  return (
    <Card title={t('figures.discussions')}>
      <p>{t('figures.asked', { count: discussions.asked })}</p>
      <div className="card-foot">
        <Table
          caption={t('figures.discussions')}
          hideCaption
          columns={columns}
          rows={rows}
          keyOf={(row) => row.key}
        />
      </div>
      <div className="card-foot">
        <h3>{t('figures.apart')}</h3>
        <SummaryList
          rows={APART.map((key) => ({ key, label: t(`figures.${key}`), value: discussions[key] }))}
        />
      </div>
    </Card>
  );
}

/** How many acts were recorded long after they happened: promises kept on paper only show here. */
export function Recording({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { recorded, late, limit, basis } = summary.recording;
  const days = t('unit.weekday', { count: limit });
  return (
    <Card title={t('figures.recording')}>
      <p>{t('figures.recordingLine', { late, recorded, days })}</p>
      <p className="small quiet">{basisText(t, { basis, force: 'local' })}</p>
    </Card>
  );
}

/** What the other side owes: something to ask about, never counted as our lateness. */
export function Expectations({ summary }: { summary: SupervisionSummary }): ReactElement | null {
  const { t } = useTranslation();
  const columns: Column<Expectation>[] = [
    { key: 'kind', label: t('figures.expectations'), cell: (row) => t(`codes.duty.${row.kind}`) },
    { key: 'answered', label: t('figures.answered'), cell: (row) => row.answered, numeric: true },
    { key: 'open', label: t('figures.open'), cell: (row) => row.open, numeric: true },
    { key: 'passed', label: t('figures.passed'), cell: (row) => row.passed, numeric: true },
  ];
  if (summary.expectations.length === 0) return null;
  return (
    <Card title={t('figures.expectations')}>
      <p className="quiet">{t('figures.expectationsHint')}</p>
      <div className="card-foot">
        <Table
          caption={t('figures.expectations')}
          hideCaption
          columns={columns}
          rows={summary.expectations}
          keyOf={(row) => row.kind}
        />
      </div>
    </Card>
  );
}
