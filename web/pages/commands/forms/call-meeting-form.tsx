import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { MEETING_KINDS } from '../../../../domain/commands.js';
import { Checkboxes } from '../../../components/checkboxes.js';
import { PeoplePicker } from '../../../components/people-picker.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { Radios } from '../../../components/radios.js';
import { TextInput } from '../../../components/text-input.js';
import { TimeInput } from '../../../components/time-input.js';
import { dayFrom, LINE_MAX, maybeWords, needed, oneOf, timeOfDay } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { asMember, nameOf, useFamily, useFamilyChoices, usePartyStaff } from '../use-case-people.js';
import { DayField } from './day-field.js';

interface Invited {
  readonly kind: string;
  readonly members: string[];
  readonly staff: string[];
  readonly inviterId: string;
}

/** Meetings to which only members with consent are called (OHL 19 §). */
function isOfMembers(kind: string): boolean {
  return kind === 'expert-group' || kind === 'network-meeting';
}

function schemaOf(today: string) {
  return z
    .object({
      kind: oneOf(MEETING_KINDS, 'meetingKind'),
      on: dayFrom(today, 'meetingOn'),
      minute: timeOfDay('time'),
      place: maybeWords(LINE_MAX),
      members: z.array(z.string()),
      staff: z.array(z.string()),
      family: z.array(z.string()),
      inviterId: z.string(),
    })
    .check(
      needed(({ kind }: Invited) => isOfMembers(kind), ['members'], 'invitedStaff'),
      needed(({ kind }: Invited) => kind === 'network-meeting', ['inviterId'], 'inviter'),
      needed(({ kind }: Invited) => kind === 'home-meeting', ['staff'], 'invitedStaff'),
    );
}

/** Members with consent. */
function useConsented({ view }: Pick<CommandFormProps, 'view'>) {
  const { t } = useTranslation();
  return (view.members ?? [])
    .filter((member) => member.consent === 'given' || member.consent === 'partly')
    .map((member) => ({
      ...member,
      value: member.personId,
      label: nameOf(view, member.personId),
      hint: `${t(`codes.role.${member.role}`)} · ${t(`codes.consent.${member.consent}`)}`,
    }));
}

export function CallMeetingForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const staff = usePartyStaff(view);
  const family = useFamily(view);
  const familyChoices = useFamilyChoices(family);
  const members = useConsented({ view });
  const form = useCheckedForm(schemaOf(view.today), {
    kind: '',
    on: '',
    minute: '',
    place: '',
    members: [],
    staff: [],
    family: [],
    inviterId: '',
  });
  const { control } = form;
  const kind = useWatch({ control, name: 'kind' });
  return (
    <CommandFrame
      type="call-meeting"
      view={view}
      form={form}
      body={(values) => ({
        type: 'call-meeting',
        kind: values.kind,
        on: values.on,
        minute: values.minute,
        ...given('place', values.place),
        invitedStaff: isOfMembers(values.kind)
          ? members
              .filter((member) => values.members.includes(member.personId))
              .map(({ personId, role, side }) => ({ personId, role, side }))
          : values.staff.flatMap((id) => asMember(staff, id)),
        invitedFamily: family
          .filter((person) => values.family.includes(person.id))
          .map(({ id, role }) => ({ personId: id, role })),
        ...(values.kind === 'network-meeting' ? { inviterId: values.inviterId } : {}),
      })}
    >
      <FormField control={control} name="kind" field="meetingKind">
        {(props) => (
          <Radios {...props} choices={choicesOf(MEETING_KINDS, (v) => t(`codes.meetingKind.${v}`))} />
        )}
      </FormField>
      <DayField control={control} name="on" field="meetingOn" />
      <FormField control={control} name="minute" field="time">
        {(props) => <TimeInput {...props} />}
      </FormField>
      <FormField control={control} name="place" field="place" hint={t('reader.invited')} optional>
        {(props) => <TextInput {...props} />}
      </FormField>
      {kind === 'network-meeting' ? (
        <FormField control={control} name="inviterId" field="inviter">
          {(props) => <PersonPicker {...props} people={staff} />}
        </FormField>
      ) : null}
      {isOfMembers(kind) ? (
        <FormField control={control} name="members" field="invitedStaff">
          {(props) => <Checkboxes {...props} choices={members} />}
        </FormField>
      ) : null}
      {kind === 'home-meeting' ? (
        <FormField control={control} name="staff" field="invitedStaff">
          {(props) => <PeoplePicker {...props} people={staff} />}
        </FormField>
      ) : null}
      <FormField control={control} name="family" field="invitedFamily" optional>
        {(props) => <Checkboxes {...props} choices={familyChoices} />}
      </FormField>
    </CommandFrame>
  );
}
