import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { endingCalendarsQuery } from '../../http/policies.js';
import { meQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';

/** Calendars that end soon: a task of whoever administers their schools. Nobody else asks. */
export function CalendarTasks(): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: me } = useQuery(meQuery);
  const administers = me?.roles.some((held) => held.role === 'administrator') ?? false;
  const { data = [] } = useQuery({ ...endingCalendarsQuery, enabled: administers });
  if (data.length === 0) return null;
  return (
    <Card
      title={t('policies.ending.title', { count: data.length })}
      foot={<TextLink to="/asetukset">{t('policies.ending.open')}</TextLink>}
    >
      <ul className="tasks">
        {data.map((item) => (
          <li key={item.name}>
            <p className="task-title">
              {t('policies.ending.row', { name: item.name, date: format.date(item.publishedUntil) })}
            </p>
            <p>{t('policies.usedBy', { schools: item.schools.join(', ') })}</p>
            <p className="small quiet">{t('policies.ending.hint')}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
