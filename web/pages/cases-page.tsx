import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../api/contracts/cases.js';
import { STAGES } from '../../domain/state.js';
import { Button } from '../components/button.js';
import { Chip } from '../components/chip.js';
import { LinkButton } from '../components/link-button.js';
import { Notice } from '../components/notice.js';
import { PageHead } from '../components/page-head.js';
import { Select } from '../components/select.js';
import { Table, type Column } from '../components/table.js';
import { TextInput } from '../components/text-input.js';
import { TextLink } from '../components/text-link.js';
import { casesQuery, schoolsQuery, type CaseFilters } from '../http/queries.js';
import { useFormat } from '../language/use-format.js';
import { nextStepTitle } from '../language/next-step-text.js';
import { parseCaseSearch, type CaseSearch } from './case-search.js';
import { PagePending } from './page-pending.js';
import { ReadProblem } from './read-problem.js';
import { StatusChips } from './status-chips.js';

const route = getRouteApi('/staff/asiat');

function filtersOf(search: CaseSearch): CaseFilters {
  return {
    ...(search.vaihe === undefined ? {} : { stage: search.vaihe }),
    ...(search.tila === undefined ? {} : { status: search.tila }),
    ...(search.koulu === undefined ? {} : { school: search.koulu }),
    ...(search.vastuu === undefined ? {} : { responsible: search.vastuu }),
    ...(search.odottaa === undefined ? {} : { waitingFor: search.odottaa }),
    ...(search.myohassa === undefined ? {} : { late: true }),
    ...(search.haku === undefined ? {} : { q: search.haku }),
  };
}

function Filters(): ReactElement {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const schools = useQuery(schoolsQuery);
  const [words, setWords] = useState(search.haku ?? '');
  function set(change: Record<string, string>): void {
    void navigate({ search: parseCaseSearch({ ...search, ...change }) });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    set({ haku: words.trim() });
  }
  const all = { value: '', label: t('pages.cases.all') };
  return (
    <form
      className="filters"
      role="search"
      aria-label={t('pages.cases.filters')}
      noValidate
      onSubmit={submit}
    >
      <TextInput
        id="haku"
        label={t('pages.cases.search')}
        hint={t('pages.cases.searchHint')}
        value={words}
        onChange={setWords}
      />
      <Button type="submit" kind="secondary">
        {t('pages.cases.apply')}
      </Button>
      <Select
        id="vaihe"
        label={t('pages.cases.stage')}
        value={search.vaihe ?? ''}
        onChange={(vaihe) => set({ vaihe })}
        choices={[all, ...STAGES.map((stage) => ({ value: stage, label: t(`codes.stage.${stage}`) }))]}
      />
      <Select
        id="tila"
        label={t('pages.cases.status')}
        value={search.tila ?? ''}
        onChange={(tila) => set({ tila })}
        choices={[
          { value: '', label: t('pages.cases.openOnly') },
          { value: 'closed', label: t('pages.cases.closedOnly') },
          { value: 'all', label: t('pages.cases.all') },
        ]}
      />
      <Select
        id="koulu"
        label={t('pages.cases.school')}
        value={search.koulu ?? ''}
        onChange={(koulu) => set({ koulu })}
        choices={[all, ...(schools.data ?? []).map((school) => ({ value: school.id, label: school.name }))]}
      />
      <Select
        id="rajaus"
        label={t('pages.cases.narrow')}
        value={search.myohassa ? 'late' : search.odottaa ? 'waiting' : (search.vastuu ?? '')}
        onChange={(value) =>
          set({
            vastuu: value === 'me' ? 'me' : '',
            odottaa: value === 'waiting' ? 'me' : '',
            myohassa: value === 'late' ? 'true' : '',
          })
        }
        choices={[
          all,
          { value: 'me', label: t('pages.cases.mine') },
          { value: 'waiting', label: t('pages.cases.waitingMe') },
          { value: 'late', label: t('pages.cases.lateOnly') },
        ]}
      />
    </form>
  );
}

function useColumns(): Column<CaseRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: 'ref',
      label: t('pages.cases.ref'),
      cell: (row) => (
        <>
          <TextLink to="/asiat/$ref" params={{ ref: row.ref }} className="nowrap">
            {row.ref}
          </TextLink>{' '}
          {row.urgent ? <Chip tone="danger">{t('urgent')}</Chip> : null}
        </>
      ),
    },
    {
      key: 'learner',
      label: t('pages.cases.learner'),
      cell: (row) =>
        [row.learner?.name ?? row.learner?.initials, row.learner?.class].filter(Boolean).join(', '),
    },
    { key: 'school', label: t('pages.cases.school'), cell: (row) => row.schoolName },
    {
      key: 'stage',
      label: t('pages.cases.stage'),
      cell: (row) =>
        row.status === 'open' ? t(`codes.stage.${row.stage}`) : t(`codes.status.${row.status}`),
    },
    {
      key: 'next',
      label: t('pages.cases.next'),
      cell: (row) => (row.nextStep ? nextStepTitle(t, row.nextStep) : t('pages.cases.nothing')),
    },
    {
      key: 'due',
      label: t('pages.cases.due'),
      cell: (row) => (
        <span className="stack-tight">
          {row.nextDueOn === null ? null : <span className="nowrap">{format.date(row.nextDueOn)}</span>}
          <StatusChips late={row.late} />
        </span>
      ),
    },
    {
      key: 'responsible',
      label: t('pages.cases.responsible'),
      cell: (row) => [row.responsibleNames.county, row.responsibleNames.school].filter(Boolean).join(', '),
    },
  ];
}

function Empty({ filtered }: { filtered: boolean }): ReactElement {
  const { t } = useTranslation();
  if (!filtered) return <Notice title={t('pages.cases.emptyAll')} />;
  return (
    <Notice title={t('pages.cases.empty')}>
      <p>{t('pages.cases.emptyHint')}</p>
      <LinkButton to="/asiat" search={{}} kind="secondary">
        {t('pages.cases.clear')}
      </LinkButton>
    </Notice>
  );
}

function Results(): ReactElement {
  const { t } = useTranslation();
  const search = route.useSearch();
  const columns = useColumns();
  const list = useInfiniteQuery(casesQuery(filtersOf(search)));
  if (list.isPending) return <PagePending />;
  if (list.isError) return <ReadProblem error={list.error} retry={() => list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Empty filtered={Object.keys(search).length > 0} />;
  const count = { count: rows.length };
  return (
    <div className="card">
      <Table
        caption={list.hasNextPage ? t('pages.cases.captionMore', count) : t('pages.cases.caption', count)}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
      />
      {list.hasNextPage ? (
        <div className="btn-row">
          <Button kind="secondary" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('act.more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The cases one may see, narrowed by what the address says. */
export function CasesPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('pages.cases.title')} />
      <Filters />
      <Results />
    </>
  );
}
