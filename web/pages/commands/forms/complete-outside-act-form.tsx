import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutsideActAnswer } from '../../../../api/contracts/annex.js';
import { WITHOUT_CONSENT_GROUNDS } from '../../../../domain/codes.js';
import { isUsual, type UsualPart } from '../../../../domain/outside-details.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useDetailFields, useUsualFields } from './outside-act-fields.js';
import { useActChoices } from './use-act-choices.js';

/**
 * Parts that are already there are not asked again, but for what changes: who lives with the child, where it is, and what
 * support is hoped for.
 */
export function CompleteOutsideActForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const grounds = choicesOf(WITHOUT_CONSENT_GROUNDS, (ground) => t(`codes.withoutConsentGround.${ground}`));
  const actOf = ({ actId }: { actId: string }) => view.acts?.find((act) => act.id === actId);
  const lacks =
    (part: 'measuresTried' | 'homeCooperation' | 'acknowledgedOn') => (values: { actId: string }) => {
      const act = actOf(values);
      return act === undefined || act.has[part] === false || act.has[part] === null;
    };
  // Whoever owes the details of an act and is not shown acts is asked: it may be a contact, and they know.
  const ofContact = (is: (act: OutsideActAnswer) => boolean) => (values: { actId: string }) => {
    const act = actOf(values);
    return act === undefined || is(act);
  };
  const usual = (part: UsualPart) => (values: { actId: string }) => {
    const kind = actOf(values)?.kind;
    return kind !== undefined && isUsual(kind, part);
  };
  const agreed = (values: { actId: string }) => {
    const has = actOf(values)?.has;
    return has != null && has.followUpOn !== null && has.followedUpOn === null;
  };
  return (
    <DescribedForm
      type="complete-outside-act"
      view={view}
      fields={{
        actId: choice('act', useActChoices(view), target ?? view.acts?.at(-1)?.id),
        withoutConsentGround: maybe(choice('withoutConsentGround', grounds)),
        hopedSupport: maybe(text('hopedSupport', t('reader.outside'))),
        ...useDetailFields(view),
        followedUpOn: maybe(pastDay('followedUpOn', view.today, '')),
        ...useUsualFields(),
      }}
      shown={{
        withoutConsentGround: ofContact((act) => act.groundOpen === true),
        hopedSupport: ofContact((act) => act.kind === 'contact-social-services'),
        measuresTried: lacks('measuresTried'),
        homeCooperation: lacks('homeCooperation'),
        acknowledgedOn: lacks('acknowledgedOn'),
        followedUpOn: agreed,
        siblings: usual('siblings'),
        household: usual('household'),
        whereabouts: usual('whereabouts'),
        immediateDanger: usual('immediateDanger'),
        interpreter: usual('interpreter'),
      }}
      body={({ actId, ...details }) => ({ type: 'complete-outside-act', actId, details })}
    />
  );
}
