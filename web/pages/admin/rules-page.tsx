import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyListAnswer, PolicyVersionAnswer } from '../../../api/contracts/policies.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import {
  endingCalendarsQuery,
  policiesQuery,
  policyVersionsQuery,
  POLICY_KINDS,
  type PolicyKind,
} from '../../http/policies.js';
import { meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { CalendarTasks } from './calendar-tasks.js';
import { NewDraft } from './new-draft.js';
import { VersionChip } from './version-chip.js';

type Named = PolicyListAnswer['items'][number];

function VersionRow({ kind, row }: { kind: PolicyKind; row: PolicyVersionAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  // Until they are moved, not for ever: the version keeps that it asked for it.
  const { data: tasks } = useQuery(endingCalendarsQuery);
  const waits = tasks?.behind.some((it) => it.version.id === row.id) ?? false;
  const by = row.publishedAt ?? row.validatedAt ?? row.draftedAt;
  const name = row.publishedBy ?? row.validatedBy ?? row.draftedBy ?? t('policies.byRelease');
  return (
    <li className="row-line">
      <div>
        <TextLink to="/asetukset/$laji/$nimi/$id" params={{ laji: kind, nimi: row.name, id: row.id }}>
          {row.validFrom === null
            ? t('policies.noDay')
            : t('policies.from', { date: format.date(row.validFrom) })}
          <span className="vh">, {row.name}</span>
        </TextLink>
        <p className="small quiet">{t('policies.byWhom', { name, when: format.moment(by) })}</p>
      </div>
      <p className="btn-row-tight">
        {waits ? <Chip tone="warn">{t('policies.rollOut')}</Chip> : null}{' '}
        <VersionChip version={row} today={me?.today ?? ''} />
      </p>
    </li>
  );
}

function Versions({ kind, name }: { kind: PolicyKind; name: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(policyVersionsQuery(kind, name));
  if (isError) return <ReadProblem error={error} retry={() => refetch()} />;
  if (!data) return null;
  return (
    <ul className="rows" aria-label={t('policies.versionsOf', { name })}>
      {data.map((row) => (
        <VersionRow key={row.id} kind={kind} row={row} />
      ))}
    </ul>
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
        <p>
          <TextLink to="/asetukset/siirrot">{t('rollout.link')}</TextLink>
        </p>
        <p>
          <TextLink to="/asetukset/palvelut">{t('services.link')}</TextLink>
        </p>
        <p>
          <TextLink to="/asetukset/osoitteet">{t('addressees.link')}</TextLink>
        </p>
        {POLICY_KINDS.map((kind) => (
          <AllOf key={kind} kind={kind} />
        ))}
        <NewDraft />
      </div>
    </>
  );
}
