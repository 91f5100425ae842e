import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Radios } from '../../../components/radios.js';
import { picked } from '../../../forms/checks.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { FormField } from '../../../forms/form-field.js';
import { useCheckedForm } from '../../../forms/use-checked-form.js';
import { useFormat } from '../../../language/use-format.js';
import { CommandFrame } from '../command-frame.js';
import { DetailFields, detailsOf, detailsShape, NO_DETAILS } from './outside-details.js';

const schema = z.object({ actId: picked('act'), ...detailsShape });

export function CompleteOutsideActForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = view.acts ?? [];
  const form = useCheckedForm(schema, { actId: target ?? acts.at(-1)?.id ?? '', ...NO_DETAILS });
  const { control } = form;
  const actId = useWatch({ control, name: 'actId' });
  const has = acts.find((act) => act.id === actId)?.has;
  const choices = acts.map((act) => ({
    value: act.id,
    label: t('forms.shared.actOption', {
      act: t(act.kind === 'report-child-welfare' ? 'pages.case.outsideReport' : 'pages.case.outsideContact'),
      date: format.date(act.on),
    }),
  }));
  return (
    <CommandFrame
      type="complete-outside-act"
      view={view}
      form={form}
      body={({ actId: id, ...details }) => ({
        type: 'complete-outside-act',
        actId: id,
        details: detailsOf(details),
      })}
    >
      <FormField control={control} name="actId" field="act">
        {(props) => <Radios {...props} choices={choices} />}
      </FormField>
      <DetailFields
        control={control}
        known={{
          measuresTried: has?.measuresTried ?? false,
          homeCooperation: has?.homeCooperation ?? false,
          acknowledgedOn: has?.acknowledgedOn != null,
        }}
      />
    </CommandFrame>
  );
}
