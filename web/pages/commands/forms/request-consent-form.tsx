import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_ITEMS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, choices, hinted, pastDay, yesNoEach } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useFamily, useFamilyChoices } from '../use-case-people.js';
import { useMemberChoices } from './use-member-choices.js';
import { useTellingWays } from './use-telling-ways.js';

/** Consent that was not asked for yet, or no longer stands. */
const ASKABLE: ReadonlySet<string> = new Set(['proposed', 'refused', 'withdrawn', 'expired']);

/** For a member from outside it is asked item by item (OHL 19 §); guardians who live apart are asked both. */
export function RequestConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const members = useMemberChoices(view, (member) => ASKABLE.has(member.consent));
  const outsiders = new Set(view.members?.filter((member) => member.external).map((member) => member.id));
  const askedOf = choices('askedOf', useFamilyChoices(useFamily(view)));
  const apart = view.family?.guardians.some((guardian) => guardian.livesApart && guardian.noPart === null);
  const items = choicesOf(CONSENT_ITEMS, (item) => t(`codes.consentItem.${item}`));
  return (
    <DescribedForm
      type="request-consent"
      view={view}
      fields={{
        memberIds: choices('consentMembers', members, target === undefined ? [] : [target]),
        items: yesNoEach('askedItems', items),
        askedOf: apart ? hinted(t('refusals.ask-both-guardians'), askedOf) : askedOf,
        told: choice('askedHow', useTellingWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      shown={{ items: ({ memberIds }) => memberIds.some((id) => outsiders.has(id)) }}
      body={(answers) => ({ type: 'request-consent', ...answers })}
    />
  );
}
