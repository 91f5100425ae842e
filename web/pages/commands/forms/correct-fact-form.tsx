import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { CaseCommandInput } from '../../../../api/contracts/commands.js';
import type { SchoolList } from '../../../../api/contracts/directory.js';
import { Notice } from '../../../components/notice.js';
import { Radios } from '../../../components/radios.js';
import { TextArea } from '../../../components/text-area.js';
import { maybeWords, needed, oneOf, TEXT_MAX } from '../../../forms/checks.js';
import { given, type CommandFormProps } from '../../../forms/command-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { schoolsQuery } from '../../../http/queries.js';
import { CommandFrame } from '../command-frame.js';
import { DayField } from './day-field.js';

const YES_NO = ['yes', 'no'] as const;
const FACTS = ['requested-on', 'urgent', 'school'] as const;

interface Facts {
  readonly fact: string;
  readonly requestedOn: string;
  readonly urgent: string;
  readonly school: string;
}

const schema = z
  .object({
    fact: oneOf(FACTS, 'fact'),
    requestedOn: z.string(),
    urgent: z.string(),
    school: z.string(),
    note: maybeWords(),
  })
  .check(
    needed(({ fact }: Facts) => fact === 'requested-on', ['requestedOn'], 'factDate'),
    needed(({ fact }: Facts) => fact === 'urgent', ['urgent'], 'factUrgent'),
    needed(({ fact }: Facts) => fact === 'school', ['school'], 'factSchool'),
  );

type Answers = z.output<typeof schema>;

function bodyOf(values: Answers): CaseCommandInput {
  const note = given('note', values.note);
  switch (values.fact) {
    case 'requested-on':
      return { type: 'correct-fact', fact: { name: 'requested-on', value: values.requestedOn }, ...note };
    case 'urgent':
      return { type: 'correct-fact', fact: { name: 'urgent', value: values.urgent === 'yes' }, ...note };
    case 'school':
      return { type: 'correct-fact', fact: { name: 'school', value: values.school }, ...note };
  }
}

/** Schools to which a correction may move the case: of the same education provider, to others it is transferred. */
function useOtherSchools(schoolId: string): SchoolList['items'] {
  const { data = [] } = useQuery(schoolsQuery);
  const own = data.find((school) => school.id === schoolId);
  return data.filter((school) => school.id !== schoolId && school.providerId === own?.providerId);
}

export function CorrectFactForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const others = useOtherSchools(view.schoolId);
  const facts = others.length === 0 ? FACTS.filter((it) => it !== 'school') : FACTS;
  const form = useCheckedForm(schema, {
    fact: '',
    requestedOn: view.requestedOn ?? '',
    urgent: '',
    school: '',
    note: '',
  });
  const { control } = form;
  const fact = useWatch({ control, name: 'fact' });
  return (
    <CommandFrame type="correct-fact" view={view} form={form} body={bodyOf}>
      <FormField control={control} name="fact" field="fact">
        {(props) => <Radios {...props} choices={choicesOf(facts, (v) => t(`codes.fact.${v}`))} />}
      </FormField>
      {fact === 'requested-on' ? <DayField control={control} name="requestedOn" field="factDate" /> : null}
      {fact === 'urgent' ? (
        <FormField control={control} name="urgent" field="factUrgent">
          {(props) => <Radios {...props} choices={choicesOf(YES_NO, (v) => t(v))} />}
        </FormField>
      ) : null}
      {fact === 'school' ? (
        <Notice title={t('cautions.correctedSchool.title')}>
          <p>{t('cautions.correctedSchool.body')}</p>
        </Notice>
      ) : null}
      {fact === 'school' ? (
        <FormField control={control} name="school" field="factSchool">
          {(props) => (
            <Radios {...props} choices={others.map((school) => ({ value: school.id, label: school.name }))} />
          )}
        </FormField>
      ) : null}
      <FormField control={control} name="note" field="note" optional>
        {(props) => <TextArea {...props} reader={t('reader.log')} max={TEXT_MAX} />}
      </FormField>
    </CommandFrame>
  );
}
