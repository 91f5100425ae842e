import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';
import { PersonPicker, type PickedPerson } from './person-picker.js';
import type { FieldProps } from './field.js';

interface PeoplePickerProps extends FieldProps {
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly people: readonly PickedPerson[];
}

/** After somebody was added or taken away the field is empty again and keeps the focus. */
function useRefocus(fieldId: string, count: number): void {
  const before = useRef(count);
  useEffect(() => {
    if (before.current !== count) document.getElementById(fieldId)?.querySelector('input')?.focus();
    before.current = count;
  }, [fieldId, count]);
}

/** Several people: each found by typing, all in sight, each can be taken away. */
export function PeoplePicker({ value, onChange, people, ...field }: PeoplePickerProps): ReactElement {
  const { t } = useTranslation();
  useRefocus(field.id, value.length);
  const free = people.filter((person) => !value.includes(person.id));
  function add(id: string): void {
    if (id !== '') onChange([...value, id]);
  }
  const chosen = people.filter((person) => value.includes(person.id));
  return (
    <div>
      <PersonPicker key={value.length} {...field} value="" onChange={add} people={free} />
      {chosen.length === 0 ? null : (
        <ul className="picked" aria-label={t('picker.chosen')}>
          {chosen.map((person) => (
            <li key={person.id}>
              <span>
                {person.name}
                <span className="combo-detail">{person.detail}</span>
              </span>
              <button
                type="button"
                className="calendar-step"
                aria-label={t('act.removeWhat', { what: person.name })}
                onClick={() => onChange(value.filter((id) => id !== person.id))}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
