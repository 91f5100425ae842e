import { createElement, Fragment, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ASK_CHANNELS, CONSENT_ITEMS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import {
  choice,
  choices,
  heard,
  hinted,
  maybe,
  pastDay,
  pickFrom,
  yesNoEach,
} from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import type { Described } from '../../../forms/described-values.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useFamily, useFamilyChoices } from '../use-case-people.js';
import { ConsentPreview } from './consent-preview.js';
import { useMemberChoices } from './use-member-choices.js';
import { useTellingWays } from './use-telling-ways.js';

/** Consent that was not asked for yet, was not answered, or no longer stands: a link that is lost is sent again. */
const ASKABLE: ReadonlySet<string> = new Set(['proposed', 'requested', 'refused', 'withdrawn', 'expired']);

/** A question with something shown under it that follows from the answer. */
function followedBy<I, O>(one: Described<I, O>, after: readonly ReactElement[]): Described<I, O> {
  return { ...one, draw: (props) => createElement(Fragment, null, one.draw(props), ...after) };
}

/**
 * For a member from outside it is asked item by item (OHL 19 §); guardians who live apart are asked both. What goes out
 * by a channel is shown to the sender as each receiver will see it.
 */
export function RequestConsentForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const first = target === undefined ? [] : [target];
  const [memberIds, setMemberIds] = useState<readonly string[]>(first);
  const [people, setPeople] = useState<readonly string[]>([]);
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const [channel, setChannel] = useState('');
  const members = useMemberChoices(view, (member) => ASKABLE.has(member.consent));
  const outsiders = new Set(view.members?.filter((member) => member.external).map((member) => member.id));
  const askedOf = heard(choices('askedOf', useFamilyChoices(useFamily(view))), setPeople);
  const apart = view.family?.guardians.some((guardian) => guardian.livesApart && guardian.noPart === null);
  const items = choicesOf(CONSENT_ITEMS, (item) => t(`codes.consentItem.${item}`));
  const channels = choicesOf(ASK_CHANNELS, (one) => t(`codes.contactChannel.${one}`));
  const how = heard(maybe(pickFrom('askChannel', channels)), setChannel);
  const asksOutsiders = (ids: readonly string[]) => ids.some((id) => outsiders.has(id));
  const told = asksOutsiders(memberIds) ? agreed : [];
  const previewed = channel === '' || memberIds.length === 0 ? [] : people;
  const previews = previewed.map((personId) => (
    <ConsentPreview key={personId} view={view} wish={{ personId, memberIds, items: told, channel }} />
  ));
  return (
    <DescribedForm
      type="request-consent"
      view={view}
      fields={{
        memberIds: heard(choices('consentMembers', members, first), setMemberIds),
        items: heard(yesNoEach('askedItems', items), (answers) =>
          setAgreed(CONSENT_ITEMS.filter((item) => answers[item] === 'yes')),
        ),
        askedOf: apart ? hinted(t('refusals.ask-both-guardians'), askedOf) : askedOf,
        channel: followedBy(how, previews),
        told: choice('askedHow', useTellingWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      shown={{ items: ({ memberIds: ids }) => asksOutsiders(ids) }}
      body={(answers) => ({ type: 'request-consent', ...answers })}
    />
  );
}
