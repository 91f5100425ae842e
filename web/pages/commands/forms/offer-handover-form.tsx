import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { SIDES } from '../../../../domain/people.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, oneOf, picked, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { meQuery } from '../../../http/queries.js';
import { CommandFrame } from '../command-frame.js';
import { partySides, useStaff } from '../use-case-people.js';
import { SideField } from './side-field.js';

const schema = z.object({ side: oneOf(SIDES, 'side'), toId: picked('handoverTo'), reason: maybeWords() });

export function OfferHandoverForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const parties = partySides(view);
  const own = parties.filter((side) => view.responsible[side] === me?.id);
  const sides = own.length > 0 ? own : parties;
  const form = useCheckedForm(schema, {
    side: sides.length === 1 ? (sides[0] ?? '') : '',
    toId: '',
    reason: '',
  });
  const { control } = form;
  const side = useWatch({ control, name: 'side' });
  const staff = useStaff(view.schoolId).filter((person) => person.side === side && person.id !== me?.id);
  return (
    <CommandFrame
      type="offer-handover"
      view={view}
      form={form}
      body={({ reason, ...rest }) => ({ type: 'offer-handover', ...rest, ...given('reason', reason) })}
    >
      <SideField control={control} name="side" sides={sides} />
      <FormField control={control} name="toId" field="handoverTo">
        {(props) => <PersonPicker {...props} people={staff} />}
      </FormField>
      <FormField control={control} name="reason" field="handoverReason" optional>
        {(props) => <TextArea {...props} reader={t('reader.responsible')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
