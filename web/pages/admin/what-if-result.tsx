import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIfAnswer } from '../../../api/contracts/bulk.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { SummaryList } from '../../components/summary-list.js';
import { Table } from '../../components/table.js';
import { MovedTable } from './moved-table.js';

const COUNTS = ['cases', 'moved', 'newlyLate', 'unchanged'] as const;

function Reminders({ reminders }: { reminders: WhatIfAnswer['reminders'] }): ReactElement {
  const { t } = useTranslation();
  const caption = t('rollout.result.reminders', { days: reminders.days });
  const signed = (extra: number): string => (extra > 0 ? `+${extra}` : String(extra).replace('-', '−'));
  return (
    <Card title={caption}>
      {reminders.workers.length === 0 ? (
        <p>{t('rollout.result.noReminders')}</p>
      ) : (
        <Table
          caption={caption}
          hideCaption
          columns={[
            {
              key: 'worker',
              label: t('rollout.result.worker'),
              cell: (row) => row.name ?? t('rollout.result.nobody'),
            },
            {
              key: 'extra',
              label: t('rollout.result.extra'),
              cell: (row) => signed(row.extra),
              numeric: true,
            },
          ]}
          rows={reminders.workers}
          keyOf={(row) => `${row.personId ?? 'nobody'} ${row.side}`}
        />
      )}
    </Card>
  );
}

/** What a roll-out would do: counts, the cases whose days move with newly late ones in front, extra reminders. */
export function WhatIfResult({ answer }: { answer: WhatIfAnswer }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Card title={t('rollout.result.title')}>
        <Notice live>
          <p>{t('rollout.result.nothing')}</p>
        </Notice>
        <SummaryList
          rows={COUNTS.map((key) => ({
            key,
            label: t(`rollout.result.${key}`),
            value: answer.counts[key],
          }))}
        />
      </Card>
      <Card title={t('rollout.result.table')}>
        {answer.items.length === 0 ? (
          <p>{t('rollout.result.noneMoved')}</p>
        ) : (
          <MovedTable caption={t('rollout.result.table')} hideCaption cases={answer.items} />
        )}
        {answer.more > 0 ? <p className="quiet">{t('rollout.result.more', { count: answer.more })}</p> : null}
      </Card>
      <Reminders reminders={answer.reminders} />
    </>
  );
}
