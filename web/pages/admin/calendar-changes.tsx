import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionDetailAnswer } from '../../../api/contracts/policies.js';
import { Table } from '../../components/table.js';
import { useFormat } from '../../language/use-format.js';

type Changes = NonNullable<NonNullable<PolicyVersionDetailAnswer['changes']>['calendar']>;

/** Which days change, which school years are new, and until when the calendar is decided. */
export function CalendarChangesView({ changes }: { changes: Changes }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, newYears, publishedUntil } = changes;
  const { before, after } = publishedUntil;
  const lines = [
    ...newYears.map((year) => t('policies.changes.newYear', { year })),
    after === null
      ? ''
      : before === null || before === after
        ? t('policies.changes.untilNew', { date: format.date(after) })
        : t('policies.changes.until', { date: format.date(after), before: format.date(before) }),
  ].filter((line) => line !== '');
  return (
    <div className="stack">
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {days.length === 0 ? null : (
        <Table
          caption={t('policies.changes.days')}
          columns={[
            { key: 'day', label: t('policies.changes.day'), cell: (row) => format.date(row.date) },
            {
              key: 'after',
              label: t('policies.changes.after'),
              cell: (row) =>
                t(row.schoolDay ? 'policies.changes.becomesSchoolDay' : 'policies.changes.becomesFree'),
            },
          ]}
          rows={days}
          keyOf={(row) => row.date}
        />
      )}
    </div>
  );
}
