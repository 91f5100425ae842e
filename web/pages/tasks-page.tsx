import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskAnswer } from '../../api/contracts/tasks.js';
import { Card } from '../components/card.js';
import { Chip } from '../components/chip.js';
import { Notice } from '../components/notice.js';
import { PageHead } from '../components/page-head.js';
import { RemainingChip } from '../components/remaining-chip.js';
import { TextLink } from '../components/text-link.js';
import { casesQuery, meQuery, tasksQuery } from '../http/queries.js';
import { basisText } from '../language/basis-text.js';
import { useFormat } from '../language/use-format.js';
import { CalendarTasks } from './admin/calendar-tasks.js';
import { JustDone } from './just-done.js';
import { SlipTasks } from './slips/slip-tasks.js';

type Group = 'late' | 'today' | 'soon' | 'later';
const GROUPS: readonly Group[] = ['late', 'today', 'soon', 'later'];

function groupOf({ duty, followUp }: TaskAnswer): Group {
  // Another one's action: something to ask about, not our lateness.
  if (followUp) return 'today';
  // What the other side owes is never our lateness: when its day has passed, it is something to ask about today.
  if (duty.expected) return duty.remaining !== null && duty.remaining < 0 ? 'today' : 'later';
  if (duty.late || (duty.remaining !== null && duty.remaining < 0)) return 'late';
  if (duty.remaining === 0) return 'today';
  return duty.remaining !== null && duty.remaining <= 2 ? 'soon' : 'later';
}

function TaskRow({ task, today }: { task: TaskAnswer; today: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const title = task.followUp ? t('pages.tasks.followUp') : t(`codes.task.${task.duty.kind}`);
  const facts = [
    t('caseTitle', { ref: task.ref }),
    [task.learner?.initials, task.learner?.class].filter(Boolean).join(' '),
    task.schoolName,
  ].filter((fact) => fact !== '');
  const command = task.nextStep?.command;
  return (
    <li>
      <div className="row-line">
        <div>
          <p className="task-title">
            <TextLink
              to={command ? '/asiat/$ref/$komento' : '/asiat/$ref'}
              params={{ ref: task.ref, komento: command ?? '' }}
              search={task.duty.about && command ? { kohde: task.duty.about.id } : {}}
            >
              {title}
              <span className="vh">, {t('caseTitle', { ref: task.ref })}</span>
            </TextLink>
          </p>
          <p>{facts.join(' · ')}</p>
          <p className="small quiet">
            {task.duty.dueOn === null ? null : <>{t('due', { date: format.date(task.duty.dueOn) })} · </>}
            {t(`codes.rule.${task.duty.rule}`)} · {basisText(t, task.duty)}
          </p>
        </div>
        <p className="btn-row-tight">
          {task.urgent ? <Chip tone="danger">{t('urgent')}</Chip> : null}{' '}
          <RemainingChip duty={task.duty} today={today} />
        </p>
      </div>
      <p>
        <TextLink to="/asiat/$ref" params={{ ref: task.ref }}>
          {t('act.toCase')}
          <span className="vh"> {task.ref}</span>
        </TextLink>
      </p>
    </li>
  );
}

function WaitingForOthers({ myId }: { myId: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(tasksQuery);
  const cases = useInfiniteQuery(waitingQuery);
  const mine = new Set(data?.items.map((task) => task.ref));
  const others = (cases.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((row) => !mine.has(row.ref) && row.nextStep);
  if (others.length === 0 || myId === '') return null;
  return (
    <Card title={t('pages.tasks.others')}>
      <p className="quiet">{t('pages.tasks.othersHint')}</p>
      <ul className="rows card-foot">
        {others.map((row) => (
          <li key={row.id}>
            <TextLink to="/asiat/$ref" params={{ ref: row.ref }}>
              {t('caseTitle', { ref: row.ref })}
            </TextLink>
            <p className="small quiet">
              {[row.learner?.initials, row.schoolName, t(`codes.stage.${row.stage}`)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const waitingQuery = casesQuery({ responsible: 'me' });

/** Home page: what one must do, what breaks first on top. */
export function TasksPage(): ReactElement {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(tasksQuery);
  const { data: me } = useSuspenseQuery(meQuery);
  const today = me?.today ?? '';
  return (
    <>
      <PageHead title={t('pages.tasks.title')} />
      <JustDone />
      <div className="stack">
        {data.items.length === 0 ? (
          <Notice title={t('pages.tasks.empty')}>
            <p>{t('pages.tasks.emptyNext')}</p>
          </Notice>
        ) : null}
        <SlipTasks />
        {GROUPS.map((group) => {
          const tasks = data.items.filter((task) => groupOf(task) === group);
          if (tasks.length === 0) return null;
          return (
            <Card key={group} title={`${t(`pages.tasks.${group}`)} (${tasks.length})`}>
              <ul className="tasks">
                {tasks.map((task) => (
                  <TaskRow key={`${task.caseId} ${task.duty.id}`} task={task} today={today} />
                ))}
              </ul>
            </Card>
          );
        })}
        <CalendarTasks />
        <WaitingForOthers myId={me?.id ?? ''} />
      </div>
    </>
  );
}
