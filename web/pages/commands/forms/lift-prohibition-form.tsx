import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LIFTING_REASONS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { onlyOf } from './only-of.js';
import { useProhibitionChoices } from './use-prohibition-choices.js';

export function LiftProhibitionForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const standing = useProhibitionChoices(view);
  const reasons = choicesOf(LIFTING_REASONS, (reason) => t(`codes.liftingReason.${reason}`));
  return (
    <DescribedForm
      type="lift-prohibition"
      view={view}
      fields={{
        prohibitionId: choice('prohibition', standing, onlyOf(standing, target)),
        reason: choice('liftingReason', reasons),
        happenedOn: pastDay('reviewedOn', view.today),
      }}
      body={(answers) => ({ type: 'lift-prohibition', ...answers })}
    />
  );
}
