import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionDetailAnswer } from '../../../api/contracts/policies.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { SummaryList, type SummaryRow } from '../../components/summary-list.js';
import { TextLink } from '../../components/text-link.js';
import { policyVersionQuery } from '../../http/policies.js';
import { meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { CalendarChangesView } from './calendar-changes.js';
import { FaultList } from './fault-list.js';
import { PolicyChangesView } from './policy-changes.js';
import { VersionActs } from './version-acts.js';
import { VersionChip } from './version-chip.js';

const route = getRouteApi('/staff/asetukset/$laji/$nimi/$id');

function Facts({ version }: { version: PolicyVersionDetailAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const who = (key: 'draftedBy' | 'validatedBy' | 'publishedBy', name: string | null, at: string | null) =>
    at === null
      ? []
      : [
          {
            key,
            label: t(`policies.${key}`),
            value: t('policies.byWhom', { name: name ?? t('policies.byRelease'), when: format.moment(at) }),
          },
        ];
  const rows: SummaryRow[] = [
    {
      key: 'state',
      label: t('policies.stateLabel'),
      value: <VersionChip version={version} today={me?.today ?? ''} />,
    },
    ...who('draftedBy', version.draftedBy, version.draftedAt),
    ...who('validatedBy', version.validatedBy, version.validatedAt),
    ...who('publishedBy', version.publishedBy, version.publishedAt),
    ...(version.movesDatesBecause === null
      ? []
      : [{ key: 'because', label: t('policies.because'), value: version.movesDatesBecause }]),
  ];
  return <SummaryList rows={rows} />;
}

function Changes({ version }: { version: PolicyVersionDetailAnswer }): ReactElement {
  const { t } = useTranslation();
  const { changes } = version;
  return (
    <Card title={t('policies.changes.title')}>
      {changes?.policy ? <PolicyChangesView changes={changes.policy} /> : null}
      {changes?.calendar ? <CalendarChangesView changes={changes.calendar} /> : null}
      {changes === null ? <p>{t('policies.changes.unreadable')}</p> : null}
    </Card>
  );
}

/** One version of rules or of a calendar: where it stands, what is wrong with it, what it changes, what to do next. */
export function VersionPage(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { laji, nimi, id } = route.useParams();
  const { data: version } = useSuspenseQuery(policyVersionQuery(laji, nimi, id));
  const title =
    version.validFrom === null
      ? t('policies.version.titleNoDay', { name: version.name })
      : t('policies.version.title', { name: version.name, date: format.date(version.validFrom) });
  return (
    <>
      <Breadcrumbs here={title}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={title} caption={t(`policies.${laji}`)} />
      <div className="stack">
        {version.sample === null ? null : <Notice>{<p>{t('policies.sampleText')}</p>}</Notice>}
        <Facts version={version} />
        <FaultList faults={version.faults} />
        <Changes version={version} />
        <VersionActs key={version.state} kind={laji} version={version} />
        <p>
          <TextLink to="/asetukset/siirrot/uusi/$laji/$nimi/$id" params={{ laji, nimi, id }}>
            {t(version.inForce ? 'rollout.link' : 'rollout.tryLink')}
          </TextLink>
        </p>
      </div>
    </>
  );
}
