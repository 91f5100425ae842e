import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { RESPONSES } from '../../../../domain/codes.js';
import type { DutyAnswer } from '../../../../api/contracts/duties.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { onlyOf } from './only-of.js';
import { useDutyChoices } from './use-duty-choices.js';

function isAwaited(duty: DutyAnswer): boolean {
  return duty.expected === true && duty.status !== 'done' && duty.status !== 'cancelled';
}

/** Opened for an expectation, or for the act that made the other side owe it. */
export function RecordResponseForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const expectations = useDutyChoices(view, isAwaited);
  const meant = useDutyChoices(
    view,
    (duty) => isAwaited(duty) && (duty.id === target || duty.about?.id === target),
  );
  const responses = choicesOf(RESPONSES, (response) => t(`codes.response.${response}`));
  return (
    <DescribedForm
      type="record-response"
      view={view}
      fields={{
        dutyId: choice('expectation', expectations, onlyOf(meant, target) || onlyOf(expectations, target)),
        response: choice('response', responses),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'record-response', ...answers })}
    />
  );
}
