import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useFormat } from '../../../language/use-format.js';
import { onlyOf } from './only-of.js';

/** The learner is back at school. */
export function EndTurnForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const turns = (view.plans?.turns ?? [])
    .filter((turn) => turn.endedOn === null)
    .map((turn) => ({
      value: turn.id,
      label: t(`codes.turnKind.${turn.kind}`),
      hint: t('plans.turnFrom', { from: format.date(turn.from) }),
    }));
  return (
    <DescribedForm
      type="end-turn"
      view={view}
      fields={{
        turnId: choice('turn', turns, onlyOf(turns, target)),
        happenedOn: pastDay('backOn', view.today),
      }}
      body={(answers) => ({ type: 'end-turn', ...answers })}
    />
  );
}
