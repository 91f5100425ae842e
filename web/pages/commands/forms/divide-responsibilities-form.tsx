import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SHARED_TASKS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { personEach } from '../../../forms/described-lists.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { usePartyStaff } from '../use-case-people.js';
import { sideOf } from './side-of.js';

/** Who does what in the network: one person a task. */
export function DivideResponsibilitiesForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const staff = usePartyStaff(view);
  return (
    <DescribedForm
      type="divide-responsibilities"
      view={view}
      fields={{
        tasks: personEach(
          'sharedTask',
          choicesOf(SHARED_TASKS, (task) => t(`codes.sharedTask.${task}`)),
          staff,
        ),
      }}
      body={({ tasks }) => ({
        type: 'divide-responsibilities',
        tasks: tasks.map(({ item, answer }) => ({
          task: item,
          personId: answer,
          side: sideOf(view, staff, answer),
        })),
      })}
    />
  );
}
