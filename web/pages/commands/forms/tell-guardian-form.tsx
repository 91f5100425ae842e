import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useGuardians } from '../use-case-people.js';
import { useTellingWays } from './use-telling-ways.js';

const TOGETHER = 'together';

/** One guardian, or the guardians together; somebody the learner has forbidden is not among them. */
export function TellGuardianForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const guardians = useGuardians(view).map(({ id, name }) => ({ value: id, label: name }));
  const whom = [...guardians, { value: TOGETHER, label: t('forms.shared.allGuardians') }];
  return (
    <DescribedForm
      type="tell-guardian"
      view={view}
      fields={{
        whom: choice('toldGuardian', whom, target),
        way: choice('toldHow', useTellingWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={({ whom: id, ...answers }) => ({
        type: 'tell-guardian',
        ...answers,
        ...(id === TOGETHER ? {} : { guardianId: id }),
      })}
    />
  );
}
