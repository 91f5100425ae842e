import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../api/contracts/duties.js';
import { Card } from '../../components/card.js';
import { DeadlineCard } from '../../components/deadline-card.js';
import { dutiesQuery } from '../../http/queries.js';
import { nameOf } from '../commands/use-case-people.js';

function isRunning(duty: DutyAnswer): boolean {
  return duty.status === 'open' || duty.status === 'late' || duty.status === 'paused';
}

/** Every promise of the case: those that run, with how their day was counted; those that ended, behind a fold. */
export function CaseDeadlines({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery({ ...dutiesQuery(view.ref), enabled: view.duties !== undefined });
  if (view.duties === undefined) return null;
  const duties = data ?? view.duties;
  const running = duties.filter(isRunning);
  const ended = duties.filter((duty) => !isRunning(duty) && duty.status !== 'cancelled');
  const card = (duty: DutyAnswer): ReactElement => (
    <DeadlineCard key={duty.id} duty={duty} today={view.today} owner={nameOf(view, duty.ownerId) || undefined} />
  );
  return (
    <Card title={t('pages.case.deadlines')}>
      {running.length === 0 ? <p>{t('pages.case.noDeadlines')}</p> : running.map(card)}
      {ended.length === 0 ? null : (
        <details className="card-foot">
          <summary>{t('pages.case.ended', { count: ended.length })}</summary>
          {ended.map(card)}
        </details>
      )}
    </Card>
  );
}
