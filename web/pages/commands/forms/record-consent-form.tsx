import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { ANSWER_WAYS, CONSENT_ANSWERS } from '../../../../domain/commands.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { dayUpTo, maybeWords, needed, oneOf, picked, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { CommandFrame } from '../command-frame.js';
import { nameOf, useFamily, useFamilyChoices } from '../use-case-people.js';
import { DayField } from './day-field.js';

/** Consents received on paper carry the date they were given; a link answers for itself. */
const WAYS = ANSWER_WAYS.filter((way) => way !== 'link');

function schemaOf(today: string) {
  return z
    .object({
      memberId: picked('consentMember'),
      by: picked('consentBy'),
      answer: oneOf(CONSENT_ANSWERS, 'consentAnswer'),
      limits: maybeWords(),
      way: oneOf(ANSWER_WAYS, 'consentWay'),
      happenedOn: dayUpTo(today, 'happenedOn'),
    })
    .check(
      needed(
        ({ answer }: { answer: string; limits: string }) => answer === 'partly',
        ['limits'],
        'consentLimits',
      ),
    );
}

export function RecordConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamily(view);
  const familyChoices = useFamilyChoices(family);
  const asked = (view.members ?? []).filter((member) => member.consent !== 'proposed');
  const open = asked.filter((member) => member.consent === 'requested');
  const form = useCheckedForm(schemaOf(view.today), {
    memberId: target ?? (open.length === 1 ? (open[0]?.id ?? '') : ''),
    by: '',
    answer: '',
    limits: '',
    way: '',
    happenedOn: view.today,
  });
  const { control } = form;
  const answer = useWatch({ control, name: 'answer' });
  const members = asked.map((member) => ({
    value: member.id,
    label: nameOf(view, member.personId),
    hint: `${t(`codes.role.${member.role}`)} · ${t(`codes.consent.${member.consent}`)}`,
  }));
  return (
    <CommandFrame
      type="record-consent"
      view={view}
      form={form}
      body={({ limits, ...rest }) => ({
        type: 'record-consent',
        ...rest,
        byRole: family.find((person) => person.id === rest.by)?.role ?? 'guardian',
        ...(rest.answer === 'partly' ? given('limits', limits) : {}),
      })}
    >
      <FormField control={control} name="memberId" field="consentMember">
        {(props) => <Radios {...props} choices={members} />}
      </FormField>
      <FormField control={control} name="by" field="consentBy">
        {(props) => <Radios {...props} choices={familyChoices} />}
      </FormField>
      <FormField control={control} name="answer" field="consentAnswer">
        {(props) => (
          <Radios {...props} choices={choicesOf(CONSENT_ANSWERS, (v) => t(`codes.consent.${v}`))} />
        )}
      </FormField>
      {answer === 'partly' ? (
        <FormField control={control} name="limits" field="consentLimits">
          {(props) => <TextArea {...props} reader={t('reader.members')} max={TEXT_MAX} />}
        </FormField>
      ) : null}
      <FormField control={control} name="way" field="consentWay">
        {(props) => <Radios {...props} choices={choicesOf(WAYS, (v) => t(`codes.answerWay.${v}`))} />}
      </FormField>
      <DayField control={control} name="happenedOn" field="happenedOn" />
    </CommandFrame>
  );
}
