import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { HANDOVER_REFUSALS } from '../../../../domain/commands.js';
import { SIDES } from '../../../../domain/people.js';
import { Radios } from '../../../components/radios.js';
import { oneOf } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { SideField } from './side-field.js';
import { useOfferedSides } from './use-offered-sides.js';

const schema = z.object({ side: oneOf(SIDES, 'side'), reason: oneOf(HANDOVER_REFUSALS, 'handoverRefusal') });

export function RefuseHandoverForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const sides = useOfferedSides(view);
  const form = useCheckedForm(schema, { side: sides[0] ?? '', reason: '' });
  const { control } = form;
  return (
    <CommandFrame
      type="refuse-handover"
      view={view}
      form={form}
      body={(values) => ({ type: 'refuse-handover', ...values })}
    >
      <SideField control={control} name="side" sides={sides} />
      <FormField control={control} name="reason" field="handoverRefusal">
        {(props) => (
          <Radios {...props} choices={choicesOf(HANDOVER_REFUSALS, (v) => t(`codes.handoverRefusal.${v}`))} />
        )}
      </FormField>
    </CommandFrame>
  );
}
