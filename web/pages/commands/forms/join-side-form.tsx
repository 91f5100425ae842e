import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { JOIN_GROUNDS } from '../../../../domain/commands.js';
import { SIDES } from '../../../../domain/people.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { Radios } from '../../../components/radios.js';
import { oneOf, picked } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { useStaff } from '../use-case-people.js';

const schema = z.object({
  side: oneOf(SIDES, 'side'),
  ground: oneOf(JOIN_GROUNDS, 'joinGround'),
  responsibleId: picked('joinResponsible'),
});

export function JoinSideForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const missing = SIDES.filter((side) => view.responsible[side] === undefined);
  const form = useCheckedForm(schema, {
    side: missing.length === 1 ? (missing[0] ?? '') : '',
    ground: '',
    responsibleId: '',
  });
  const { control } = form;
  const side = useWatch({ control, name: 'side' });
  const staff = useStaff(view.schoolId).filter((person) => person.side === side);
  return (
    <CommandFrame
      type="join-side"
      view={view}
      form={form}
      body={(values) => ({ type: 'join-side', ...values })}
    >
      <FormField control={control} name="side" field="side">
        {(props) => <Radios {...props} choices={choicesOf(missing, (v) => t(`codes.side.${v}`))} />}
      </FormField>
      <FormField control={control} name="ground" field="joinGround">
        {(props) => (
          <Radios {...props} choices={choicesOf(JOIN_GROUNDS, (v) => t(`codes.joinGround.${v}`))} />
        )}
      </FormField>
      <FormField control={control} name="responsibleId" field="joinResponsible">
        {(props) => <PersonPicker {...props} people={staff} />}
      </FormField>
    </CommandFrame>
  );
}
