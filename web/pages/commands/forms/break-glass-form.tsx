import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { GLASS_REASONS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** In an emergency, for a short time: the reason is read by whoever reviews it. */
export function BreakGlassForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const reasons = choicesOf(GLASS_REASONS, (reason) => t(`codes.glassReason.${reason}`));
  return (
    <DescribedForm
      type="break-glass"
      view={view}
      fields={{
        reasonCode: choice('glassReason', reasons),
        reason: text('glassWords', t('reader.log')),
      }}
      body={(answers) => ({ type: 'break-glass', ...answers })}
    />
  );
}
