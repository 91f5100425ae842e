import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { UNTOLD_GROUNDS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useGuardians } from '../use-case-people.js';

const NOBODY = 'nobody';

/** One guardian, or all of them, and why they are not told of the concern. */
export function LeaveGuardianUntoldForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const guardians = useGuardians(view).map(({ id, name }) => ({ value: id, label: name }));
  const whom = [...guardians, { value: NOBODY, label: t('forms.shared.noGuardian') }];
  const grounds = choicesOf(UNTOLD_GROUNDS, (ground) => t(`codes.untoldGround.${ground}`));
  return (
    <DescribedForm
      type="leave-guardian-untold"
      view={view}
      fields={{
        whom: choice('untoldGuardian', whom, target),
        ground: choice('untoldGround', grounds),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={({ whom: id, ...answers }) => ({
        type: 'leave-guardian-untold',
        ...answers,
        ...(id === NOBODY ? {} : { guardianId: id }),
      })}
    />
  );
}
