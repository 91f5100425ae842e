import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer, BulkItemAnswer } from '../../../api/contracts/bulk.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { PageHead } from '../../components/page-head.js';
import { SummaryList } from '../../components/summary-list.js';
import { Table } from '../../components/table.js';
import { TextLink } from '../../components/text-link.js';
import { bulkItemsQuery, bulkQuery, type BulkItemFilters } from '../../http/bulk.js';
import { isRefusalCode } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';
import { MovedTable } from './moved-table.js';
import { RolloutActs } from './rollout-acts.js';
import { RolloutChip } from './rollout-chip.js';

const route = getRouteApi('/staff/asetukset/siirrot/$id');

function Progress({ bulk }: { bulk: BulkAnswer }): ReactElement {
  const { t } = useTranslation();
  const { counts, currentPace, pace } = bulk;
  const handled = counts.total - counts.pending;
  const text = t('rollout.one.bar', { handled, total: counts.total });
  return (
    <Card title={text}>
      <p>
        <RolloutChip state={bulk.state} />
      </p>
      {counts.total === 0 && bulk.state === 'running' ? (
        <p>{t('rollout.one.listing')}</p>
      ) : (
        <progress
          className="wide-progress"
          aria-label={text}
          max={Math.max(1, counts.total)}
          value={handled}
        />
      )}
      {currentPace === null ? null : (
        <p className="small quiet">
          {t('rollout.one.pace', { now: Math.max(1, Math.round(currentPace)), most: pace })}
        </p>
      )}
      <RolloutActs key={bulk.state} bulk={bulk} />
    </Card>
  );
}

function Facts({ bulk }: { bulk: BulkAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = bulk;
  const count = (key: 'pending' | 'done' | 'unchanged' | 'refused' | 'newlyLate') => ({
    key,
    label: t(`rollout.one.${key}`),
    value: counts[key],
  });
  const by = { name: bulk.startedBy ?? t('rollout.list.operator'), when: format.moment(bulk.startedAt) };
  return (
    <SummaryList
      rows={[
        count('done'),
        { key: 'moved', label: t('rollout.one.movedDay'), value: counts.moved },
        ...[count('newlyLate'), count('pending'), count('unchanged'), count('refused')],
        { key: 'mode', label: t('rollout.mode.title'), value: t(`rollout.mode.${bulk.mode}`) },
        { key: 'by', label: t('rollout.one.startedBy'), value: t('rollout.list.byWhom', by) },
        ...(bulk.endedAt === null
          ? []
          : [{ key: 'ended', label: t('rollout.one.endedAt'), value: format.moment(bulk.endedAt) }]),
      ]}
    />
  );
}

function useItems(id: string, filters: BulkItemFilters, seen: number) {
  const list = useInfiniteQuery(bulkItemsQuery(id, filters, seen));
  return { rows: list.data?.pages.flatMap((page) => page.items) ?? [], list };
}

function More({ list }: { list: ReturnType<typeof useItems>['list'] }): ReactElement | null {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <p className="btn-row">
      <Button kind="secondary" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('act.more')}
      </Button>
    </p>
  );
}

function MovedCases({
  title,
  id,
  filters,
  seen,
}: {
  title: string;
  id: string;
  filters: BulkItemFilters;
  seen: number;
}): ReactElement | null {
  const { rows, list } = useItems(id, filters, seen);
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      <MovedTable caption={title} hideCaption cases={rows} />
      <More list={list} />
    </Card>
  );
}

function NotMoved({ id, seen }: { id: string; seen: number }): ReactElement | null {
  const { t } = useTranslation();
  const { rows, list } = useItems(id, { outcome: 'refused' }, seen);
  if (rows.length === 0) return null;
  const reason = ({ code }: BulkItemAnswer): string =>
    code !== null && isRefusalCode(code) ? t(`refusals.${code}`) : t('rollout.one.lost');
  return (
    <Card title={t('rollout.one.notMoved')}>
      <Table
        caption={t('rollout.one.notMoved')}
        hideCaption
        columns={[
          { key: 'case', label: t('rollout.row.case'), cell: (row) => row.ref },
          { key: 'reason', label: t('rollout.row.reason'), cell: reason },
        ]}
        rows={rows}
        keyOf={(row) => row.caseId}
      />
      <More list={list} />
    </Card>
  );
}

/** One roll-out: how far it is, what an administrator may do with it, and the cases it has made late in front. */
export function RolloutPage(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = route.useParams();
  const { data: bulk } = useSuspenseQuery(bulkQuery(id));
  const { version, counts } = bulk;
  const date = version.validFrom === null ? '' : format.date(version.validFrom);
  const title = t('rollout.one.title', { name: version.name, date });
  return (
    <>
      <Breadcrumbs here={title}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
        <li>
          <TextLink to="/asetukset/siirrot">{t('rollout.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={title} caption={t(`rollout.candidates.${bulk.kind}`)} />
      <div className="stack">
        <Progress bulk={bulk} />
        <Facts bulk={bulk} />
        <MovedCases
          title={t('rollout.one.late')}
          id={id}
          filters={{ newlyLate: true }}
          seen={counts.newlyLate}
        />
        <MovedCases
          title={t('rollout.one.moved')}
          id={id}
          filters={{ moved: true, newlyLate: false }}
          seen={counts.moved - counts.newlyLate}
        />
        <NotMoved id={id} seen={counts.refused} />
      </div>
    </>
  );
}
