import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TRANSFER_KINDS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { anyDay, choice, line, maybe, person } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { schoolsQuery } from '../../../http/queries.js';

/** The learner moves on: to a school that is known here, or to a receiver in words. */
export function PlanTransferForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { data = [] } = useQuery(schoolsQuery);
  const schools = data
    .filter((school) => school.id !== view.schoolId)
    .map((school) => ({ id: school.id, name: school.name, detail: school.municipality }));
  return (
    <DescribedForm
      type="plan-transfer"
      view={view}
      fields={{
        kind: choice(
          'transferKind',
          choicesOf(TRANSFER_KINDS, (kind) => t(`codes.transferKind.${kind}`)),
        ),
        movesOn: anyDay('movesOn'),
        toUnitId: maybe(person('toUnit', schools)),
        receiver: maybe(line('receiver')),
      }}
      shown={{ toUnitId: ({ kind }) => kind !== 'provider' }}
      body={(answers) => ({ type: 'plan-transfer', ...answers })}
    />
  );
}
