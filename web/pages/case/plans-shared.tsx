import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlansAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { SITUATION_PARTS } from '../../../domain/codes.js';
import { Card } from '../../components/card.js';
import { SummaryList } from '../../components/summary-list.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { personWords } from './author-words.js';

interface SituationProps {
  readonly view: CaseAnswer;
  readonly parts: PlansAnswer['situation'];
}

/** The shared situation picture: each part as it was told last, with its day. */
export function Situation({ parts }: SituationProps): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = SITUATION_PARTS.flatMap((part) => {
    const latest = parts.findLast((one) => one.part === part);
    if (!latest) return [];
    const value = (
      <>
        {latest.text ?? t('report.hidden')}
        <span className="block small quiet">{t('plans.asOf', { date: format.date(latest.on) })}</span>
      </>
    );
    return [{ key: part, label: t(`codes.situationPart.${part}`), value }];
  });
  if (rows.length === 0) return null;
  return (
    <Card title={t('plans.situation')} visibleTo={t('plans.situationHint')}>
      <SummaryList rows={rows} />
    </Card>
  );
}

/** Who does what in the network: one person a task. */
export function Division({
  view,
  tasks,
}: {
  view: CaseAnswer;
  tasks: PlansAnswer['division'];
}): ReactElement | null {
  const { t } = useTranslation();
  if (tasks.length === 0) return null;
  return (
    <Card title={t('plans.division')}>
      <SummaryList
        rows={tasks.map((task) => ({
          key: task.task,
          label: t(`codes.sharedTask.${task.task}`),
          value: [personWords(t, view, task.personId), t(`codes.side.${task.side}`)]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Card>
  );
}

/** By which ways people of the family want to be reached, and by which not. */
export function ContactWays({
  view,
  ways,
}: {
  view: CaseAnswer;
  ways: PlansAnswer['contactWays'];
}): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (ways.length === 0) return null;
  const words = (channels: (typeof ways)[number]['channels']): string =>
    format.list(channels.map((channel) => t(`codes.contactChannel.${channel}`)));
  return (
    <Card title={t('plans.contactWays')}>
      <ul className="rows">
        {ways.map((one) => (
          <li key={one.personId}>
            <p>{nameOf(view, one.personId)}</p>
            {one.channels.length === 0 ? null : <p>{t('plans.reach', { ways: words(one.channels) })}</p>}
            {one.never.length === 0 ? null : (
              <p>
                <strong>{t('plans.never', { ways: words(one.never) })}</strong>
              </p>
            )}
            <p className="small quiet">{t('plans.agreedOn', { date: format.date(one.on) })}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
