import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SITUATION_PARTS } from '../../../../domain/codes.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { textEach } from '../../../forms/described-lists.js';
import { choicesOf } from '../../../forms/enum-choices.js';

/** The shared situation picture, part by part; what has not changed is left empty. */
export function ShareSituationForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedForm
      type="share-situation"
      view={view}
      fields={{
        parts: textEach(
          'situationPart',
          choicesOf(SITUATION_PARTS, (part) => t(`codes.situationPart.${part}`)),
          t('report.readerShared'),
        ),
      }}
      body={({ parts }) => ({
        type: 'share-situation',
        parts: parts.map(({ item, answer }) => ({ part: item, text: answer })),
      })}
    />
  );
}
