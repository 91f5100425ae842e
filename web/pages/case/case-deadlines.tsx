import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../api/contracts/duties.js';
import { Card } from '../../components/card.js';
import { DeadlineCard } from '../../components/deadline-card.js';
import { dutiesQuery } from '../../http/queries.js';
import { nameOf } from '../commands/use-case-people.js';
import { dutyAbout } from './duty-about.js';
import { useDutyNote } from './use-duty-note.js';

function isRunning(duty: DutyAnswer): boolean {
  return duty.status === 'open' || duty.status === 'late' || duty.status === 'paused';
}

/**
 * What breaks first is first: what an act asks for without delay, then by the due day, then what is agreed without
 * one; last what the other side owes.
 */
function urgencyOf({ expected, dueOn, force, startedOn }: DutyAnswer): string {
  if (expected) return `3 ${dueOn ?? startedOn}`;
  if (dueOn !== null) return `1 ${dueOn}`;
  return `${force === 'law' ? '0' : '2'} ${startedOn}`;
}

function byUrgency(a: DutyAnswer, b: DutyAnswer): number {
  return urgencyOf(a).localeCompare(urgencyOf(b));
}

/** So many stand open; the rest is behind a fold. */
const SHOWN = 4;

/** Every promise of the case: those that run, with how their day was counted; those that ended, behind a fold. */
export function CaseDeadlines({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery({ ...dutiesQuery(view.ref), enabled: view.duties !== undefined });
  const noteOf = useDutyNote(view);
  if (view.duties === undefined) return null;
  const duties = data ?? view.duties;
  const running = duties.filter(isRunning).toSorted(byUrgency);
  const ended = duties.filter((duty) => !isRunning(duty) && duty.status !== 'cancelled');
  const card = (duty: DutyAnswer): ReactElement => (
    <DeadlineCard
      key={duty.id}
      duty={duty}
      today={view.today}
      owner={nameOf(view, duty.ownerId) || undefined}
      about={dutyAbout(t, view, duty)}
      note={noteOf(duty)}
    />
  );
  return (
    <Card title={t('pages.case.deadlines')}>
      {running.length === 0 ? <p>{t('pages.case.noDeadlines')}</p> : running.slice(0, SHOWN).map(card)}
      {running.length > SHOWN ? (
        <details className="card-foot">
          <summary>{t('pages.case.moreDeadlines', { count: running.length - SHOWN })}</summary>
          {running.slice(SHOWN).map(card)}
        </details>
      ) : null}
      {ended.length === 0 ? null : (
        <details className="card-foot">
          <summary>{t('pages.case.ended', { count: ended.length })}</summary>
          {ended.map(card)}
        </details>
      )}
    </Card>
  );
}
