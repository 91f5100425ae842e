import type { ReactElement } from 'react';
import {
  Button,
  ComboBox,
  I18nProvider,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../language/format.js';
import { useLanguage } from '../language/use-language.js';
import { described, FieldNotes, LabelWords, type FieldProps } from './field.js';
import { Icon } from './icon.js';

/** A person to choose: name, and what tells apart two of the same name. */
export interface PickedPerson {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

interface PersonPickerProps extends FieldProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly people: readonly PickedPerson[];
  /** The words typed, when the list comes from a search; without it the list is narrowed here. */
  readonly search?: { readonly words: string; readonly onChange: (words: string) => void };
}

function PersonList(): ReactElement {
  const { t } = useTranslation();
  return (
    <ListBox<PickedPerson>
      className="combo-list"
      renderEmptyState={() => <p className="combo-empty">{t('picker.nobody')}</p>}
    >
      {(person) => (
        <ListBoxItem id={person.id} textValue={person.name} className="combo-option">
          {person.name}
          <span className="combo-detail">{person.detail}</span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** One person out of many, found by typing. */
export function PersonPicker({ value, onChange, people, search, ...field }: PersonPickerProps): ReactElement {
  const language = useLanguage();
  const { t } = useTranslation();
  const list = search
    ? { items: people, inputValue: search.words, onInputChange: search.onChange }
    : { defaultItems: people };
  return (
    <div className={`field${field.error === undefined ? '' : ' field-invalid'}`} id={field.id}>
      <I18nProvider locale={LOCALES[language]}>
        <ComboBox<PickedPerson>
          {...list}
          selectedKey={value === '' ? null : value}
          onSelectionChange={(key) => onChange(key === null ? '' : String(key))}
          isInvalid={field.error !== undefined}
          {...described(field)}
          validationBehavior="aria"
          allowsEmptyCollection
        >
          <Label className="field-label">
            <LabelWords {...field} />
          </Label>
          <FieldNotes {...field} />
          <div className="combo-group">
            <Input className="combo-input" placeholder={t('picker.placeholder')} autoComplete="off" />
            <Button className="combo-button" aria-label={t('picker.show')}>
              <Icon name="chevronDown" />
            </Button>
          </div>
          <Popover className="combo-popover">
            <PersonList />
          </Popover>
        </ComboBox>
      </I18nProvider>
    </div>
  );
}
