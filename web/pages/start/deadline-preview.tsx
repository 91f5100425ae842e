import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Ribbon } from '../../components/ribbon.js';
import { TraceList } from '../../components/trace-list.js';
import { deadlineQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';

interface DeadlinePreviewProps {
  readonly school: string;
  readonly from: string;
  readonly urgent: boolean;
  readonly today: string;
}

/** The day the law gives, before anything is sent: date, days counted, and where it comes from. */
export function DeadlinePreview({ school, from, urgent, today }: DeadlinePreviewProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery({ ...deadlineQuery({ school, from, urgent }), enabled: from !== '' });
  const shown = from === '' ? undefined : data;
  return (
    <section className="card" aria-live="polite" aria-label={t('start.request.preview')}>
      <h2>{t('start.request.preview')}</h2>
      {shown?.dueOn && shown.unit && shown.length ? (
        <>
          <p>
            <strong>{t('start.request.previewText', { date: format.date(shown.dueOn) })}</strong>
          </p>
          <Ribbon trace={shown.days} unit={shown.unit} today={today} />
          <p className="deadline-law">
            {t('countedFrom', {
              days: t(`legalUnit.${shown.unit}`, { count: shown.length }),
              date: format.shortDate(shown.startedOn),
            })}
            {' · '}
            {shown.basis}
          </p>
          <TraceList trace={shown.days} />
          {shown.provisional ? <p className="small">{t('provisional')}</p> : null}
          {shown.uncertain === null ? null : <p className="small">{t('marks.uncertain')}</p>}
          {shown.unverified ? <p className="small">{t('policies.preview.unverified')}</p> : null}
          {shown.sample ? <p className="small">{t('policies.preview.sample')}</p> : null}
        </>
      ) : (
        <p>{t('start.request.needDate')}</p>
      )}
    </section>
  );
}
