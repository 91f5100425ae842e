import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choices } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { useReaders } from './use-readers.js';
import { useEntryChoices } from './use-entry-choices.js';

/** Each recipient by themselves; a guardian who has no part in the case is not among the choices (OHL 18 § 2). */
export function PublishEntriesForm({ view, target }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const entries = useEntryChoices(view, () => true);
  const readers = useReaders(view).map((person) => ({
    value: person.id,
    label: person.name,
    hint: t(`codes.role.${person.role}`),
  }));
  return (
    <DescribedForm
      type="publish-entries"
      view={view}
      fields={{
        entryIds: choices('publishedEntries', entries, target === undefined ? [] : [target]),
        toIds: choices('publishedTo', readers),
      }}
      body={(answers) => ({ type: 'publish-entries', ...answers })}
    />
  );
}
