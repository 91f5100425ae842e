import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { REASSIGN_REASONS } from '../../../../domain/commands.js';
import { SIDES } from '../../../../domain/people.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { Radios } from '../../../components/radios.js';
import { oneOf, picked } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { meQuery } from '../../../http/queries.js';
import { CommandFrame } from '../command-frame.js';
import { partySides, useStaff } from '../use-case-people.js';
import { SideField } from './side-field.js';

const schema = z.object({
  side: oneOf(SIDES, 'side'),
  toId: picked('reassignTo'),
  reason: oneOf(REASSIGN_REASONS, 'reassignReason'),
});

export function ReassignForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const supervised = new Set(me?.roles.filter((held) => held.role === 'supervisor').map((held) => held.side));
  const sides = partySides(view).filter((side) => supervised.has(side));
  const form = useCheckedForm(schema, {
    side: sides.length === 1 ? (sides[0] ?? '') : '',
    toId: '',
    reason: '',
  });
  const { control } = form;
  const side = useWatch({ control, name: 'side' });
  const staff = useStaff(view.schoolId).filter((person) => person.side === side);
  return (
    <CommandFrame
      type="reassign"
      view={view}
      form={form}
      body={(values) => ({ type: 'reassign', ...values })}
    >
      <SideField control={control} name="side" sides={sides} />
      <FormField control={control} name="toId" field="reassignTo">
        {(props) => <PersonPicker {...props} people={staff} />}
      </FormField>
      <FormField control={control} name="reason" field="reassignReason">
        {(props) => (
          <Radios {...props} choices={choicesOf(REASSIGN_REASONS, (v) => t(`codes.reassignReason.${v}`))} />
        )}
      </FormField>
    </CommandFrame>
  );
}
