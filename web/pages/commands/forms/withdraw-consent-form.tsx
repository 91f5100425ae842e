import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/notice.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, choices, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { familyRole, useFamily, useFamilyChoices } from '../use-case-people.js';
import { useAnswerWays } from './use-answer-ways.js';
import { useMemberChoices } from './use-member-choices.js';

/** What a withdrawal can end: a consent that stands, and one that is still asked for. */
const STANDING: ReadonlySet<string> = new Set(['given', 'partly', 'requested', 'conflict']);

export function WithdrawConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamily(view);
  const members = useMemberChoices(view, (member) => STANDING.has(member.consent));
  return (
    <DescribedForm
      type="withdraw-consent"
      view={view}
      above={
        <Notice title={t('cautions.withdrawal.title')}>
          <p>{t('cautions.withdrawal.body')}</p>
        </Notice>
      }
      fields={{
        memberIds: choices('withdrawnMembers', members, target === undefined ? [] : [target]),
        by: choice('withdrawnBy', useFamilyChoices(family)),
        way: choice('withdrawnHow', useAnswerWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({
        type: 'withdraw-consent',
        ...answers,
        byRole: familyRole(family, answers.by),
      })}
    />
  );
}
