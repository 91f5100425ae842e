import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { PeoplePicker } from '../../../components/people-picker.js';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, some, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { asMember, usePartyStaff } from '../use-case-people.js';

const schema = z.object({ purpose: maybeWords(), members: some('groupMembers') });

export function ProposeGroupForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const known = new Set(view.members?.map((member) => member.personId));
  const staff = usePartyStaff(view).filter((person) => !known.has(person.id));
  const form = useCheckedForm(schema, { purpose: '', members: [] });
  const { control } = form;
  return (
    <CommandFrame
      type="propose-group"
      view={view}
      form={form}
      body={({ purpose, members }) => ({
        type: 'propose-group',
        ...given('purpose', purpose),
        members: members.flatMap((id) => asMember(staff, id)),
      })}
    >
      <FormField control={control} name="purpose" field="purpose" optional>
        {(props) => <TextArea {...props} reader={t('reader.members')} max={TEXT_MAX} />}
      </FormField>
      <FormField control={control} name="members" field="groupMembers">
        {(props) => <PeoplePicker {...props} people={staff} />}
      </FormField>
    </CommandFrame>
  );
}
