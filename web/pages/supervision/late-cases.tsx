import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { Table, type Column } from '../../components/table.js';
import { TextLink } from '../../components/text-link.js';
import { casesQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { nextStepTitle } from '../../language/next-step-text.js';

function useColumns(): Column<CaseRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: 'ref',
      label: t('pages.cases.ref'),
      cell: (row) => (
        <TextLink to="/asiat/$ref" params={{ ref: row.ref }} className="nowrap">
          {row.ref}
        </TextLink>
      ),
    },
    {
      key: 'late',
      label: t('pages.supervision.late'),
      cell: () => <Chip tone="danger">{t('remaining.lateNow')}</Chip>,
    },
    {
      key: 'due',
      label: t('pages.cases.due'),
      cell: (row) =>
        row.nextDueOn === null ? '' : <span className="nowrap">{format.date(row.nextDueOn)}</span>,
    },
    { key: 'school', label: t('pages.cases.school'), cell: (row) => row.schoolName },
    {
      key: 'responsible',
      label: t('pages.cases.responsible'),
      cell: (row) => [row.responsibleNames.county, row.responsibleNames.school].filter(Boolean).join(', '),
    },
    { key: 'stage', label: t('pages.cases.stage'), cell: (row) => t(`codes.stage.${row.stage}`) },
    {
      key: 'next',
      label: t('pages.cases.next'),
      cell: (row) => (row.nextStep ? nextStepTitle(t, row.nextStep) : ''),
    },
  ];
}

/** Cases in which something is late now, the latest first. */
export function LateCases({ school }: { school: string }): ReactElement {
  const { t } = useTranslation();
  const columns = useColumns();
  const list = useInfiniteQuery(casesQuery({ late: true, ...(school === '' ? {} : { school }) }));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t('pages.supervision.lateList')}>
      {list.isSuccess && rows.length === 0 ? <p>{t('pages.supervision.lateNone')}</p> : null}
      {rows.length === 0 ? null : (
        <Table
          caption={t('pages.supervision.lateList')}
          hideCaption
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
        />
      )}
    </Card>
  );
}
