import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TOLD_OF_REPORT } from '../../../../domain/commands.js';
import { Notice } from '../../../components/notice.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, maybe, yesNo } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { actOf, useActFields, useLaterFields, useUsualFields } from './outside-act-fields.js';

/** Needs nobody's approval and no consent: nothing on this page asks for either (LSL 25 §). */
export function ReportChildWelfareForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const told = choicesOf(TOLD_OF_REPORT, (who) => t(`codes.toldOfReport.${who}`));
  return (
    <DescribedForm
      type="report-child-welfare"
      view={view}
      above={
        <Notice title={t('cautions.again.title')}>
          <p>{t('cautions.again.body')}</p>
        </Notice>
      }
      fields={{
        ...useActFields(view, 'reportReason'),
        told: choice('toldOfReport', told),
        crimeSuspected: maybe(yesNo('crimeSuspected', (answer) => t(answer))),
        ...useUsualFields(),
        ...useLaterFields(view),
      }}
      body={({ told: who, ...answers }) => ({
        type: 'report-child-welfare',
        ...actOf(answers),
        told: who,
      })}
    />
  );
}
