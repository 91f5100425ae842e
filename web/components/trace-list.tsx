import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceDayAnswer } from '../../api/contracts/duties.js';
import { useFormat } from '../language/use-format.js';

/** Every day on the way to a due day, counted or not, and why: for whoever wants to check. */
export function TraceList({ trace }: { trace: readonly TraceDayAnswer[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <details className="trace">
      <summary>{t('ribbon.explain')}</summary>
      <ol className="small">
        {trace.map((day) => (
          <li key={`${day.date} ${day.reason}`} className={day.counted ? undefined : 'quiet'}>
            {format.date(day.date)}: {t(`codes.dayReason.${day.reason}`)}
          </li>
        ))}
      </ol>
    </details>
  );
}
