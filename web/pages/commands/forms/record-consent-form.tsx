import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_ITEMS, SPOKEN_LANGUAGES } from '../../../../domain/codes.js';
import { CONSENT_ANSWERS } from '../../../../domain/commands.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import {
  choice,
  comingDay,
  heard,
  maybe,
  pastDay,
  pickFrom,
  text,
  yesNo,
  yesNoEach,
} from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { familyRole, useFamily, useFamilyChoices } from '../use-case-people.js';
import { onlyOf } from './only-of.js';
import { useAnswerWays } from './use-answer-ways.js';
import { useMemberChoices } from './use-member-choices.js';

/**
 * One person's answer about one member. Where items were asked, each has a yes and a no of its own; those of another
 * member are other answers, so that nothing is ever answered beforehand.
 */
export function RecordConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const family = useFamily(view);
  const members = useMemberChoices(view, (member) => member.consent !== 'proposed');
  const awaited = useMemberChoices(view, (member) => member.consent === 'requested');
  const first = onlyOf(members, target) || onlyOf(awaited, target);
  const [memberId, setMemberId] = useState(first);
  const member = view.members?.find((one) => one.id === memberId);
  const asked = member?.items ?? (member?.external ? CONSENT_ITEMS : []);
  const items = asked.map((item) => ({
    value: `${memberId}/${item}`,
    label: t(`codes.consentItem.${item}`),
  }));
  const languages = choicesOf(SPOKEN_LANGUAGES, (language) => t(`codes.spokenLanguage.${language}`));
  return (
    <DescribedForm
      type="record-consent"
      view={view}
      fields={{
        memberId: heard(choice('consentMember', members, first), setMemberId),
        by: choice('consentBy', useFamilyChoices(family)),
        answer: choice(
          'consentAnswer',
          choicesOf(CONSENT_ANSWERS, (answer) => t(`codes.consent.${answer}`)),
        ),
        items: yesNoEach('agreedItems', items),
        limits: text('consentLimits', t('reader.members')),
        way: choice('consentWay', useAnswerWays()),
        validUntil: maybe(comingDay('validUntil', view.today)),
        explainedIn: maybe(pickFrom('explainedIn', languages)),
        withInterpreter: maybe(yesNo('withInterpreter', (answer) => t(answer))),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      shown={{
        items: ({ answer }) => items.length > 0 && (answer === 'given' || answer === 'partly'),
        limits: ({ answer }) => answer === 'partly',
        validUntil: ({ answer }) => answer !== 'refused',
      }}
      body={({ items: agreed, ...answers }) => ({
        type: 'record-consent',
        ...answers,
        byRole: familyRole(family, answers.by),
        ...(agreed === undefined
          ? {}
          : { items: asked.filter((item) => agreed.includes(`${answers.memberId}/${item}`)) }),
      })}
    />
  );
}
