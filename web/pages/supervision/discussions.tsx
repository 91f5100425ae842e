import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionSummary } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { SummaryList } from '../../components/summary-list.js';
import { Table, type Column } from '../../components/table.js';
import { basisText } from '../../language/basis-text.js';

interface Row {
  readonly key: string;
  readonly label: string;
  readonly inTime: number;
  readonly late: number;
}

type Expectation = SupervisionSummary['expectations'][number];

const APART = [
  'offeredRecordedLate',
  'heldRecordedLate',
  'noShow',
  'postponedByLearner',
  'notHeldByStaff',
  'notHeldRecordedLate',
] as const;

/** What happened, with how much of it in time and how much after the limit. */
function TimeTable({ caption, rows }: { caption: string; rows: readonly Row[] }): ReactElement {
  const { t } = useTranslation();
  const columns: Column<Row>[] = [
    { key: 'what', label: t('figures.what'), cell: (row) => row.label },
    { key: 'inTime', label: t('figures.inTime'), cell: (row) => row.inTime, numeric: true },
    { key: 'late', label: t('figures.late'), cell: (row) => row.late, numeric: true },
  ];
  return (
    <div className="card-foot">
      <Table caption={caption} hideCaption columns={columns} rows={rows} keyOf={(row) => row.key} />
    </div>
  );
}

const ROWS = ['offered', 'held', 'waiting', 'declined', 'ended', 'voided'] as const;

/** Requests to talk and what came of them: what is neither in time nor late stands apart. */
export function Discussions({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { discussions } = summary;
  const rows = ROWS.map((key) => ({ key, label: t(`figures.row.${key}`), ...discussions[key] }));
  return (
    <Card title={t('figures.discussions')}>
      <p>{t('figures.asked', { count: discussions.asked })}</p>
      <TimeTable caption={t('figures.discussions')} rows={rows} />
      <div className="card-foot">
        <h3>{t('figures.apart')}</h3>
        <SummaryList
          rows={APART.map((key) => ({ key, label: t(`figures.${key}`), value: discussions[key] }))}
        />
      </div>
    </Card>
  );
}

/** Learners' own requests from the public page: numbers alone, and only for those of the county. */
export function Requests({ summary }: { summary: SupervisionSummary }): ReactElement | null {
  const { t } = useTranslation();
  const { requests } = summary;
  if (requests === undefined) return null;
  const rows = (['waiting', 'taken', 'dismissed'] as const).map((key) => ({
    key,
    label: t(`figures.request.${key}`),
    ...requests[key],
  }));
  return (
    <Card title={t('figures.requests')}>
      <p className="quiet">{t('figures.requestsHint')}</p>
      <TimeTable caption={t('figures.requests')} rows={rows} />
      <div className="card-foot">
        <SummaryList rows={[{ key: 'passedOn', label: t('figures.passedOn'), value: requests.passedOn }]} />
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
