import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { DANGERS, INTERPRETER_NEEDS } from '../../../../domain/codes.js';
import { OUTSIDE_CHANNELS } from '../../../../domain/commands.js';
import { REPORTS } from '../../../../domain/rules.js';
import type { Choice } from '../../../components/choice.js';
import type { FieldKey } from '../../../forms/checks.js';
import {
  anyDay,
  choice,
  choices,
  line,
  maybe,
  pastDay,
  person,
  pickFrom,
  text,
  under,
  whereThereIs,
} from '../../../forms/described-fields.js';
import type { Answers } from '../../../forms/described-values.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { meQuery } from '../../../http/queries.js';
import { isLive } from '../../case/case-acts-groups.js';
import { interpreterWords } from '../../case/usual-words.js';
import { nameOf, usePartyStaff } from '../use-case-people.js';

type Addressees = NonNullable<CaseAnswer['addressees']>;

/** How the addressee is reached, at any hour: stands under the question while the act is written. */
function useWayTo(found: Addressees | undefined, to: 'socialServices' | 'police'): string {
  const { t } = useTranslation();
  // Whoever is not shown the learner is told how to find it: nobody stands without a way.
  if (found === undefined) return t('outside.findRoute');
  const { outOfHours, emergency } = found;
  const late = `${t('outside.outOfHours')}: ${outOfHours.name}, ${outOfHours.phone}; ${emergency}`;
  const { address, phone } = found[to];
  const parts = [
    address,
    phone,
    late,
    found.sample ? t('outside.sampleAddress') : null,
    found.route === 'county' ? t('outside.countyRoute') : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/**
 * What is asked of every act towards the outside. An act never waits: this much is enough to save it. The addressee
 * where the learner lives is suggested, and can be written over.
 */
export function useActFields(
  view: CaseAnswer,
  reason: FieldKey,
  to: 'socialServices' | 'police' = 'socialServices',
) {
  const { t } = useTranslation();
  const found = view.addressees;
  const hint = useWayTo(found, to);
  const channels = choicesOf(OUTSIDE_CHANNELS, (channel) => t(`codes.channel.${channel}`));
  return {
    happenedOn: pastDay('actOn', view.today),
    addressee: { ...line('addressee', found?.[to].name), hint },
    channel: choice('channel', channels),
    reason: text(reason, t('reader.outside')),
  };
}

/** Other people who owe a report here, as far as the viewer is told: each owes their own, unless they made it together. */
function useOthersWhoOwe(view: CaseAnswer): Choice[] {
  const { data: me } = useSuspenseQuery(meQuery);
  const owners = (view.duties ?? [])
    .filter((duty) => isLive(duty) && REPORTS.has(duty.kind) && duty.ownerId !== me?.id)
    .map((duty) => duty.ownerId);
  return [...new Set(owners)].map((value) => ({ value, label: nameOf(view, value) }));
}

/** The parts that may follow later (`OutsideDetails` of the core), all of them optional. */
export function useDetailFields(view: CaseAnswer) {
  const { t } = useTranslation();
  const others = useOthersWhoOwe(view);
  return {
    measuresTried: maybe(text('measuresTried', t('reader.outside'))),
    homeCooperation: maybe(text('homeCooperation', t('reader.outside'))),
    acknowledgedOn: maybe(pastDay('acknowledgedOn', view.today, '')),
    followUpOn: maybe(anyDay('followUpOn')),
    responsibleId: maybe(person('followUpBy', usePartyStaff(view))),
    togetherWith: whereThereIs(others.length > 0, choices('togetherWith', others)),
  };
}

/** What the form of an authority usually asks besides (`domain.md` 3.4); each form takes what its act usually has. */
export function useUsualFields() {
  const { t } = useTranslation();
  const reader = t('reader.outside');
  const dangers = choicesOf(DANGERS, (answer) => t(`codes.danger.${answer}`));
  const needs = choicesOf(INTERPRETER_NEEDS, (need) => interpreterWords(t, need));
  const first = maybe(text('siblings', reader));
  return {
    siblings: under(t('forms.shared.usualTitle'), first, t('cautions.usual')),
    household: maybe(text('household', reader)),
    whereabouts: maybe(text('whereabouts', reader)),
    immediateDanger: maybe(choice('immediateDanger', dangers)),
    interpreter: maybe(pickFrom('interpreter', needs)),
  };
}

/** The same under their heading, after what must be known at once. */
export function useLaterFields(view: CaseAnswer) {
  const { t } = useTranslation();
  const { measuresTried, ...others } = useDetailFields(view);
  const [title, about] = [t('forms.shared.detailsTitle'), t('cautions.later')];
  return { measuresTried: under(title, measuresTried, about), ...others };
}

type Act = Answers<ReturnType<typeof useActFields>>;

/** An act as its command carries it: what may follow later stands by itself. */
export function actOf<A extends Act>(answers: A) {
  const { happenedOn, addressee, channel, reason, ...details } = answers;
  return { happenedOn, addressee, channel, reason, details };
}
