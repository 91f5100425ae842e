import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { UNREACHED_REASONS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useGuardians } from '../use-case-people.js';
import { onlyOf } from './only-of.js';

/** One guardian cannot take part, and waiting would harm (LHL 5 §): whose answer is not waited for, and why. */
export function GoOnWithoutGuardianForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const waited = view.family?.guardians.filter((it) => it.dispensable).map((it) => it.personId);
  const guardians = useGuardians(view)
    .filter(({ id }) => waited === undefined || waited.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  const reasons = choicesOf(UNREACHED_REASONS, (reason) => t(`codes.unreachedReason.${reason}`));
  return (
    <DescribedForm
      type="go-on-without-guardian"
      view={view}
      fields={{
        guardianId: choice('unreachedGuardian', guardians, onlyOf(guardians, target)),
        reason: choice('unreachedReason', reasons),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'go-on-without-guardian', ...answers })}
    />
  );
}
