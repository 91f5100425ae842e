import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyListAnswer, PolicyVersionAnswer } from '../../../api/contracts/policies.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { PageHead } from '../../components/page-head.js';
import { Table, type Column } from '../../components/table.js';
import { TextLink } from '../../components/text-link.js';
import { policiesQuery, policyVersionsQuery, POLICY_KINDS, type PolicyKind } from '../../http/policies.js';
import { meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { CalendarTasks } from './calendar-tasks.js';
import { NewDraft } from './new-draft.js';
import { VersionChip } from './version-chip.js';

type Named = PolicyListAnswer['items'][number];

function useColumns(kind: PolicyKind): Column<PolicyVersionAnswer>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  return [
    {
      key: 'from',
      label: t('policies.validFrom'),
      cell: (row) => (
        <TextLink to="/asetukset/$laji/$nimi/$id" params={{ laji: kind, nimi: row.name, id: row.id }}>
          {row.validFrom === null ? t('policies.noDay') : format.date(row.validFrom)}
        </TextLink>
      ),
    },
    {
      key: 'state',
      label: t('policies.stateLabel'),
      cell: (row) => (
        <span className="btn-row-tight">
          <VersionChip version={row} today={me?.today ?? ''} />
          {row.rollOut ? <Chip tone="warn">{t('policies.rollOut')}</Chip> : null}
        </span>
      ),
    },
    {
      key: 'published',
      label: t('policies.publishedBy'),
      cell: (row) =>
        row.publishedAt === null
          ? ''
          : t('policies.byWhom', {
              name: row.publishedBy ?? t('policies.byRelease'),
              when: format.moment(row.publishedAt),
            }),
    },
  ];
}

function Versions({ kind, name }: { kind: PolicyKind; name: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(policyVersionsQuery(kind, name));
  const columns = useColumns(kind);
  if (isError) return <ReadProblem error={error} retry={() => refetch()} />;
  if (!data) return null;
  return (
    <Table
      caption={t('policies.versionsOf', { name })}
      hideCaption
      columns={columns}
      rows={data}
      keyOf={(row) => row.id}
    />
  );
}

function One({ kind, item }: { kind: PolicyKind; item: Named }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    item.schools.length === 0
      ? t('policies.usedByNobody')
      : t('policies.usedBy', { schools: item.schools.join(', ') }),
    item.publishedUntil === null
      ? ''
      : t('policies.decidedUntil', { date: format.date(item.publishedUntil) }),
  ];
  return (
    <li>
      <h3>
        {item.name} {item.sample === null ? null : <Chip tone="neutral">{t('policies.sample')}</Chip>}
      </h3>
      <p className="small quiet">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      <Versions kind={kind} name={item.name} />
    </li>
  );
}

function AllOf({ kind }: { kind: PolicyKind }): ReactElement {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(policiesQuery(kind));
  if (isError) return <ReadProblem error={error} retry={() => refetch()} />;
  return (
    <Card title={t(`policies.${kind}`)}>
      {data ? (
        <ul className="rows">
          {data.map((item) => (
            <One key={item.name} kind={kind} item={item} />
          ))}
        </ul>
      ) : (
        <PagePending />
      )}
    </Card>
  );
}

/** An administrator's page: which rules and calendars hold, which are coming, and a way to bring a new version. */
export function RulesPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('policies.title')} lead={t('policies.lead')} />
      <div className="stack">
        <CalendarTasks />
        {POLICY_KINDS.map((kind) => (
          <AllOf key={kind} kind={kind} />
        ))}
        <NewDraft />
      </div>
    </>
  );
}
