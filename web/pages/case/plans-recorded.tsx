import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseEventAnswer } from '../../../api/contracts/events.js';
import { Card } from '../../components/card.js';
import { Timeline } from '../../components/timeline.js';
import { meQuery } from '../../http/queries.js';
import { seesLog } from './sees-log.js';
import { useTimeline } from './use-timeline.js';

/** Plans that are words of their own and have no state besides the log. */
const TOLD_BY_THE_LOG: ReadonlySet<string> = new Set([
  'support-planned',
  'causes-recorded',
  'service-changed',
]);

function isPlan(event: CaseEventAnswer): boolean {
  return TOLD_BY_THE_LOG.has(event.type);
}

function Recorded({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const { days } = useTimeline(view, isPlan);
  if (days.length === 0) return null;
  return (
    <Card title={t('plans.recorded')}>
      <Timeline days={days} />
    </Card>
  );
}

/** What support was agreed, what the causes were, which service was changed: as it stands in the log. */
export function PlansRecorded({ view }: { view: CaseAnswer }): ReactElement | null {
  const { data: me } = useSuspenseQuery(meQuery);
  return seesLog(view, me) ? <Recorded view={view} /> : null;
}
