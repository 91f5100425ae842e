import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { UNIT_SERVICES } from '../../../api/contracts/unit-service-codes.js';
import type { UnitServicesDetail } from '../../../api/contracts/unit-services.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Button } from '../../components/button.js';
import { ErrorSummary } from '../../components/error-summary.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { Refused } from '../../http/problem.js';
import { unitServicesQuery, usePublishServices } from '../../http/unit-services.js';
import { problemText } from '../../language/problem-text.js';
import { ServiceFields } from './service-fields.js';
import { draftOf, faultsByControl, servicesOf, type FaultWord } from './services-draft.js';

const route = getRouteApi('/staff/asetukset/palvelut/$id');
const NONE: ReadonlyMap<string, FaultWord> = new Map();

function usePromises({ unitId, revision, services }: UnitServicesDetail) {
  const sending = usePublishServices(unitId);
  const [draft, setDraft] = useState(() => draftOf(services));
  const [faults, setFaults] = useState(NONE);
  const [attempt, setAttempt] = useState(0);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAttempt((count) => count + 1);
    setFaults(NONE);
    sending.mutate(
      { revision, services: servicesOf(draft) },
      {
        onError: (error) => {
          if (error instanceof Refused) setFaults(faultsByControl(draft, error.problem.errors ?? []));
        },
      },
    );
  };
  return { sending, draft, setDraft, faults, attempt, submit };
}

function PromisesForm({ unit }: { unit: UnitServicesDetail }): ReactElement {
  const { t } = useTranslation();
  const { sending, draft, setDraft, faults, attempt, submit } = usePromises(unit);
  const problems = [...faults].map(([fieldId, word]) => ({ fieldId, text: t(`services.fault.${word}`) }));
  return (
    <form className="stack promises" onSubmit={submit} noValidate>
      <ErrorSummary problems={problems} attempt={attempt} />
      {sending.isError && problems.length === 0 ? (
        <Notice tone="danger" live title={problemText(t, sending.error)} />
      ) : null}
      {UNIT_SERVICES.map((name) => (
        <ServiceFields
          key={name}
          name={name}
          draft={draft[name]}
          faults={faults}
          onChange={(changed) => setDraft((before) => ({ ...before, [name]: changed }))}
        />
      ))}
      {sending.isSuccess ? <Notice tone="ok" live title={t('services.edit.done')} /> : null}
      <p>
        <Button type="submit" busy={sending.isPending}>
          {t('services.edit.send')}
        </Button>
      </p>
    </form>
  );
}

/** What one school promises of its services, to be changed: published as a whole, and shown to learners at once. */
export function UnitServicesPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: unit } = useSuspenseQuery(unitServicesQuery(id));
  return (
    <>
      <Breadcrumbs here={unit.name}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
        <li>
          <TextLink to="/asetukset/palvelut">{t('services.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={t('services.edit.title', { name: unit.name })} lead={t('services.edit.lead')} />
      <PromisesForm unit={unit} />
    </>
  );
}
