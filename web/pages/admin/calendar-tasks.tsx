import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndingCalendarsAnswer } from '../../../api/contracts/policies.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { endingCalendarsQuery } from '../../http/policies.js';
import { meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';

function Ending({ items }: { items: EndingCalendarsAnswer['items'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card
      title={t('policies.ending.title', { count: items.length })}
      foot={<TextLink to="/asetukset">{t('policies.ending.open')}</TextLink>}
    >
      <ul className="tasks">
        {items.map(({ name, publishedUntil, schools }) => (
          <li key={name}>
            <p className="task-title">
              {publishedUntil === null
                ? t('policies.ending.missing', { name })
                : t('policies.ending.row', { name, date: format.date(publishedUntil) })}
            </p>
            <p>{t('policies.usedBy', { schools: schools.join(', ') })}</p>
            <p className="small quiet">
              {t(publishedUntil === null ? 'policies.ending.missingHint' : 'policies.ending.hint')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LawChanged({ items }: { items: EndingCalendarsAnswer['law'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card
      title={t('policies.law.title', { count: items.length })}
      foot={<TextLink to="/asetukset">{t('policies.law.open')}</TextLink>}
    >
      <ul className="tasks">
        {items.map(({ name, validFrom, changedOn, schools, cases }) => (
          <li key={name}>
            <p className="task-title">
              {t('policies.law.row', { name, from: format.date(validFrom), date: format.date(changedOn) })}
            </p>
            <p>{t('policies.usedBy', { schools: schools.join(', ') })}</p>
            <p>{t('policies.law.cases', { count: cases })}</p>
            <p className="small quiet">{t('policies.law.hint')}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Behind({ items }: { items: EndingCalendarsAnswer['behind'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card
      title={t('policies.behind.title', { count: items.length })}
      foot={<TextLink to="/asetukset/siirrot">{t('policies.behind.open')}</TextLink>}
    >
      <ul className="tasks">
        {items.map(({ kind, version: { id, name, validFrom }, behind }) => (
          <li key={id}>
            <p className="task-title">
              {t('rollout.candidates.name', {
                ...{ kind: t(`rollout.candidates.${kind}`), name },
                date: validFrom === null ? '' : format.date(validFrom),
              })}
            </p>
            <p>{t('rollout.candidates.behind', { count: behind })}</p>
            <p className="small quiet">{t('policies.behind.hint')}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/**
 * Rules that the law has left behind, calendars that end soon, and versions that open cases are behind: tasks of whoever
 * administers their schools, until they are done. Nobody else asks.
 */
export function CalendarTasks(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const administers = me?.roles.some((held) => held.role === 'administrator') ?? false;
  const { data } = useQuery({ ...endingCalendarsQuery, enabled: administers });
  if (!data) return null;
  return (
    <>
      {data.law.length > 0 ? <LawChanged items={data.law} /> : null}
      {data.behind.length > 0 ? <Behind items={data.behind} /> : null}
      {data.items.length > 0 ? <Ending items={data.items} /> : null}
    </>
  );
}
