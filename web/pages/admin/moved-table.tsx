import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIfAnswer } from '../../../api/contracts/bulk.js';
import { Chip } from '../../components/chip.js';
import { Table, type Column } from '../../components/table.js';
import { useFormat } from '../../language/use-format.js';

export type MovedCase = Pick<WhatIfAnswer['items'][number], 'caseId' | 'ref' | 'schoolName' | 'moved'>;

/** One promise of one case. */
interface Row {
  readonly key: string;
  readonly of: MovedCase;
  readonly duty: MovedCase['moved'][number];
}

function rowsOf(cases: readonly MovedCase[]): Row[] {
  return cases.flatMap((of) => of.moved.map((duty, n) => ({ key: `${of.caseId} ${n}`, of, duty })));
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (date: string | null): string => (date === null ? t('rollout.row.noDay') : format.date(date));
  const kind = ({ kind: of }: Row['duty']): string =>
    of === undefined ? t('rollout.row.unshown') : t(`codes.duty.${of}`);
  const state = ({ before, after, newlyLate }: Row['duty']): ReactElement | string => {
    if (newlyLate) return <Chip tone="danger">{t('rollout.row.newlyLate')}</Chip>;
    return after.late && before.late ? t('rollout.row.lateBefore') : t('rollout.row.inTime');
  };
  return [
    { key: 'case', label: t('rollout.row.case'), cell: ({ of }) => of.ref },
    { key: 'duty', label: t('rollout.row.duty'), cell: ({ duty }) => kind(duty) },
    { key: 'before', label: t('rollout.row.before'), cell: ({ duty }) => day(duty.before.dueOn) },
    { key: 'after', label: t('rollout.row.after'), cell: ({ duty }) => day(duty.after.dueOn) },
    { key: 'state', label: t('rollout.row.state'), cell: ({ duty }) => state(duty) },
    { key: 'school', label: t('rollout.row.school'), cell: ({ of }) => of.schoolName },
  ];
}

/** Promises before and after, by the references of their cases; no person is named. */
export function MovedTable({
  caption,
  cases,
  hideCaption = false,
}: {
  caption: string;
  cases: readonly MovedCase[];
  hideCaption?: boolean;
}): ReactElement {
  const columns = useColumns();
  return (
    <Table
      caption={caption}
      hideCaption={hideCaption}
      columns={columns}
      rows={rowsOf(cases)}
      keyOf={(row) => row.key}
    />
  );
}
