import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { useEntryChoices } from './use-entry-choices.js';

/** A correction is an entry of its own; what it corrects stays, and is shown above while one writes. */
export function CorrectEntryForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const entries = view.report?.entries ?? [];
  // Opened for one entry, the form is about that one: its words stand above.
  const choices = useEntryChoices(
    view,
    ({ id, reference }) =>
      reference === null &&
      !entries.some((one) => one.corrects === id) &&
      (target === undefined || target === id),
  );
  const opened = onlyOf(choices, target);
  const words = entries.find((entry) => entry.id === opened)?.text;
  return (
    <DescribedForm
      type="correct-entry"
      view={view}
      above={
        words === undefined ? null : (
          <blockquote className="own-words notice quoted" aria-label={t('report.asWritten')}>
            {words}
          </blockquote>
        )
      }
      fields={{
        entryId: choice('entry', choices, opened),
        text: text('correctedText', t('report.reader')),
      }}
      body={(answers) => ({ type: 'correct-entry', ...answers })}
    />
  );
}
