import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlansAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { CommandLink } from './command-link.js';

type Turn = PlansAnswer['turns'][number];
type Step = PlansAnswer['returnSteps'][number];

function TurnRow({ view, turn }: { view: CaseAnswer; turn: Turn }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const from = format.date(turn.from);
  const kind = t(`codes.turnKind.${turn.kind}`);
  return (
    <li className="row-line">
      <div>
        <p>{kind}</p>
        <p className="small quiet">
          {turn.until === null
            ? t('plans.turnFrom', { from })
            : t('plans.turnSpan', { from, until: format.date(turn.until) })}
        </p>
        {turn.endedOn === null ? (
          <p>
            <CommandLink view={view} type="end-turn" target={turn.id} about={kind} />
          </p>
        ) : null}
      </div>
      {turn.endedOn === null ? (
        <Chip tone="brand">{t('plans.turnOn')}</Chip>
      ) : (
        <Chip tone="ok">{t('plans.turnEnded', { date: format.shortDate(turn.endedOn) })}</Chip>
      )}
    </li>
  );
}

/** Removal, exclusion, hospital school: since when, until when. The discipline itself is not here. */
export function Turns({ view, turns }: { view: CaseAnswer; turns: readonly Turn[] }): ReactElement | null {
  const { t } = useTranslation();
  if (turns.length === 0) return null;
  return (
    <Card title={t('plans.turns')}>
      <ul className="rows">
        {turns.map((turn) => (
          <TurnRow key={turn.id} view={view} turn={turn} />
        ))}
      </ul>
    </Card>
  );
}

function StepRow({ view, step }: { view: CaseAnswer; step: Step }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const date = format.date(step.on);
  return (
    <li className="row-line">
      <div>
        <p className="own-words">{step.what ?? t('plans.step')}</p>
        <p className="small quiet">{[date, nameOf(view, step.ownerId)].filter(Boolean).join(' · ')}</p>
        {step.doneOn === null ? (
          <p>
            <CommandLink view={view} type="complete-return-step" target={step.id} about={date} />
          </p>
        ) : null}
      </div>
      {step.doneOn === null ? null : (
        <Chip tone="ok">{t('remaining.done', { date: format.shortDate(step.doneOn) })}</Chip>
      )}
    </li>
  );
}

/** The way back to school in the order of days: what, when, who sees to it, what is done. */
export function ReturnSteps({
  view,
  steps,
}: {
  view: CaseAnswer;
  steps: readonly Step[];
}): ReactElement | null {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.doneOn !== null).length;
  return (
    <Card title={t('plans.steps')}>
      <p className="quiet">{t('plans.stepsDone', { done, all: steps.length })}</p>
      <ol className="rows card-foot">
        {steps
          .toSorted((a, b) => a.on.localeCompare(b.on))
          .map((step) => (
            <StepRow key={step.id} view={view} step={step} />
          ))}
      </ol>
    </Card>
  );
}
