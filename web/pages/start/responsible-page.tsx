import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { Me } from '../../../api/contracts/me.js';
import type { Side } from '../../../domain/people.js';
import { PersonPicker } from '../../components/person-picker.js';
import { picked } from '../../forms/checks.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { meQuery } from '../../http/queries.js';
import { useStaff } from '../commands/use-case-people.js';
import { useDraft } from './draft.js';
import { QuestionPage } from './question-page.js';

/** The learner's own request has the county's side only (OHL 15 §; it is secret from the school). */
function schemaOf(withSchool: boolean) {
  return z.object({
    county: picked('countyResponsible'),
    school: withSchool ? picked('schoolResponsible') : z.string(),
  });
}

/** Oneself, when one works on that side: the usual answer. */
function ownId(me: Me | null, side: Side): string {
  return me?.id && me.roles.some((held) => held.side === side) ? me.id : '';
}

/** 5: who takes it, on each side that takes part. */
export function ResponsiblePage(): ReactElement {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const { learner, request, responsible } = useDraft().draft;
  const withSchool = request?.source !== 'learner';
  const staff = useStaff(learner?.schoolId ?? '');
  const form = useCheckedForm(schemaOf(withSchool), {
    county: responsible?.county ?? ownId(me, 'county'),
    school: responsible?.school ?? ownId(me, 'school'),
  });
  const { control } = form;
  return (
    <QuestionPage
      step="vastuu"
      title={t('start.responsible.title')}
      form={form}
      save={({ county, school }) => ({ responsible: { county, school: withSchool ? school : '' } })}
    >
      <p>{withSchool ? t('start.responsible.hint') : t('start.request.secret')}</p>
      <FormField control={control} name="county" field="countyResponsible">
        {(props) => <PersonPicker {...props} people={staff.filter((person) => person.side === 'county')} />}
      </FormField>
      {withSchool ? (
        <FormField control={control} name="school" field="schoolResponsible">
          {(props) => <PersonPicker {...props} people={staff.filter((person) => person.side === 'school')} />}
        </FormField>
      ) : null}
    </QuestionPage>
  );
}
