import type { ReactElement } from 'react';
import { isUsual, type UsualPart } from '../../../../domain/outside-details.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useDetailFields, useUsualFields } from './outside-act-fields.js';
import { useActChoices } from './use-act-choices.js';

/** Parts that are already there are not asked again, but for what changes: who lives with the child, and where it is. */
export function CompleteOutsideActForm({ view, target }: CommandFormProps): ReactElement {
  const lacks =
    (part: 'measuresTried' | 'homeCooperation' | 'acknowledgedOn') => (values: { actId: string }) => {
      const act = view.acts?.find((one) => one.id === values.actId);
      return act === undefined || act.has[part] === false || act.has[part] === null;
    };
  const usual =
    (part: UsualPart) =>
    ({ actId }: { actId: string }) => {
      const kind = view.acts?.find((act) => act.id === actId)?.kind;
      return kind !== undefined && isUsual(kind, part);
    };
  const agreed = ({ actId }: { actId: string }) => {
    const has = view.acts?.find((act) => act.id === actId)?.has;
    return has != null && has.followUpOn !== null && has.followedUpOn === null;
  };
  return (
    <DescribedForm
      type="complete-outside-act"
      view={view}
      fields={{
        actId: choice('act', useActChoices(view), target ?? view.acts?.at(-1)?.id),
        ...useDetailFields(view),
        followedUpOn: maybe(pastDay('followedUpOn', view.today, '')),
        ...useUsualFields(),
      }}
      shown={{
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
