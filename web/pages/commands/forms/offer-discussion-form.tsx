import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { LATENESS_REASONS, TELLING_WAYS } from '../../../../domain/commands.js';
import { PersonPicker } from '../../../components/person-picker.js';
import { Radios } from '../../../components/radios.js';
import { TimeInput } from '../../../components/time-input.js';
import { dayFrom, maybeDayUpTo, needed, oneOf, picked, timeOfDay } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { useFormat } from '../../../language/use-format.js';
import { CommandFrame } from '../command-frame.js';
import { useDiscussionStaff } from '../use-case-people.js';
import { DayField } from './day-field.js';

const REASONS = ['', ...LATENESS_REASONS] as const;

function schemaOf(today: string, limit: string | null) {
  return z
    .object({
      withId: picked('discussionWith'),
      on: dayFrom(today, 'discussionOn'),
      minute: timeOfDay('time'),
      told: oneOf(TELLING_WAYS, 'toldLearner'),
      agreedOn: maybeDayUpTo(today),
      latenessReason: oneOf(REASONS, 'latenessReason'),
    })
    .check(
      needed(
        ({ on }: { on: string; latenessReason: string }) => isAfter(on, limit),
        ['latenessReason'],
        'latenessReason',
      ),
    );
}

function isAfter(on: string, limit: string | null): boolean {
  return limit !== null && on > limit;
}

export function OfferDiscussionForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const staff = useDiscussionStaff(view.schoolId);
  // A time that staff replace kept the promise: the limit holds for the one that takes its place too.
  const replacesInTime = view.offers?.some((offer) => offer.outcome === null && offer.inTime);
  const limit =
    view.duties?.find((duty) => duty.kind === 'discussion' && (duty.doneOn === null || replacesInTime))
      ?.dueOn ?? null;
  const form = useCheckedForm(schemaOf(view.today, limit), {
    withId: view.responsible.county ?? view.responsible.school ?? '',
    on: '',
    minute: '',
    told: '',
    agreedOn: '',
    latenessReason: '',
  });
  const { control } = form;
  const on = useWatch({ control, name: 'on' });
  return (
    <CommandFrame
      type="offer-discussion"
      view={view}
      form={form}
      body={({ latenessReason, agreedOn, ...rest }) => ({
        type: 'offer-discussion',
        ...rest,
        ...given('agreedOn', agreedOn),
        ...(latenessReason === '' || !isAfter(rest.on, limit) ? {} : { latenessReason }),
      })}
    >
      <FormField control={control} name="withId" field="discussionWith">
        {(props) => <PersonPicker {...props} people={staff} />}
      </FormField>
      <DayField control={control} name="on" field="discussionOn" />
      {limit === null ? null : <p>{t('forms.shared.limit', { date: format.date(limit) })}</p>}
      {isAfter(on, limit) ? (
        <FormField control={control} name="latenessReason" field="latenessReason">
          {(props) => (
            <Radios {...props} choices={choicesOf(LATENESS_REASONS, (v) => t(`codes.latenessReason.${v}`))} />
          )}
        </FormField>
      ) : null}
      <FormField control={control} name="minute" field="time">
        {(props) => <TimeInput {...props} />}
      </FormField>
      <FormField control={control} name="told" field="toldLearner">
        {(props) => (
          <Radios {...props} choices={choicesOf(TELLING_WAYS, (v) => t(`codes.tellingWay.${v}`))} />
        )}
      </FormField>
      {view.source === undefined || view.source === 'learner' ? null : (
        <DayField control={control} name="agreedOn" field="agreedOn" optional />
      )}
    </CommandFrame>
  );
}
