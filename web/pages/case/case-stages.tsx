import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { StageRail } from '../../components/stage-rail.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

/** The road of this case. */
export function CaseStages({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const due = view.nextStep?.dueOn;
  const stops = view.stages.map((stage) => ({
    key: stage.code,
    name: t(`codes.stage.${stage.code}`),
    state: stage.state,
    notes: [
      nameOf(view, stage.by),
      stage.at === null ? '' : format.shortDate(stage.at),
      stage.state === 'current' && due ? t('due', { date: format.shortDate(due) }) : '',
    ].filter((note) => note !== ''),
  }));
  return (
    <Card title={t('pages.case.stages')}>
      <StageRail stops={stops} />
    </Card>
  );
}
