import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { GLASS_FINDINGS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { useFormat } from '../../../language/use-format.js';
import { nameOf } from '../use-case-people.js';
import { onlyOf } from './only-of.js';

/** What whoever must look at an emergency found. */
export function ReviewGlassForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const glasses = (view.glasses ?? [])
    .filter((it) => it.reviewedOn === null)
    .map((it) => ({ value: it.id, label: `${nameOf(view, it.personId)}, ${format.moment(it.from)}` }));
  const findings = choicesOf(GLASS_FINDINGS, (finding) => t(`codes.glassFinding.${finding}`));
  return (
    <DescribedForm
      type="review-glass"
      view={view}
      fields={{
        glassId: choice('glass', glasses, onlyOf(glasses, undefined)),
        finding: choice('glassFinding', findings),
        note: text('glassNote', t('reader.log')),
      }}
      body={(answers) => ({ type: 'review-glass', ...answers })}
    />
  );
}
