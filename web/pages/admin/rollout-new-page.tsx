import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartBulkInput } from '../../../api/contracts/bulk.js';
import { ADOPTION_MODES } from '../../../domain/codes.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Radios } from '../../components/radios.js';
import { TextLink } from '../../components/text-link.js';
import { BULK_KIND, useStartBulk, useWhatIf } from '../../http/bulk.js';
import { policyVersionQuery } from '../../http/policies.js';
import { useFormat } from '../../language/use-format.js';
import { RolloutProblem } from './rollout-problem.js';
import { WhatIfResult } from './what-if-result.js';

const route = getRouteApi('/staff/asetukset/siirrot/uusi/$laji/$nimi/$id');

type Mode = StartBulkInput['mode'];

function ModeChoice({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Radios
      id="mode"
      label={t('rollout.mode.title')}
      value={mode}
      onChange={choose}
      choices={ADOPTION_MODES.map((value) => ({
        value,
        label: t(`rollout.mode.${value}`),
        hint: t(`rollout.mode.${value}Hint`),
      }))}
    />
  );
}

function Confirmation({
  busy,
  start,
  cancel,
}: {
  busy: boolean;
  start: () => void;
  cancel: () => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" live title={t('rollout.new.confirmTitle')}>
      <ul className="bullets">
        <li>{t('rollout.new.confirmEach')}</li>
        <li>{t('rollout.new.confirmHold')}</li>
        <li>{t('rollout.new.confirmKept')}</li>
      </ul>
      <p className="btn-row">
        <Button busy={busy} onClick={start}>
          {t('rollout.new.confirm')}
        </Button>
        <Button kind="secondary" onClick={cancel}>
          {t('rollout.new.cancel')}
        </Button>
      </p>
    </Notice>
  );
}

/** Tries a version out over open cases, and moves them to it after a second look. */
export function RolloutNewPage(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { laji, nimi, id } = route.useParams();
  const { data: version } = useSuspenseQuery(policyVersionQuery(laji, nimi, id));
  const [mode, setMode] = useState<Mode>('recompute');
  const [asking, setAsking] = useState(false);
  const [whatIf, starting] = [useWhatIf(), useStartBulk()];
  const body = { kind: BULK_KIND[laji], versionId: id, mode };
  const choose = (chosen: Mode): void => {
    setMode(chosen);
    setAsking(false);
    whatIf.reset();
  };
  const start = (): void =>
    starting.mutate(body, {
      onSuccess: (bulk) => void navigate({ to: '/asetukset/siirrot/$id', params: { id: bulk.id } }),
      onError: () => setAsking(false),
    });
  const title =
    version.validFrom === null
      ? t('rollout.new.titleNoDay', { name: version.name })
      : t('rollout.new.title', { name: version.name, date: format.date(version.validFrom) });
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
      <PageHead title={title} caption={t(`policies.${laji}`)} />
      <div className="stack">
        {version.inForce ? null : (
          <Notice>
            <p>{t('rollout.new.notInForce')}</p>
          </Notice>
        )}
        <ModeChoice mode={mode} choose={choose} />
        <RolloutProblem error={whatIf.error ?? starting.error} />
        {asking ? (
          <Confirmation busy={starting.isPending} start={start} cancel={() => setAsking(false)} />
        ) : (
          <p className="btn-row">
            <Button
              kind={version.inForce ? 'secondary' : 'primary'}
              busy={whatIf.isPending}
              onClick={() => whatIf.mutate(body)}
            >
              {t('rollout.new.try')}
            </Button>
            {version.inForce ? (
              <Button onClick={() => setAsking(true)}>{t('rollout.new.start')}</Button>
            ) : null}
          </p>
        )}
        {whatIf.data ? <WhatIfResult answer={whatIf.data} /> : null}
      </div>
    </>
  );
}
