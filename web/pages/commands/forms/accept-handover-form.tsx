import type { ReactElement } from 'react';
import * as z from 'zod/mini';
import { SIDES } from '../../../../domain/people.js';
import { oneOf } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { SideField } from './side-field.js';
import { useOfferedSides } from './use-offered-sides.js';

const schema = z.object({ side: oneOf(SIDES, 'side') });

export function AcceptHandoverForm({ view }: CommandFormProps): ReactElement {
  const sides = useOfferedSides(view);
  const form = useCheckedForm(schema, { side: sides[0] ?? '' });
  return (
    <CommandFrame
      type="accept-handover"
      view={view}
      form={form}
      body={(values) => ({ type: 'accept-handover', ...values })}
    >
      <SideField control={form.control} name="side" sides={sides} />
    </CommandFrame>
  );
}
