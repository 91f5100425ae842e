import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TELLING_WAYS } from '../../../../domain/commands.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** The responsible people of school and county have spoken. */
export function ContactOtherSideForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="contact-other-side"
      view={view}
      fields={{
        way: choice(
          'contactWay',
          choicesOf(TELLING_WAYS, (way) => t(`codes.tellingWay.${way}`)),
        ),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'contact-other-side', ...answers })}
    />
  );
}
