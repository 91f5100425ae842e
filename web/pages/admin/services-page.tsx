import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WEEKDAYS } from '../../../api/contracts/unit-service-codes.js';
import type { UnitService, UnitServicesList } from '../../../api/contracts/unit-services.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { minuteOf } from '../../components/time-input.js';
import { unitServicesListQuery } from '../../http/unit-services.js';
import { clock } from '../../language/format.js';
import { useFormat } from '../../language/use-format.js';
import { useLanguage } from '../../language/use-language.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';

type Unit = UnitServicesList['items'][number];

/** Days with their times, in the order of the week. */
function useHoursLines(): (hours: UnitService['hours']) => string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const shown = (time: string) => clock(language, minuteOf(time) ?? 0);
  return (hours) =>
    WEEKDAYS.flatMap((weekday) => {
      const times = hours
        .filter((it) => it.weekday === weekday)
        .toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
        .map(({ opens, closes }) => `${shown(opens)}–${shown(closes)}`);
      const day = t(`services.weekday.${weekday}`);
      return times.length === 0 ? [] : [t('services.hours', { day, times: times.join(', ') })];
    });
}

function Promised({ service }: { service: UnitService }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const linesOf = useHoursLines();
  const lines = [
    ...linesOf(service.hours),
    ...(service.more === null ? [] : [service.more[language]]),
    ...(service.phone === null ? [] : [t('services.phone', { phone: service.phone })]),
  ];
  return (
    <div className="summary-row">
      <dt>{t(`codes.role.${service.service}`)}</dt>
      <dd>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </dd>
    </div>
  );
}

function UnitCard({ unit, required }: { unit: Unit; required: UnitService['service'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { unitId, name, municipality, services, publishedBy, publishedAt } = unit;
  const isOpen = services.some((it) => it.service === required && (it.hours.length > 0 || it.more !== null));
  return (
    <Card title={t('services.of', { name, municipality })}>
      {isOpen ? null : (
        <p>
          <Chip tone="warn">{t('services.noNurseHours')}</Chip>
        </p>
      )}
      {services.length === 0 ? <p>{t('services.nothing')}</p> : null}
      {services.length === 0 ? null : (
        <dl className="summary-list">
          {services.map((service) => (
            <Promised key={service.service} service={service} />
          ))}
        </dl>
      )}
      {publishedAt === null ? null : (
        <p className="card-foot small quiet">
          {publishedBy === null
            ? t('services.sample')
            : t('services.by', { name: publishedBy, when: format.moment(publishedAt) })}
        </p>
      )}
      <p className="btn-row">
        <LinkButton kind="secondary" small to="/asetukset/palvelut/$id" params={{ id: unitId }}>
          {t('services.change')}
          <span className="vh">, {name}</span>
        </LinkButton>
      </p>
    </Card>
  );
}

/** An administrator's page: what each school promises of its services, and which says nothing of its nurse. */
export function ServicesPage(): ReactElement {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useQuery(unitServicesListQuery);
  return (
    <>
      <Breadcrumbs here={t('services.title')}>
        <li>
          <TextLink to="/asetukset">{t('policies.title')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={t('services.title')} lead={t('services.lead')} />
      {isError ? <ReadProblem error={error} retry={() => refetch()} /> : null}
      {data === undefined && !isError ? <PagePending /> : null}
      {data === undefined ? null : (
        <div className="stack">
          <p>{t('services.law', { basis: data.withoutAppointment.basis.replace(' §', '\u00a0§') })}</p>
          {data.items.map((unit) => (
            <UnitCard key={unit.unitId} unit={unit} required={data.withoutAppointment.service} />
          ))}
        </div>
      )}
    </>
  );
}
