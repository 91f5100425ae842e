import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { TELLING_WAYS } from '../../../../domain/commands.js';
import { Checkboxes } from '../../../components/checkboxes.js';
import { Radios } from '../../../components/radios.js';
import { dayUpTo, oneOf, some } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { nameOf, useFamily, useFamilyChoices } from '../use-case-people.js';
import { DayField } from './day-field.js';

function schemaOf(today: string) {
  return z.object({
    memberIds: some('consentMembers'),
    askedOf: some('askedOf'),
    told: oneOf(TELLING_WAYS, 'askedHow'),
    happenedOn: dayUpTo(today, 'happenedOn'),
  });
}

export function RequestConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamilyChoices(useFamily(view));
  const members = (view.members ?? [])
    .filter((member) => member.consent === 'proposed' || member.consent === 'refused')
    .map((member) => ({
      value: member.id,
      label: nameOf(view, member.personId),
      hint: `${t(`codes.role.${member.role}`)} · ${t(`codes.consent.${member.consent}`)}`,
    }));
  const form = useCheckedForm(schemaOf(view.today), {
    memberIds: target === undefined ? [] : [target],
    askedOf: [],
    told: '',
    happenedOn: view.today,
  });
  const { control } = form;
  return (
    <CommandFrame
      type="request-consent"
      view={view}
      form={form}
      body={(values) => ({ type: 'request-consent', ...values })}
    >
      <FormField control={control} name="memberIds" field="consentMembers">
        {(props) => <Checkboxes {...props} choices={members} />}
      </FormField>
      <FormField control={control} name="askedOf" field="askedOf">
        {(props) => <Checkboxes {...props} choices={family} />}
      </FormField>
      <FormField control={control} name="told" field="askedHow">
        {(props) => (
          <Radios {...props} choices={choicesOf(TELLING_WAYS, (v) => t(`codes.tellingWay.${v}`))} />
        )}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
    </CommandFrame>
  );
}
