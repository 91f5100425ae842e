import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AskConsultationInput, ConsultationAnswer } from '../../../api/contracts/consultations.js';
import { TOPICS } from '../../../domain/commands.js';
import { CONSULTED_ROLES } from '../../../domain/consultation/consultation.js';
import { DateInput } from '../../components/date-input.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Radios } from '../../components/radios.js';
import { Select } from '../../components/select.js';
import { TextArea } from '../../components/text-area.js';
import { TextLink } from '../../components/text-link.js';
import { dayFrom, oneOf, picked, TEXT_MAX, words } from '../../forms/checks.js';
import { choicesOf } from '../../forms/enum-choices.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { meQuery, schoolsQuery } from '../../http/queries.js';
import { useSendSlip } from '../../http/slips.js';
import { SlipForm } from '../slips/slip-form.js';

function schemaOf(today: string) {
  return z.object({
    schoolId: picked('askSchool'),
    topic: oneOf(TOPICS, 'topic'),
    role: oneOf(CONSULTED_ROLES, 'askedRole'),
    question: words('question'),
    answerBy: dayFrom(today, 'answerBy').check(z.minLength(1, 'fields.answerBy.missing')),
  });
}

/** The schools one asks from: those of one's posts; for a post held everywhere, every school of the employer. */
function useOwnSchools(): { value: string; label: string }[] {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: all } = useSuspenseQuery(schoolsQuery);
  const held = me?.roles ?? [];
  const everywhere = held.some((role) => role.unitId === null);
  return all
    .filter((school) => everywhere || held.some((role) => role.unitId === school.id))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** Asking for advice without naming anybody: no question here can be answered with who the learner is. */
export function AskPage(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: me } = useSuspenseQuery(meQuery);
  const schools = useOwnSchools();
  const [only] = schools.length === 1 ? schools : [];
  const form = useCheckedForm(schemaOf(me?.today ?? ''), {
    schoolId: only?.value ?? '',
    topic: '',
    role: '',
    question: '',
    answerBy: '',
  });
  const sending = useSendSlip<AskConsultationInput, ConsultationAnswer>('/consultations');
  const { control } = form;
  return (
    <div className="form">
      <TextLink to="/neuvot" className="back-link">
        {t('act.back')}
      </TextLink>
      <SlipForm
        form={form}
        sending={sending}
        body={(values) => values}
        submit={t('slips.ask.submit')}
        after={(outcome) =>
          outcome.kind === 'done'
            ? void navigate({ to: '/neuvot/$id', params: { id: outcome.answer.id } })
            : void navigate({ to: '/neuvot' })
        }
        renderHead={(hasErrors) => (
          <PageHead title={t('slips.ask.title')} lead={t('slips.ask.lead')} hasErrors={hasErrors}>
            <Notice title={t('slips.ask.firstTalk')}>
              <p>{t('slips.ask.nobodyNamed')}</p>
              <p>{t('slips.ask.danger')}</p>
            </Notice>
          </PageHead>
        )}
      >
        {schools.length > 1 ? (
          <FormField control={control} name="schoolId" field="askSchool">
            {(props) => (
              <Select {...props} choices={[{ value: '', label: t('slips.ask.choose') }, ...schools]} />
            )}
          </FormField>
        ) : null}
        <FormField control={control} name="topic" field="topic">
          {(props) => <Radios {...props} choices={choicesOf(TOPICS, (v) => t(`codes.topic.${v}`))} />}
        </FormField>
        <FormField control={control} name="role" field="askedRole">
          {(props) => <Radios {...props} choices={choicesOf(CONSULTED_ROLES, (v) => t(`codes.role.${v}`))} />}
        </FormField>
        <FormField control={control} name="question" field="question">
          {(props) => <TextArea {...props} reader={t('slips.ask.reader')} max={TEXT_MAX} />}
        </FormField>
        <FormField control={control} name="answerBy" field="answerBy">
          {(props) => <DateInput {...props} />}
        </FormField>
      </SlipForm>
    </div>
  );
}
