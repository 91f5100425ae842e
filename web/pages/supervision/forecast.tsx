import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionForecast } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { Table } from '../../components/table.js';
import { forecastQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { BarRow } from './bar-row.js';

type Day = SupervisionForecast['days'][number];

function Chart({ days }: { days: readonly Day[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(...days.map((day) => day.due));
  const columns = [
    { key: 'day', label: t('pages.supervision.day'), cell: (day: Day) => format.date(day.date) },
    { key: 'due', label: t('pages.supervision.due'), cell: (day: Day) => day.due, numeric: true },
    { key: 'law', label: t('pages.supervision.dueLaw'), cell: (day: Day) => day.law, numeric: true },
  ];
  return (
    <>
      <ul className="bars">
        {days.map((day) => (
          <BarRow
            key={day.date}
            label={format.shortDate(day.date)}
            parts={[{ value: day.due, tone: 'brand' }]}
            most={most}
            text={`${format.date(day.date)}: ${day.due}`}
          />
        ))}
      </ul>
      <details className="card-foot">
        <summary>{t('act.asTable')}</summary>
        <Table
          caption={t('pages.supervision.forecast')}
          columns={columns}
          rows={days}
          keyOf={(day) => day.date}
        />
      </details>
    </>
  );
}

/** What falls due in the next days. */
export function Forecast({ school }: { school: string }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(forecastQuery(school));
  if (!data) return null;
  const days = data.days.filter((day) => day.due > 0);
  const busiest = days.toSorted((a, b) => b.due - a.due)[0];
  return (
    <Card title={t('pages.supervision.forecast')}>
      {busiest ? (
        <>
          <p>
            {t('pages.supervision.forecastText', {
              date: format.shortDate(busiest.date),
              count: busiest.due,
            })}
          </p>
          <div className="card-foot">
            <Chart days={days} />
          </div>
        </>
      ) : (
        <p>{t('pages.supervision.forecastNone')}</p>
      )}
    </Card>
  );
}
