import type { ReactElement } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod/mini';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { CLOSING_REASONS, TOLD_PARTIES } from '../../../../domain/commands.js';
import { Checkboxes } from '../../../components/checkboxes.js';
import type { Choice } from '../../../components/choice.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { TEXT_MAX } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { nameOf, usePartyStaff } from '../use-case-people.js';
import { ActionRows } from './action-rows.js';
import { BeforeClosing } from './before-closing.js';
import { DayField } from './day-field.js';
import {
  meetingBody,
  mayFollowUp,
  meetingSchema,
  mustAppoint,
  offersSummary,
  type MeetingAnswers,
} from './record-meeting-model.js';
import { openMeetings, useMeetingChoices } from './use-meeting-choices.js';

export type MeetingForm = UseFormReturn<z.input<ReturnType<typeof meetingSchema>>, unknown, MeetingAnswers>;

/** Those who were invited: staff first, then the family. */
function useInvited(view: CaseAnswer, meetingId: string): { staff: Choice[]; everybody: Choice[] } {
  const { t } = useTranslation();
  const meeting = view.meetings?.find((one) => one.id === meetingId);
  const asChoice = (id: string): Choice => {
    const role = view.people?.[id]?.role;
    return {
      value: id,
      label: nameOf(view, id),
      hint: role === undefined ? undefined : t(`codes.role.${role}`),
    };
  };
  const staff = (meeting?.staff ?? []).map(asChoice);
  return { staff, everybody: [...staff, ...(meeting?.family ?? []).map(asChoice)] };
}

function Ending({ form, view }: { form: MeetingForm; view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const { control } = form;
  const end = useWatch({ control, name: 'end' });
  return (
    <>
      <FormField control={control} name="end" field="end">
        {(props) => (
          <Radios
            {...props}
            choices={[
              { value: 'next', label: t('forms.shared.endNext') },
              { value: 'close', label: t('forms.shared.endClose') },
            ]}
          />
        )}
      </FormField>
      {end === 'next' ? <DayField control={control} name="nextOn" field="nextOn" /> : null}
      {end === 'close' ? (
        <>
          <BeforeClosing view={view} />
          <FormField control={control} name="reason" field="closingReason">
            {(props) => (
              <Radios {...props} choices={choicesOf(CLOSING_REASONS, (v) => t(`codes.closingReason.${v}`))} />
            )}
          </FormField>
          <FormField control={control} name="told" field="closingTold" optional>
            {(props) => (
              <Checkboxes {...props} choices={choicesOf(TOLD_PARTIES, (v) => t(`codes.told.${v}`))} />
            )}
          </FormField>
        </>
      ) : null}
    </>
  );
}

export function RecordMeetingForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const staff = usePartyStaff(view);
  const meetings = useMeetingChoices(openMeetings(view));
  const appoints = (meetingId: string): boolean => mustAppoint(view, meetingId);
  const first = openMeetings(view).find((meeting) => meeting.id === target) ?? openMeetings(view).at(-1);
  const form = useCheckedForm(meetingSchema(view.today, appoints), {
    meetingId: first?.id ?? '',
    happenedOn: first && first.on < view.today ? first.on : view.today,
    attended: [],
    responsible: '',
    summary: '',
    actions: [],
    end: '',
    nextOn: '',
    reason: '',
    told: [],
  });
  const { control } = form;
  const [meetingId, attended, appointed] = useWatch({
    control,
    name: ['meetingId', 'attended', 'responsible'],
  });
  const invited = useInvited(view, meetingId);
  const present = invited.staff.filter((person) => attended.includes(person.value));
  const monitors = staff.filter((person) => mayFollowUp(view, appointed, person.id));
  const sideOf = (id: string) =>
    view.people?.[id]?.side ?? staff.find((person) => person.id === id)?.side ?? 'school';
  return (
    <CommandFrame
      type="record-meeting"
      view={view}
      form={form}
      body={(values) => meetingBody(values, sideOf, appoints)}
    >
      <FormField control={control} name="meetingId" field="meeting">
        {(props) => <Radios {...props} choices={meetings} />}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
      <FormField control={control} name="attended" field="attended">
        {(props) => <Checkboxes {...props} choices={invited.everybody} />}
      </FormField>
      {appoints(meetingId) && present.length > 0 ? (
        <FormField control={control} name="responsible" field="appointed">
          {(props) => <Radios {...props} choices={present} />}
        </FormField>
      ) : null}
      {offersSummary(view, meetingId) ? (
        <FormField control={control} name="summary" field="summary" optional>
          {(props) => <TextArea {...props} reader={t('reader.members')} max={TEXT_MAX} />}
        </FormField>
      ) : (
        <p>{t('report.homeWilmaMeeting')}</p>
      )}
      <ActionRows form={form} staff={staff} monitors={monitors} />
      <Ending form={form} view={view} />
    </CommandFrame>
  );
}
